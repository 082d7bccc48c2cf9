'use client';

import { useEffect, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Slider } from '@/components/ui';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo, readPageLink } from '@/lib/engine-client/page-link';
import { type Run, useRun } from '@/lib/engine-client/use-run';
import { latencyMeasures, runProvenance } from '@/lib/measure/latency';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { SpokenText } from '../shared/spoken-text';
import { useMounted } from '@/components/ui/use-mounted';
import { visibleText } from '../shared/visible-text';
import { changed, type ControlValues, highestTemperature, linkOf, requestOf, startValues, topKStop, topKStops, valuesOfLink } from './controls';
import { type Frame, frameOf, lastSurprise, type Selection } from './frame';
import type { Poster } from './poster';
import { Settings } from './settings';
import { StepChart } from './step-chart';
import { TokenText } from './token-text';
import { useSharedLink } from './use-shared-link';
import { useStepAhead } from './use-step-ahead';
import { plainWords, wordsOfStep } from './words';

const name = 'next-token';
const stepsForTask = 3;

export interface ViewProps {
  readonly poster: Poster;
}

/** The model, one token at a time: the scores, the coin, and a way to overrule them both. */
export default function NextToken({ poster }: ViewProps) {
  const mounted = useMounted();
  const [values, setValues] = useState<ControlValues>(startValues);
  const [cuts, setCuts] = useState(0);
  const [touched, setTouched] = useState(false);
  const [selection, setSelection] = useState<Selection>('newest');
  const [lastAction, setLastAction] = useState<'none' | 'step' | 'other'>('none');
  const [branched, setBranched] = useState('');
  const [steps, setSteps] = useState(0);
  const run = useRun({ recording: 'next-token', request: requestOf(values), pace: 10 });
  const { state, events, cursor } = run;

  // The cut is the next request's: it is run one render later, when the run knows of it.
  const { run: start } = run;
  useEffect(() => {
    if (cuts > 0) start();
  }, [cuts, start]);

  const ahead = useStepAhead(state, events, cursor);
  const isPoster = !touched && run.source === 'none';
  const isRestingRecording = !touched && run.source === 'recorded';
  const shownSelection = isRestingRecording && selection === 'newest' ? lastSurprise(state.tokens) : selection;
  const frame = isPoster ? poster.frame : frameOf(state, run.playing ? null : ahead, shownSelection, values);

  const change = (next: Partial<ControlValues>) => {
    setTouched(true);
    setLastAction('other');
    // The step looked at stays the same while a slider moves.
    if (frame.selected !== null && !run.playing) setSelection(frame.selected === frame.tokens.length ? 'next' : frame.selected);
    setValues((before) => changed(before, next));
    if (next.temperature !== undefined) reportTask('next-token-temperature');
  };
  const attend = (action: 'step' | 'other', selected: Selection = 'newest') => {
    setTouched(true);
    setLastAction(action);
    setSelection(selected);
    setBranched('');
  };

  const isSettled = !run.playing && run.status !== 'loading';
  const stateForLink = !touched ? null : isSettled ? linkOf(values, state.tokens.map(({ id }) => id)) : 'unsettled';
  const link = useSharedLink(name, run, stateForLink, (opened) => {
    attend('other');
    setValues(valuesOfLink(opened));
  });
  const act = (action: 'step' | 'other', selected?: Selection) => {
    attend(action, selected);
    link.forget();
  };
  usePageSeed((seed) => setValues((before) => ({ ...before, seed })));

  const isOver = state.status === 'ended' && cursor === events.length;
  const canStepLive = run.load.status === 'ready';
  const step = () => {
    act('step');
    if (steps + 1 >= stepsForTask) reportTask('next-token-stepped');
    setSteps(steps + 1);
    const startsOver = isOver && state.prompt === values.prompt;
    if (startsOver && run.source === 'recorded' && canStepLive) run.openLink([]);
    else if (startsOver) run.rewind(0);
    run.step();
  };
  const branch = (index: number, id: number, text: string) => {
    const replaced = state.tokens.length - index - 1;
    act('other');
    reportTask('next-token-branched');
    run.branch(index, id);
    setBranched(`From token ${index + 1} on, the story goes on with ${visibleText(text)}${replaced > 0 ? `; the ${replaced === 1 ? 'token' : `${replaced} tokens`} after it gave way` : ''}.`);
  };
  const reset = () => {
    run.reset();
    link.clear();
    setValues({ ...startValues, seed: engineClient().order.seed ?? startValues.seed });
    act('other');
    setTouched(false);
  };

  const promptWaits = !isPoster && state.prompt !== values.prompt;
  const origin = isPoster ? poster.provenance : runProvenance(run);
  const isPaused = run.source === 'live' && !run.playing && !isOver && state.tokens.length > 0;
  const rewindTo = typeof selection === 'number' && selection < state.tokens.length - 1 ? selection : null;

  return (
    <div className="widget next-token" data-widget={name} data-status={mounted ? run.status : 'loading'} data-engine={isPoster ? 'recorded' : run.engine} data-playing={run.playing || undefined}>
      <EngineLine
        engine={isPoster ? 'recorded' : run.engine}
        device={state.device}
        recorded={isPoster ? poster.recorded : run.recorded}
        load={run.load}
        waking={!mounted}
        readyText={(engine) => `The model is ready: Run and Step write live, on ${engine}.`}
        onAllowDownload={run.allowDownload}
      />
      <Troubles run={run} linkProblem={link.problem} onCut={() => {
          setValues((before) => changed(before, { cut: true }));
          setCuts((before) => before + 1);
        }} />
      <TokenText
        frame={frame.prompt.length > 0 ? frame : { ...frame, prompt: unreadPrompt(values.prompt) }}
        writing={run.status === 'running'}
        ended={isOver}
        onSelect={
          mounted && !isPoster
            ? (index) => {
                run.pause();
                act('other', index === state.tokens.length ? 'next' : index);
              }
            : undefined
        }
      />
      <p className="story-note">
        {rewindTo === null ? (
          <>
            {branched || storyNote(run, isPoster, link.waitingTokens)}{' '}
            {isPaused && frame.nextKnown && frame.selected !== state.tokens.length && (
              <Button kind="quiet" action="look-ahead" onClick={() => act('other', 'next')}>
                Look at the next scores
              </Button>
            )}
          </>
        ) : (
          <>
            You are looking back at token {rewindTo + 1} of {state.tokens.length}.{' '}
            <Button kind="quiet" action="rewind-here" onClick={() => (act('other', 'next'), run.rewind(rewindTo))}>
              Rewind to before it
            </Button>
          </>
        )}
      </p>

      {/* Drawn under the scores, but next to the story for whoever goes by keyboard. */}
      <Controls label="The run">
        <Button kind={isPaused ? 'plain' : 'primary'} action="run" disabled={!mounted} onClick={() => (act('other'), run.run())}>
          Run
        </Button>
        {run.playing ? (
          <Button className="button-play" action="pause" onClick={() => (act('other'), run.pause())}>
            Pause
          </Button>
        ) : (
          <Button kind={isPaused ? 'primary' : 'plain'} className="button-play" action="play" disabled={!mounted || (events.length === 0 && run.source === 'none')} onClick={() => (act('other'), run.play())}>
            {isOver || isPoster ? 'Replay' : 'Continue'}
          </Button>
        )}
        <Button action="step" disabled={!mounted} onClick={step}>
          Step
        </Button>
        <Button action="rewind" disabled={!mounted || state.tokens.length === 0} onClick={() => (act('other'), run.rewind())}>
          Rewind
        </Button>
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
      </Controls>

      <div className="step-grid">
        {frame.step ? (
          <StepChart
            step={frame.step}
            provenance={origin}
            falling={lastAction === 'step' && frame.selected === state.tokens.length - 1}
            onBranch={mounted && run.canGoLive && !isPoster ? (id, text) => branch(frame.selected ?? 0, id, text) : undefined}
          />
        ) : (
          <p className="step-none">{noStepNote(run)}</p>
        )}
        <div className="step-side">
          <div className="sliders" role="group" aria-label="What the coin falls on">
            <Slider
              label="Temperature"
              name="temperature"
              min={0}
              max={highestTemperature}
              step={0.1}
              value={values.temperature}
              valueText={values.temperature === 0 ? '0: greedy' : values.temperature.toFixed(1)}
              disabled={!mounted}
              onChange={(temperature) => change({ temperature: Math.round(temperature * 10) / 10 })}
            />
            <Slider
              label="Top-k"
              name="top-k"
              min={0}
              max={topKStops.length - 1}
              step={1}
              value={topKStop(values.topK)}
              valueText={values.topK === 0 ? 'off' : `best ${values.topK}`}
              disabled={!mounted}
              onChange={(stop) => change({ topK: topKStops[stop] })}
            />
            <Slider
              label="Top-p"
              name="top-p"
              min={0.05}
              max={1}
              step={0.05}
              value={values.topP}
              valueText={values.topP === 1 ? 'off' : `${Math.round(values.topP * 100)}%`}
              disabled={!mounted}
              onChange={(topP) => change({ topP: Math.round(topP * 100) / 100 })}
            />
          </div>
          <Figures run={run} frame={frame} origin={origin} isPoster={isPoster} />
        </div>
      </div>

      <div className="more">
        <Settings values={values} onChange={change} pace={run.pace} onPace={run.setPace} promptWaits={promptWaits} disabled={!mounted || !run.canGoLive} />
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(values, touched ? state.tokens.map(({ id }) => id) : []))} />
      </div>
      <SpokenText text={state.text} playing={run.playing} now={branched || (lastAction === 'step' && frame.step ? plainWords(wordsOfStep(frame.step)) : '')} />
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

