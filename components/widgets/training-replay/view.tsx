'use client';

import '../shared/widgets.css';
import './training-replay.css';
import { useEffect, useRef, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo, readPageLink } from '@/lib/engine-client/page-link';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { RunningText } from '../shared/running-text';
import { SpokenText } from '../shared/spoken-text';
import { useLabRun } from '../shared/use-lab-run';
import { usePageLink } from '../shared/use-page-link';
import { useReplay } from '../shared/use-replay';
import { LossChart } from './loss-chart';
import type { TrainingReplayRecording } from './recording';
import { bytesNote, endingOf, keyOf, type LiveSamples, type Sample, sampleOf } from './samples';
import { linkOf, type ReplaySettings, requestOf, settingsOfLink, startSettings } from './settings';
import { SettingsPanel } from './settings-panel';
import type { Station, TrainingWay } from './stations';

export interface TrainingReplayProps {
  readonly way: TrainingWay;
  readonly recording: TrainingReplayRecording;
}

const name = 'training-replay';
/** So many checkpoints have written before the task is done. */
const runsForTask = 2;
/** From one recorded token to the next. */
const replayPaceMs = 60;

/** Along the loss curve of a real training run: at each checkpoint the model as it was then goes on with the same text. */
export default function TrainingReplay({ way, recording }: TrainingReplayProps) {
  const mounted = useMounted();
  const { stations } = way;
  const steps = stations.map(({ step }) => step);
  const [settings, setSettings] = useState<ReplaySettings>(startSettings);
  const [touched, setTouched] = useState(false);
  const [live, setLive] = useState<LiveSamples>({});
  const [writing, setWriting] = useState<Sample | null>(null);
  const lab = useLabRun();
  const replay = useReplay();
  const seen = useRef(new Set([startSettings.step]));
  const ran = useRef(new Set<number>());
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';

  const station = stations.find(({ step }) => step === settings.step) ?? stations[0];
  const isBusy = lab.state.status === 'loading' || lab.state.status === 'running';
  const kept = sampleOf(settings, live, recording);
  const sample = isBusy ? writing : replay.shown !== null && kept ? { ...kept, pieces: kept.pieces.slice(0, replay.shown), endReason: null } : kept;

  const halt = () => {
    lab.reset();
    replay.stop();
    setWriting(null);
  };
  const change = (next: Partial<ReplaySettings>) => {
    halt();
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
    if (next.step === undefined) return;
    seen.current.add(next.step);
    if (steps.every((step) => seen.current.has(step))) reportTask('training-replay-visited');
  };
  const noteRun = (step: number) => {
    ran.current.add(step);
    if (ran.current.size >= runsForTask) reportTask('training-replay-ran');
  };

  const run = () => {
    halt();
    setTouched(true);
    if (isRecordedOnly) {
      if (kept) replay.start(kept.pieces.length, replayPaceMs, () => noteRun(settings.step));
      return;
    }
    void lab.start(
      async (client, signal) => {
        let now: Sample = { pieces: [], endReason: null, engine: 'cpu', device: '' };
        for await (const event of client.generate(requestOf(settings), { signal })) {
          if (event.type === 'generation-start') now = { ...now, engine: event.backend, device: event.device };
          else if (event.type === 'token') now = { ...now, pieces: [...now.pieces, event.text] };
          else if (event.type === 'generation-end') now = { ...now, endReason: event.reason };
          if (signal.aborted) return;
          setWriting(now);
        }
        setLive((before) => ({ ...before, [keyOf(settings)]: now }));
        noteRun(settings.step);
      },
      { model: station.model, timed: false },
    );
  };

  usePageSeed((seed) => setSettings((before) => ({ ...before, seed })));
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    halt();
    setTouched(true);
    setSettings(settingsOfLink(opened, steps));
  });
  const reset = () => {
    lab.reset();
    replay.stop();
    setWriting(null);
    link.clear();
    setLive({});
    setSettings({ ...startSettings, seed: engineClient().order.seed ?? startSettings.seed });
    setTouched(false);
  };

  const place = steps.indexOf(settings.step);
  const engine = isBusy ? lab.state.backend : (sample?.engine ?? 'none');
  const status = replay.shown !== null ? 'running' : isBusy || lab.state.status === 'error' ? lab.state.status : sample && (sample.engine !== 'recorded' || replay.finished) ? 'done' : 'idle';
  const failure = failureOf(lab.state);
  const isWriting = isBusy || replay.shown !== null;

  return (
    <div className="widget training-replay" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={isBusy ? lab.state.device : (sample?.device ?? '')}
        recorded={recording}
        load={isRecordedOnly ? { status: 'recorded-only' } : lab.state.load}
        waking={!mounted}
        readyText={() => 'Run fetches the weights of this step and lets them write here.'}
        onAllowDownload={lab.allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      {failure && <Failure error={failure} onRetry={run} />}
      <LossChart way={way} provenance={curveProvenance(way)} step={settings.step} disabled={!mounted} onStep={(step) => change({ step })} />
      <SampleText step={settings.step} prompt={settings.prompt} sample={sample} writing={isWriting} />
      <Controls label="The checkpoints">
        <Button kind="primary" action="run" disabled={!mounted || isWriting || (isRecordedOnly && !kept)} onClick={run}>
          Run this checkpoint
        </Button>
        <Button action="stop" disabled={!isWriting} onClick={halt}>
          Stop
        </Button>
        <Button action="step" disabled={!mounted || place === steps.length - 1} onClick={() => change({ step: steps[place + 1] })}>
          Next checkpoint
        </Button>
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
      </Controls>
      <Figures way={way} station={station} />
      <div className="more">
        <SettingsPanel settings={settings} disabled={!mounted || isWriting || isRecordedOnly} onChange={change} />
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(settings))} />
      </div>
      <SpokenText text={sample?.pieces.join('') ?? ''} playing={isWriting} />
    </div>
  );
}

