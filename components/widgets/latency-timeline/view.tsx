'use client';

import '../shared/widgets.css';
import './latency-timeline.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ChartFrame, figureText, ProvenanceChip, Readout, Readouts } from '@/components/charts';
import { LineChart } from '@/components/charts/line-chart';
import { TimelineChart } from '@/components/charts/timeline-chart';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Slider } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { useRun } from '@/lib/engine-client/use-run';
import { latencyMeasures, runProvenance } from '@/lib/measure/latency';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { throughput } from '@/lib/measure/throughput';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { SpokenText } from '../shared/spoken-text';
import { usePageLink } from '../shared/use-page-link';
import { promptLengths, startLength } from './prompts';
import { lengthOfLink, linkOf, runRequest, startSeed } from './requests';
import { finding, seriesOf, type SweepRow } from './sweep';
import { SweepTable } from './sweep-table';
import { type DrawnRun, drawnRun, isEightTimes, rowOf, summaryOf } from './timeline';
import { useSweep } from './use-sweep';
import { useWaiting } from './use-waiting';
import { useWarmUp } from './use-warm-up';

const name = 'latency-timeline';

export interface ViewProps {
  readonly poster: {
    readonly run: DrawnRun;
    readonly prompt: string;
    readonly text: string;
    readonly sweep: readonly SweepRow[];
    readonly recorded: { readonly device: string; readonly date: string };
  };
}

