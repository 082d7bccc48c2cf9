'use client';

import '@/components/charts/inline-figure.css';
import '@/components/charts/line-chart.css';
import '../shared/widgets.css';
import '../frozen-weights/frozen-weights.css';
import './train-live.css';
import { useEffect, useMemo, useState } from 'react';
import { Readout, Readouts, day } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Select, StatusLine } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo, readPageLink } from '@/lib/engine-client/page-link';
import type { Provenance } from '@/lib/measure/measure';
import type { Checkpoint } from '@/lib/training/checkpoint';
import type { TrainingRequest } from '@/lib/training/request';
import { CopyLink } from '../shared/copy-link';
import { Failure } from '../shared/failure';
import { SpokenText } from '../shared/spoken-text';
import { usePageLink } from '../shared/use-page-link';
import { useReplay } from '../shared/use-replay';
import { FreezePanel } from './freeze-panel';
import { emptyTrial, startWriting, type WritingSettings } from './frozen';
import { KeepRow } from './keep-row';
import { ledgersOf } from './ledger';
import { Ledgers } from './ledgers';
import { LossChart } from './loss-chart';
import { trainingMeasures } from './measures';
import { overfittingOf } from './overfitting';
import { OwnTextField } from './own-text';
import { Recited } from './recited';
import { recordedTraining, recordedTrial, type TrainLiveRecording } from './recording';
import { Samples } from './samples';
import { linkOf, optionsOf, settingsOfLink, startSettings, corpora, type TrainSettings } from './settings';
import { SettingsPanel } from './settings-panel';
import { StoryPanel } from './story-panel';
import { textOf } from './texts';
import { useFrozen } from './use-frozen';
import { useOwnText } from './use-own-text';
import { useTraining } from './use-training';
import { frozenStageOf, stageOf } from './words';

export interface ViewProps {
  readonly recording: TrainLiveRecording;
}

const name = 'train-live';
/** The recorded run, once more, in so many parts of so many milliseconds. */
const replay = { parts: 60, paceMs: 100 };
/** Taken for the page’s estimate of energy: what a laptop’s processor draws at work on top of what it draws at rest. */
const startWatts = 15;