/** `?seed=N` of the page's address, once there is an address; a link into this figure brings its own. */
function usePageSeed(onSeed: (seed: number) => void): void {
  useEffect(() => {
    const { seed } = engineClient().order;
    if (seed !== null && !readPageLink(name)?.state) onSeed(seed);
    // The address does not change under the page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
}

const curveProvenance = ({ device, date }: TrainingWay): Provenance => ({ kind: 'recorded', device, date });

/** What the log says of this step. */
function Figures({ way, station }: { readonly way: TrainingWay; readonly station: Station }) {
  const provenance = curveProvenance(way);
  const setting = String(station.step);
  const loss = (of: string, value: number): Measure => ({ name: of, value, unit: 'nats', provenance });
  const choices: Measure = { name: 'even-choices', value: Math.exp(station.heldoutLoss), unit: 'count', provenance: { kind: 'derived', from: [provenance], formula: 'e raised to the held-out loss: the perplexity' } };
  return (
    <Readouts label={`Step ${setting}`}>
      <Readout label="Tokens seen" case={setting} measure={{ name: 'tokens-seen', value: station.tokens, unit: 'tokens', provenance: { kind: 'counted', what: 'tokens read in training until then' } }} />
      <Readout label="Loss on its training text" case={setting} measure={station.trainLoss === null ? null : loss('train-loss', station.trainLoss)} />
      <Readout label="Loss on held-out stories" case={setting} measure={loss('heldout-loss', station.heldoutLoss)} />
      <Readout label="As unsure as a fair draw from" case={setting} measure={choices} />
    </Readouts>
  );
}

/** The text of one checkpoint; of a fixed height, so that a growing one moves nothing under it. */
function SampleText({ step, prompt, sample, writing }: { readonly step: number; readonly prompt: string; readonly sample: Sample | null; readonly writing: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const count = sample?.pieces.length ?? 0;
  useEffect(() => {
    if (box.current) box.current.scrollTop = writing ? box.current.scrollHeight : 0;
  }, [count, writing, step]);
  return (
    <div className="sample">
      <p className="sample-head">
        {step === 0 ? 'Before any training it writes' : `After ${step.toLocaleString('en-GB')} steps it writes`}
      </p>
      <div className="sample-text" ref={box} role="region" aria-label={`The text of step ${step}`} tabIndex={0}>
        <span className="story-prompt">{prompt}</span>
        <span data-generated data-case={step}>
          {sample?.pieces.map((text, place) => (
            <span key={place} className="sample-piece" data-newest={(writing && place === count - 1) || undefined}>
              <RunningText text={text} />
            </span>
          ))}
        </span>
      </div>
      <p className="field-note">{sample ? `${endingOf(sample)}${bytesNote(sample)}` : writing ? '' : 'Nothing is recorded for this prompt and seed: Run lets this checkpoint write.'}</p>
    </div>
  );
}