/** A prompt no model has read yet: one piece, its tokens unknown. */
function unreadPrompt(prompt: string): Frame['prompt'] {
  return prompt === '' ? [] : [{ id: -1, text: prompt, whole: true, isSpecial: false, probability: null }];
}

/** What stands in place of the scores while there are none. */
function noStepNote({ status, state }: Run): string {
  if (status === 'loading') return 'The scores appear here as soon as the model is there.';
  if (status === 'running') return `The model is reading the prompt: ${state.promptPieces.length} tokens…`;
  return 'Press Step: the model scores every token, and a coin chooses one.';
}

function storyNote(run: Run, isPoster: boolean, waitingTokens: number): string {
  const { state, status } = run;
  if (waitingTokens > 0) return `The link brings ${waitingTokens} tokens; the model spells them out as soon as it is there.`;
  if (state.cutTokens > 0) return `The model reads only the end of your prompt: its first ${state.cutTokens.toLocaleString('en-GB')} tokens were cut off, to leave room for writing.`;
  if (!isPoster && state.status === 'ended' && run.cursor === run.events.length) {
    if (state.endReason === 'stop-token') return 'The model chose to end here: the coin took the stop token.';
    if (state.endReason === 'context-full') return `The context is full: this model can hold ${state.contextLength} tokens, and not one more.`;
    if (state.endReason === 'max-tokens' && run.source === 'live') return `This figure stops a story after ${state.maxTokens} tokens.`;
  }
  if (status === 'loading') return 'The model is on its way.';
  return 'The line under a token fills its width as far as the model thought it likely. Choose a token to look back at its step.';
}