/** What a run keeps its reader waiting for, drawn while it happens; then the same over the length of the prompt. */
export default function LatencyTimeline({ poster }: ViewProps) {
  const mounted = useMounted();
  const [length, setLength] = useState(startLength as number);
  const [touched, setTouched] = useState(false);
  const [turn, setTurn] = useState(0);
  /** Of the newest prompt of any run here: each begins otherwise than the ones before it. */
  const turns = useRef(0);
  const nextTurn = () => (turns.current += 1);
  const [starts, setStarts] = useState(0);
  /** A run was asked for, and has not begun. */
  const [isStarting, setIsStarting] = useState(false);
  /** The newest live run that was finished, and the one before it. */
  const [finished, setFinished] = useState<DrawnRun | null>(null);
  const [kept, setKept] = useState<DrawnRun | null>(null);
  const [latest, setLatest] = useState<'run' | 'sweep'>('run');
  const sweep = useSweep();
  const { isWarming, warmUp, stop: stopWarmUp } = useWarmUp();
  const seed = (mounted ? engineClient().order.seed : null) ?? startSeed;
  const run = useRun({ recording: name, request: runRequest(length, turn, seed), pace: 'as-made' });
  const { state, events, cursor, run: startRun } = run;

  // The prompt of the new turn is known to the run one render later.
  useEffect(() => {
    if (starts === 0) return;
    startRun();
    setIsStarting(false);
  }, [starts, startRun]);

  const isPoster = run.source === 'none' && starts === 0;
  const current = isPoster ? poster.run : drawnRun(state);
  const isOver = state.status === 'ended' && cursor === events.length;
  const isBusy = isStarting || run.playing || run.status === 'loading' || sweep.state.status === 'loading' || sweep.state.status === 'running';
  const waitingMs = useWaiting(run.playing && run.source === 'live' && current.firstMs === null);

  const isFinishedLive = run.source === 'live' && isOver && run.measurable && state.endReason !== 'aborted';
  const { startedAt } = run;
  /** When the newest run that was noted began. */
  const noted = useRef<number | null>(null);
  useEffect(() => {
    if (!isFinishedLive || noted.current === startedAt) return;
    noted.current = startedAt;
    const done = drawnRun(state);
    setFinished(done);
    if (kept && isEightTimes(done, kept)) reportTask('latency-timeline-compared');
  }, [isFinishedLive, startedAt, state, kept]);

  const begin = () => {
    setTouched(true);
    setLatest('run');
    sweep.stop();
    if (!run.canGoLive) return run.run();
    setIsStarting(true);
    void warmUp(length, nextTurn).then((goesOn) => {
      if (!goesOn) return;
      setKept(finished);
      setTurn(nextTurn());
      setStarts((before) => before + 1);
    });
  };
  const beginSweep = () => {
    setTouched(true);
    setLatest('sweep');
    run.pause();
    void sweep.start(nextTurn, () => reportTask('latency-timeline-swept'));
  };
  const stop = () => {
    stopWarmUp();
    setIsStarting(false);
    run.pause();
    sweep.stop();
  };
  const link = usePageLink(name, !touched ? null : isBusy ? 'unsettled' : linkOf(length), (opened) => {
    setTouched(true);
    setLength(lengthOfLink(opened));
  });

  const recorded = isPoster ? poster.recorded : run.recorded;
  const originOf = (samples: number): Provenance => (isPoster ? { kind: 'recorded', ...poster.recorded } : runProvenance(run, samples));
  const { ttft, itlP50, itlP95, tpot } = latencyMeasures(run.measurable ? current.tokens : [], originOf);
  const perSecond = run.measurable && current.tokens.length > 1 ? throughput([{ tokens: current.tokens.length, ms: current.tokens.at(-1)!.at }]) : null;
  const wholeRate: Measure | null = perSecond === null ? null : { name: 'throughput', value: perSecond, unit: 'tokens/s', provenance: { kind: 'derived', from: [originOf(1)], formula: 'tokens ÷ the time from the request to the last of them' } };
  const rows = [rowOf(current, 'current', 'current', waitingMs), ...(kept && !isPoster ? [rowOf(kept, 'kept', 'kept')] : [])];

  const { status: sweepStatus, progress, origin } = sweep.state;
  const isSwept = latest === 'sweep' && sweepStatus !== 'idle';
  const failure = failureOf(run) ?? sweep.state.error;
  const status = !mounted ? 'loading' : isSwept ? (run.load.status === 'failed' ? 'error' : sweepStatus) : isStarting ? (run.load.status === 'ready' ? 'running' : 'loading') : run.status;
  const engine = isPoster && !isSwept ? 'recorded' : isSwept ? (origin?.backend ?? 'none') : run.engine;

  return (
    <div className="widget latency-timeline" data-widget={name} data-status={status} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={isSwept ? (origin?.device ?? '') : state.device}
        recorded={recorded}
        load={run.load}
        waking={!mounted}
        readyText={(word) => `The model is ready: Run measures it live, on ${word}.`}
        onAllowDownload={run.allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      {failure && <Failure error={failure} onRetry={failureOf(run) ? run.retry : beginSweep} />}
      {!run.measurable && <Notice kind="note" title="The tab was hidden while the model wrote, so its times say nothing. Run it again, and stay here." />}
      <p className="timeline-text" tabIndex={0} role="region" aria-label="The text of the run">
        <span className="story-prompt">{isPoster ? poster.prompt : state.prompt}</span>
        <span data-generated>{isPoster ? poster.text : state.text}</span>
      </p>
      <ChartFrame
        title="One wait, then many small ones"
        exportName="latency timeline"
        summary={summaryOf([current, ...(kept ? [kept] : [])])}
        provenance={originOf(1)}
        table={{
          columns: ['Run', 'Token', 'Milliseconds since the request'],
          rows: [current, ...(kept && !isPoster ? [kept] : [])].flatMap(({ promptTokens, tokens }) => tokens.map(({ index, at }) => [`prompt of ${promptTokens} tokens`, index + 1, Number(at.toFixed(2))])),
        }}
      >
        <TimelineChart label="Time of the first token and of each after it" rows={rows} places={2} leastMs={20} />
      </ChartFrame>
      <p className="field-note timeline-note">{isWarming ? 'A first run of this length prepares the passes, and is thrown away.' : noteOf(run.canGoLive, kept !== null)}</p>
      <Controls label="The run">
        <Slider
          label="Prompt"
          name="length"
          min={0}
          max={promptLengths.length - 1}
          step={1}
          value={promptLengths.findIndex((each) => each === length)}
          valueText={`${length} tokens`}
          disabled={!mounted || !run.canGoLive || isBusy}
          onChange={(place) => {
            setTouched(true);
            setLength(promptLengths[place]);
          }}
        />
        <Button kind="primary" action="run" disabled={!mounted || isBusy} onClick={begin}>
          Run
        </Button>
        <Button action="stop" disabled={!isBusy} onClick={stop}>
          Stop
        </Button>
        <Button action="step" disabled={!mounted || isBusy || events.at(-1)?.type !== 'generation-end' || isOver} onClick={run.step}>
          Step
        </Button>
        <Button action="rewind" disabled={!mounted || isBusy || events.at(-1)?.type !== 'generation-end' || state.tokens.length === 0} onClick={() => run.rewind()}>
          Rewind
        </Button>
      </Controls>
      <Readouts label="This run">
        <Readout label="First token (TTFT)" measure={ttft} case="run" />
        <Readout label="Gap, half are shorter (ITL p50)" measure={itlP50} case="run" />
        <Readout label="Gap, 95 in 100 are shorter (ITL p95)" measure={itlP95} case="run" />
        <Readout label="Mean gap (TPOT)" measure={tpot} case="run" />
        <Readout label="All tokens over all the time" measure={wholeRate} case="run" />
      </Readouts>
      <Sweep rows={isSwept ? (progress?.rows ?? []) : poster.sweep} origin={isSwept ? origin : null} recorded={poster.recorded}>
        <Controls label="The sweep">
          <Button action="sweep" disabled={!mounted || !run.canGoLive || isBusy} onClick={beginSweep}>
            Measure six lengths
          </Button>
          <p className="field-note sweep-note" role="status">
            {sweepNote(sweepStatus, progress, run.canGoLive)}
          </p>
        </Controls>
      </Sweep>
      <SpokenText text={state.text} playing={run.playing} now={isFinishedLive && ttft ? `The first token came after ${figureText(ttft)}.` : ''} />
    </div>
  );
}

function noteOf(canGoLive: boolean, hasKept: boolean): string {
  if (!canGoLive) return 'The block is the wait for the first token, each tick a token. Run plays the recording again, at the speed at which it was made.';
  return hasKept ? 'The block is the wait for the first token, each tick a token. Both runs are on one clock.' : 'The block is the wait for the first token, each tick a token. Change the prompt and run again: this run stays for comparison.';
}

function sweepNote(status: string, progress: { readonly runs: number; readonly plannedRuns: number } | null, canGoLive: boolean): string {
  if (!canGoLive) return 'Recorded, as everything in this visit.';
  if (status === 'loading') return 'The model is on its way.';
  if (status === 'running') return `Run ${(progress?.runs ?? 0) + 1} of at most ${progress?.plannedRuns ?? '…'}: each length once to warm up, then up to three times.`;
  return 'Half a minute at most. Every prompt is a new one, so that nothing of it is in the cache.';
}

interface SweepProps {
  readonly rows: readonly SweepRow[];
  /** Null: what is shown was recorded. */
  readonly origin: { readonly device: string; readonly at: number } | null;
  readonly recorded: { readonly device: string; readonly date: string };
  readonly children: ReactNode;
}

/** The two figures over the length of the prompt. */
function Sweep({ rows, origin, recorded, children }: SweepProps) {
  const provenance = (samples: number): Provenance => (origin ? { kind: 'measured', device: origin.device, at: origin.at, samples } : { kind: 'recorded', ...recorded });
  const all = provenance(rows.reduce((sum, { samples }) => sum + samples, 0));
  const { ttft, itl } = seriesOf(rows, all);
  return (
    <div className="sweep">
      {children}
      <div className="sweep-grid">
        <ChartFrame
          title="A longer prompt: a longer wait, hardly longer gaps"
          exportName="latency by prompt length"
          summary={finding(rows)}
          provenance={all}
          table={{ columns: ['Prompt, tokens', 'TTFT, ms', 'ITL p50, ms', 'Samples'], rows: rows.map(({ promptTokens, ttftMs, itlMs, samples }) => [promptTokens, Number(ttftMs.toFixed(2)), Number(itlMs.toFixed(3)), samples]) }}
        >
          <LineChart
            label="Time to first token and gap between tokens over the length of the prompt"
            lines={rows.length > 0 ? [{ series: ttft, mark: 'main', label: 'TTFT' }, { series: itl, mark: 'other', label: 'ITL' }] : []}
            xLabel="prompt, tokens"
            yLabel="milliseconds"
            least={{ x: [0, promptLengths[promptLengths.length - 1]], y: 10 }}
          />
        </ChartFrame>
        <div>
          <SweepTable rows={rows} provenance={provenance} />
          <p className="sweep-finding">
            <span role="status">{finding(rows)}</span> {rows.length > 1 && <ProvenanceChip provenance={{ kind: 'derived', from: [provenance(rows.at(-1)!.samples)], formula: 'the longest prompt’s figure divided by the shortest’s' }} of="How the sweep went" />}
          </p>
        </div>
      </div>
    </div>
  );
}