/** A small model trained in this tab, frozen, and used: both lives of the same weights. */
export default function TrainLive({ recording }: ViewProps) {
  const mounted = useMounted();
  const [settings, setSettings] = useState<TrainSettings>(startSettings);
  const [writing, setWriting] = useState<WritingSettings>(startWriting);
  const [watts, setWatts] = useState<{ readonly value: number; readonly by: 'reader' | 'page' }>({ value: startWatts, by: 'page' });
  const [touched, setTouched] = useState(false);
  /** What the run under way, or the last one, was given: going on needs the same. */
  const [given, setGiven] = useState<{ readonly text: string; readonly settings: TrainSettings } | null>(null);
  const training = useTraining();
  const frozen = useFrozen();
  const texts = useOwnText();
  const again = useReplay();
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';

  const isLive = training.state.status !== 'idle';
  const until = again.shown === null ? undefined : Math.round((recording.options.steps * again.shown) / replay.parts);
  const state = isLive ? training.state : recordedTraining(recording, until);
  const { status, start, choice, error } = state;
  const isBusy = isLive && status !== 'ended';
  const isOver = isLive && status === 'ended';
  const canGoOn = isOver && state.checkpoint !== null && given !== null && (start === null || state.checkpoint.model.step < start.options.steps || state.ended === 'diverged');
  const isPaused = status === 'paused' && state.pausedBy === 'reader';

  const request = async (): Promise<TrainingRequest> => {
    const text = await textOf(settings.corpus, texts.own);
    setGiven({ text, settings });
    return { corpus: settings.corpus, text, order: orderOf(), options: optionsOf(settings) };
  };
  const goOn = (from: Checkpoint, change: Partial<TrainingRequest>) => {
    if (!given) return;
    const { text, settings: own } = given;
    training.start(() => Promise.resolve({ corpus: own.corpus, text, order: orderOf(), from, ...change }), true);
  };
  /** From the last good checkpoint; after a divergence with a tenth of its learning rate, which the field then shows. */
  const retry = (from: Checkpoint) => {
    if (state.ended !== 'diverged') return goOn(from, {});
    const learningRate = from.options.learningRate / 10;
    change({ learningRate });
    goOn(from, { options: { learningRate } });
  };
  const train = () => {
    setTouched(true);
    again.stop();
    if (isRecordedOnly) return again.start(replay.parts, replay.paceMs);
    frozen.reset();
    training.start(request);
  };
  /** Play goes on where it paused or stopped. */
  const play = () => {
    if (isPaused) return training.play();
    if (state.checkpoint) goOn(state.checkpoint, {});
  };
  const stepOnce = () => {
    setTouched(true);
    if (isBusy) return training.stepOnce();
    if (isOver && state.checkpoint) return goOn(state.checkpoint, { paused: true, until: Math.max(state.checkpoint.model.step + toldSteps, state.checkpoint.options.steps) });
    frozen.reset();
    training.start(async () => ({ ...(await request()), paused: true }));
  };
  // A training that was begun for a step waits until it is asked for it.
  const waitsForStep = isLive && status === 'paused' && state.pausedBy === 'reader' && state.last === null;
  const { stepOnce: makeStep } = training;
  useEffect(() => {
    if (waitsForStep) makeStep();
    // The handle behind it is the run’s own.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [waitsForStep]);

  const freeze = async () => {
    setTouched(true);
    if (isBusy) training.stop();
    const checkpoint = await training.ended();
    if (!checkpoint) return;
    await frozen.freeze(checkpoint.model);
    reportTask('train-live-freeze');
  };
  const move = async () => {
    const { checkpoint } = training.state;
    if (!checkpoint) return;
    goOn(checkpoint, { until: checkpoint.model.step + 1 });
    const next = await training.ended();
    if (next && next.model.step > checkpoint.model.step) await frozen.moveTo(next.model);
  };

  const isTrained = isOver && state.ended === 'finished' && state.step >= 1;
  const fell = state.heldout.length > 1 && state.heldout.at(-1)!.loss < state.heldout[0].loss;
  useEffect(() => {
    if (isTrained && fell) reportTask('train-live-train');
  }, [isTrained, fell]);

  usePageSeed((seed) => setSettings((before) => ({ ...before, seed })));
  const change = (next: Partial<TrainSettings>) => {
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });
  const reset = () => {
    training.reset();
    frozen.reset();
    again.stop();
    link.clear();
    setSettings({ ...startSettings, seed: engineClient().order.seed ?? startSettings.seed });
    setWriting(startWriting);
    setTouched(false);
  };

  const device = isLive ? (start?.device ?? '') : recording.device;
  const origin = (samples: number): Provenance => (isLive ? { kind: 'measured', device, at: Date.now(), samples } : { kind: 'recorded', device: recording.device, date: recording.date });
  const measures = trainingMeasures(state, origin, watts);
  const trial = frozen.trial ?? (isLive ? { ...emptyTrial, step: state.step, nextStep: state.step + 1 } : recordedTrial(recording));
  const engine = !isLive ? 'recorded' : state.backend === null ? 'none' : state.backend === 'wasm' ? 'cpu' : 'webgpu';
  const rootStatus = !mounted ? 'loading' : !isLive ? (again.shown !== null ? 'running' : again.finished ? 'done' : 'idle') : status === 'starting' ? 'loading' : status !== 'ended' ? 'running' : state.ended === 'diverged' || state.ended === 'failed' ? 'error' : 'done';
  const shape = start?.shape ?? recording.shape;
  const rows = start?.options.batchRows ?? recording.options.batchRows;
  const overfitting = overfittingOf({ train: state.train, heldout: state.heldout });
  const corpusText = isLive ? (given?.text ?? '') : '';
  const isList = isLive && given?.settings.corpus === 'names';
  const list = useMemo(() => (isList ? new Set(corpusText.split('\n')) : null), [isList, corpusText]);

  return (
    <div className="widget train-live" data-widget={name} data-status={rootStatus} data-engine={engine} data-step={state.step} data-paused={status === 'paused' || undefined}>
      <div className="engine-line">
        <StatusLine state={isLive ? 'live' : 'recorded'}>
          {isLive ? (
            <>
              <b>{state.backend === 'webgpu' ? 'Live on WebGPU' : 'Live in this tab'}</b>
              {device && `: ${device}`}
            </>
          ) : (
            <>
              <b>Recorded</b> on {day(recording.date)}, {recording.device}
            </>
          )}
        </StatusLine>
        <div className="engine-load" role="status">
          {isRecordedOnly ? 'This visit began with an address that asks for recordings only.' : isLive ? stageOf(state) : mounted ? 'Train makes new weights here, in this tab, from nothing.' : <noscript>Without JavaScript nothing here can be pressed; the recording can be read.</noscript>}
        </div>
      </div>
      {link.problem && <Notice kind="note" title={link.problem} />}
      <div className="train-choice">
        <Select label="The text it reads" value={settings.corpus} options={corpora} disabled={!mounted || isBusy || isRecordedOnly} onChange={(corpus) => change({ corpus })} />
        <p className="field-note">{noteOf(settings.corpus)}</p>
      </div>
      {settings.corpus === 'own' && <OwnTextField own={texts.own} problem={texts.problem} disabled={isBusy || isRecordedOnly} onOwn={texts.change} />}
      {error && (
        <Failure error={error}>
          {canGoOn && (
            <Button action="retry-slower" onClick={() => retry(state.checkpoint!)}>
              Go on from step {state.checkpoint!.model.step.toLocaleString('en-GB')}
              {state.ended === 'diverged' ? ', at a tenth of the learning rate' : ''}
            </Button>
          )}
        </Failure>
      )}
      {start && start.notes.length > 0 && isLive && <Notice kind="note" title={start.notes.join(' ')} />}
      <Controls label="The training">
        <Button kind="primary" action="run" disabled={!mounted || isBusy || again.shown !== null || frozen.busy} onClick={train}>
          Train
        </Button>
        {isBusy && !isPaused ? (
          <Button action="pause" className="button-play" disabled={status !== 'training'} onClick={training.pause}>
            Pause
          </Button>
        ) : (
          <Button action="play" className="button-play" disabled={!mounted || frozen.busy || (!isPaused && !canGoOn)} onClick={play}>
            Go on
          </Button>
        )}
        <Button action="step" disabled={!mounted || isRecordedOnly || frozen.busy || status === 'starting'} onClick={stepOnce}>
          One step
        </Button>
        <Button action="stop" disabled={!isBusy && again.shown === null} onClick={isBusy ? training.stop : again.stop}>
          Stop
        </Button>
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
      </Controls>
      <div className="train-views">
        <LossChart history={{ train: state.train, heldout: state.heldout }} guessingLoss={start?.guessingLoss ?? recording.guessingLoss} steps={start?.options.steps ?? settings.steps} provenance={origin(1)} />
        <Samples samples={state.samples} list={list} training={isBusy} />
      </div>
      <Readouts label="The training in figures">
        <Readout label="Loss on the training text" measure={measures.trainLoss} />
        <Readout label="Loss on text held out" measure={measures.heldoutLoss} />
        <Readout label="A step" measure={measures.stepMs} />
        <Readout label="Read: a token is a character" measure={measures.tokensPerSecond} />
        <Readout label="Operations so far" measure={measures.flops} />
      </Readouts>
      <Recited overfitting={overfitting} sample={isLive ? (state.samples.at(-1)?.texts ?? []) : []} text={corpusText} />
      <StoryPanel story={state.story} rows={rows} provenance={origin(1)} live={isLive} />
      <FreezePanel
        trial={trial}
        writing={writing}
        frozen={frozen}
        canFreeze={mounted && isLive && status !== 'starting' && (isPaused || (isOver && state.checkpoint !== null)) && !isRecordedOnly}
        canUse={frozen.model !== null}
        canMove={frozen.model !== null && isOver && state.checkpoint !== null && given !== null}
        stage={frozenStageOf(trial, frozen.busy ? frozen.work : null, isLive)}
        onFreeze={() => void freeze()}
        onWrite={() => void frozen.write(writing)}
        onAsk={() => void frozen.ask(writing)}
        onMove={() => void move()}
        onHalt={frozen.halt}
        onChange={(next) => setWriting((before) => ({ ...before, ...next }))}
      >
        <KeepRow model={frozen.model} disabled={frozen.busy} />
      </FreezePanel>
      <Ledgers ledgers={ledgersOf(shape, rows)} />
      <div className="more">
        <SettingsPanel settings={settings} watts={watts} energy={measures.energy} disabled={!mounted || isBusy || isRecordedOnly} onChange={change} onWatts={(value) => setWatts({ value, by: 'reader' })} />
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(settings))} />
      </div>
      <SpokenText text="" playing={false} now={choice && isLive ? choice.reason : ''} />
    </div>
  );
}

/** Steps that a finished training may be gone on with, told one by one. */
const toldSteps = 1000;

/** What the page’s address asks for; else the quicker of what there is. */
function orderOf(): TrainingRequest['order'] {
  const { engine } = engineClient().order;
  return engine === 'webgpu' ? 'webgpu' : engine === 'cpu' ? 'wasm' : 'auto';
}

function noteOf(corpus: TrainSettings['corpus']): string {
  if (corpus === 'names') return 'First names of many languages, one in ten held out. It learns to make up more of them.';
  return corpus === 'course' ? 'What the lessons of this course say, as plain text, a part held out.' : 'Anything with letters: a story, your notes, a list of place names.';
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