function Troubles({ run, linkProblem, onCut }: { readonly run: Run; readonly linkProblem: string; readonly onCut: () => void }) {
  const failure = failureOf(run);
  return (
    <>
      {linkProblem && <Notice kind="note" title={linkProblem} />}
      {failure && (
        <Failure error={failure} onRetry={run.retry}>
          {failure.code === 'prompt-too-long' ? (
            <Button action="cut" onClick={onCut}>
              Read only its end
            </Button>
          ) : undefined}
        </Failure>
      )}
    </>
  );
}

/** The figures of this run, each with where it comes from. */
function Figures({ run, frame, origin, isPoster }: { readonly run: Run; readonly frame: Frame; readonly origin: Provenance; readonly isPoster: boolean }) {
  const written: Measure = { name: 'tokens-written', value: frame.tokens.length, unit: 'tokens', provenance: { kind: 'counted', what: 'tokens after the prompt, as shown' } };
  const { itlP50 } = latencyMeasures(isPoster || !run.measurable ? [] : run.state.tokens, (samples) => runProvenance(run, samples));
  const drawn = frame.step?.drawn ? [...frame.step.rows, ...(frame.step.outsider ? [frame.step.outsider] : [])].find(({ isDrawn }) => isDrawn) : undefined;
  const chosen: Measure | null = drawn ? { name: 'chosen-probability', value: drawn.own, unit: 'probability', provenance: { kind: 'derived', from: [origin], formula: 'softmax of the model’s scores, at temperature 1 and with nothing cut off' } } : null;
  return (
    <Readouts label="This run">
      <Readout label={drawn ? `Model’s own probability of ${visibleText(drawn.text)}` : 'Model’s own probability'} measure={chosen} />
      <Readout label="Written" measure={written} />
      <Readout label="Between tokens (median)" measure={itlP50} />
    </Readouts>
  );
}
