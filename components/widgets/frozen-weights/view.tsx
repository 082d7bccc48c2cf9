'use client';

import '../shared/widgets.css';
import './frozen-weights.css';
import { useEffect, useId, useRef, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo } from '@/lib/engine-client/page-link';
import type { BackendKind } from '@/lib/engine/generation/events';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import type { Measure } from '@/lib/measure/measure';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { useLabRun } from '../shared/use-lab-run';
import { usePageLink } from '../shared/use-page-link';
import { useReplay } from '../shared/use-replay';
import type { Station } from '../training-replay/stations';
import { FingerprintRow, TensorStrip } from './fingerprints';
import type { FrozenWeightsRecording } from './recording';
import { type Answer, answered, compareTensors, emptyTrial, promptsOf, requestOf, startSeed, startTold, type Trial, withText } from './trial';

export interface FrozenWeightsProps {
  /** The weights in use, and those one checkpoint on. */
  readonly now: Station;
  readonly next: Station;
  readonly recording: FrozenWeightsRecording;
}

const name = 'frozen-weights';
/** What a reader may tell it: more would only be cut. */
const longestTold = 400;
/** From one recorded text to the next. */
const replayPaceMs = 150;

/** The weights’ fingerprint before and after twenty prompts, and one checkpoint on. */
export default function FrozenWeights({ now, next, recording }: FrozenWeightsProps) {
  const mounted = useMounted();
  const toldId = useId();
  const [told, setTold] = useState(startTold);
  const [touched, setTouched] = useState(false);
  const [own, setOwn] = useState<Trial | null>(null);
  const [work, setWork] = useState<'trial' | 'next'>('trial');
  const lab = useLabRun();
  const replay = useReplay();
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';
  const isBusy = lab.state.status === 'loading' || lab.state.status === 'running';
  const trial = own ?? replayed(recording, replay.shown);
  const prompts = promptsOf(told);

  const halt = () => {
    lab.reset();
    replay.stop();
  };
  const run = () => {
    halt();
    setTouched(true);
    setWork('trial');
    if (isRecordedOnly) {
      setOwn(null);
      replay.start(recording.answers.length + 1, replayPaceMs);
      return;
    }
    void lab.start(
      async (client, signal) => {
        const { engine } = await client.load();
        let trialNow: Trial = { ...emptyTrial, engine: engine.backend, device: engine.device };
        const show = (change: Partial<Trial>) => {
          trialNow = { ...trialNow, ...change };
          if (!signal.aborted) setOwn(trialNow);
        };
        show({ before: await client.fingerprint({ signal }) });
        for (const [place, prompt] of prompts.entries()) {
          let text = '';
          const write = (answer: Answer) => show({ answers: withText(trialNow.answers, place, answer) });
          for await (const event of client.generate(requestOf(prompt, place, engineClient().order.seed ?? startSeed), { signal })) {
            if (event.type !== 'token') continue;
            text += event.text;
            write({ prompt, text, whole: false });
          }
          if (signal.aborted) return;
          write({ prompt, text, whole: true });
        }
        show({ after: await client.fingerprint({ signal }) });
        if (told !== startTold) reportTask('frozen-weights-told');
      },
      { model: now.model, timed: false },
    );
  };
  const moveOn = () => {
    halt();
    setTouched(true);
    setWork('next');
    reportTask('frozen-weights-moved');
    if (isRecordedOnly || !own) {
      setOwn({ ...recordedTrial(recording), next: recording.next });
      return;
    }
    void lab.start(
      async (client, signal) => {
        const print = await client.fingerprint({ signal });
        setOwn((before) => before && { ...before, next: print });
      },
      // On what the first was read from: what differs is then not the device.
      { model: next.model, timed: false, order: own.engine === 'recorded' ? undefined : own.engine },
    );
  };
  const tell = (text: string) => {
    setTouched(true);
    setTold(text);
  };
  const link = usePageLink(name, touched ? { prompt: told } : null, (opened) => tell((opened.prompt ?? startTold).slice(0, longestTold)));
  const reset = () => {
    lab.reset();
    replay.stop();
    link.clear();
    setOwn(null);
    setTold(startTold);
    setTouched(false);
  };

  const engine: BackendKind | 'recorded' | 'none' = isBusy ? lab.state.backend : trial.engine;
  const status = replay.shown !== null ? 'running' : isBusy || lab.state.status === 'error' ? lab.state.status : replay.finished || trial.next || (own?.after ?? null) ? 'done' : 'idle';
  const failure = failureOf(lab.state);
  const stage = stageOf(trial, isBusy || replay.shown !== null, work, !isRecordedOnly);

  return (
    <div className="widget frozen-weights" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={isBusy ? lab.state.device : trial.device}
        recorded={recording}
        load={isRecordedOnly ? { status: 'recorded-only' } : lab.state.load}
        waking={!mounted}
        readyText={() => 'Run does it all here, with your sentence.'}
        onAllowDownload={lab.allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      {failure && <Failure error={failure} onRetry={work === 'trial' ? run : moveOn} />}
      <div className="told">
        <label htmlFor={toldId}>Tell it something that it could remember</label>
        <textarea id={toldId} data-control="told" dir="auto" rows={2} spellCheck={false} maxLength={longestTold} value={told} disabled={!mounted || isBusy || isRecordedOnly} onChange={(event) => tell(event.currentTarget.value)} />
      </div>
      <Controls label="The trial">
        <Button kind="primary" action="run" disabled={!mounted || isBusy} onClick={run}>
          Run: 20 prompts
        </Button>
        <Button action="stop" disabled={!isBusy && replay.shown === null} onClick={halt}>
          Stop
        </Button>
        <Button action="step" disabled={!mounted || isBusy || (own !== null && !own.after) || trial.next !== null} onClick={moveOn}>
          Move one checkpoint on
        </Button>
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
      </Controls>
      <p className="field-note" role="status">
        {stage}
      </p>
      <div className="prints">
        <FingerprintRow label={`Step ${now.step.toLocaleString('en-GB')}, before`} setting="before" print={trial.before} against={null} waiting="not taken yet" />
        <FingerprintRow label={`Step ${now.step.toLocaleString('en-GB')}, after 20 prompts`} setting="after" print={trial.after} against={trial.before} waiting={trial.before ? 'when the last prompt has its text' : 'not taken yet'}>
          <TensorStrip before={trial.before} other={trial.after} label="After the prompts" />
        </FingerprintRow>
        <FingerprintRow label={`Step ${next.step.toLocaleString('en-GB')}, more training`} setting="next" print={trial.next} against={trial.before} waiting="move one checkpoint on">
          <TensorStrip before={trial.before} other={trial.next} label="One checkpoint on" />
        </FingerprintRow>
      </div>
      <Figures trial={trial} />
      <Answers prompts={prompts} answers={trial.answers} writing={isBusy && work === 'trial'} />
      <div className="more frozen-more">
        <CopyLink disabled={!mounted} link={() => linkTo(name, { prompt: told })} />
      </div>
    </div>
  );
}

const recordedTrial = ({ before, answers, after, device }: FrozenWeightsRecording): Trial => ({ engine: 'recorded', device, before, answers, after, next: null });

/** The recorded trial, or as much of it as a replay has shown. */
function replayed(recording: FrozenWeightsRecording, shown: number | null): Trial {
  const trial = recordedTrial(recording);
  return shown === null ? trial : { ...trial, answers: trial.answers.slice(0, shown), after: null };
}

/** Where it stands, in a sentence. */
function stageOf(trial: Trial, running: boolean, work: 'trial' | 'next', canRun: boolean): string {
  const done = answered(trial);
  if (!running) {
    if (trial.next && trial.engine === 'recorded') return `Both recorded: twenty prompts changed nothing, more training changed every tensor.${canRun ? ' Run the prompts here first, and the next checkpoint is read back here too.' : ''}`;
    if (trial.next) return 'Twenty prompts changed nothing. More training changed every tensor.';
    return trial.after ? 'The weights were read back from the memory that computes, before and after. Now let training have a turn: move one checkpoint on.' : '';
  }
  if (work === 'next') return 'The weights of the next checkpoint are fetched, brought to the device, and read back.';
  if (!trial.before) return 'The weights are read back from the memory that computes, and hashed.';
  if (done < promptsOf('').length) return `Prompt ${done + 1} of ${promptsOf('').length}.`;
  return 'And once more the weights are read back and hashed.';
}

/** All counted: prompts, bytes, tensors. */
function Figures({ trial }: { readonly trial: Trial }) {
  const counted = (of: string, value: number, unit: 'count' | 'bytes', what: string): Measure => ({ name: of, value, unit, provenance: { kind: 'counted', what } });
  const unchanged = (other: Fingerprint | null): Measure | null =>
    trial.before && other && counted('tensors-unchanged', compareTensors(trial.before, other).filter(({ same }) => same).length, 'count', 'tensors whose own hash is what it was before the prompts');
  return (
    <Readouts label="What was counted">
      <Readout label="Texts written" measure={counted('prompts-answered', answered(trial), 'count', 'prompts that have their whole text')} />
      <Readout label="Read back and hashed" measure={trial.before && counted('weight-bytes', trial.before.bytes, 'bytes', 'bytes of all weights, as they lie in the memory that computes')} />
      <Readout label={`Tensors unchanged, of ${trial.before?.tensors.length ?? '…'}`} case="after" measure={unchanged(trial.after)} />
      <Readout label="Unchanged one checkpoint on" case="next" measure={unchanged(trial.next)} />
    </Readouts>
  );
}

/** The prompts with what was written to each; of a fixed height. */
function Answers({ prompts, answers, writing }: { readonly prompts: readonly string[]; readonly answers: readonly Answer[]; readonly writing: boolean }) {
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (box.current && writing) box.current.scrollTop = box.current.scrollHeight;
  }, [answers.length, writing]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol className="answers" ref={box} tabIndex={0} aria-label="The prompts, and what the model went on with">
      {prompts.map((prompt, place) => {
        const answer = answers.at(place);
        if (writing && !answer) return null;
        return (
          <li key={place}>
            <span className="story-prompt">{answer?.prompt ?? prompt}</span>
            <span data-generated>{answer?.text}</span>
          </li>
        );
      })}
    </ol>
  );
}
