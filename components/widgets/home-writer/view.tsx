'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { Button, Controls } from '@/components/ui';
import { engineClient } from '@/lib/engine-client/engine-client';
import { useRun } from '@/lib/engine-client/use-run';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { SpokenText } from '../shared/spoken-text';
import { useMounted } from '@/components/ui/use-mounted';
import { usePrefersStillness } from '../shared/use-prefers-stillness';
import { handover } from './handover';
import { freshSeed, recordedSeed, storyRequest } from './stories';

interface WriterPoster {
  readonly prompt: string;
  readonly tokens: readonly string[];
  readonly recorded: { readonly device: string; readonly date: string };
}

export interface ViewProps {
  readonly poster: WriterPoster;
}

/** Milliseconds between the end of the recorded story and the live one that follows it. */
const breath = 2500;

/** A story that writes itself: recorded at once, live from the next paragraph on. */
export default function HomeWriter({ poster }: ViewProps) {
  const mounted = useMounted();
  const still = usePrefersStillness();
  const [told, setTold] = useState({ story: 0, seed: recordedSeed, runs: 0, handovers: 0 });
  /** Index of the first token that was written live; null: none is. */
  const [liveFrom, setLiveFrom] = useState<number | null>(null);
  const [touched, setTouched] = useState(false);
  const run = useRun({ recording: 'home', request: storyRequest(told.story, told.seed), autoPlay: true, pace: 10 });
  const { state, pause, goLive, run: start } = run;

  const nextSeed = () => engineClient().order.seed ?? freshSeed();
  const tellAnother = useCallback(() => {
    pause();
    setLiveFrom(0);
    setTold((before) => ({ ...before, story: before.story + 1, seed: nextSeed(), runs: before.runs + 1 }));
  }, [pause]);
  // The run is started one render later, when it has been told of the new story.
  useEffect(() => {
    if (told.runs > 0) start();
  }, [told.runs, start]);
  useEffect(() => {
    if (told.handovers > 0) goLive();
  }, [told.handovers, goLive]);

  const ended = state.status === 'ended' && run.cursor === run.events.length;
  const turn = handover({
    source: run.source,
    playing: run.playing,
    engineReady: run.load.status === 'ready',
    ordered: mounted && engineClient().order.engine !== 'auto',
    lastText: state.tokens.at(-1)?.text ?? null,
    ended,
  });
  const written = state.tokens.length;
  useEffect(() => {
    if (turn === 'here') {
      setLiveFrom(written);
      setTold((before) => ({ ...before, seed: nextSeed(), handovers: before.handovers + 1 }));
    }
    if (turn !== 'next-story' || still || touched) return;
    const timer = setTimeout(tellAnother, breath);
    return () => clearTimeout(timer);
    // `written` changes with each token; only the turn itself matters.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [turn, still, touched, tellAnother]);

  const isPoster = run.source === 'none' && told.runs === 0;
  const prompt = isPoster ? poster.prompt : state.prompt || storyRequest(told.story, told.seed).prompt;
  const tokens = isPoster ? poster.tokens : state.tokens.map(({ text }) => text);
  const firstLive = run.source === 'live' ? (liveFrom ?? 0) : null;
  const engine = isPoster ? 'recorded' : run.engine;
  const failure = failureOf(run);

  return (
    <div className="widget" data-widget="home-writer" data-status={mounted ? run.status : 'loading'} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={state.device}
        recorded={isPoster ? poster.recorded : run.recorded}
        load={run.load}
        waking={!mounted}
        readyText={(name) => (run.playing ? `The model is ready, and goes on live, on ${name}, from the next paragraph.` : `The model is ready: “Write another” runs it live, on ${name}.`)}
        onAllowDownload={run.allowDownload}
      />
      {failure && <Failure error={failure} onRetry={run.retry} />}
      <WrittenText prompt={prompt} tokens={tokens} firstLive={firstLive} isPoster={isPoster} writing={run.playing} liveWord={run.engine === 'webgpu' ? 'live on WebGPU from here' : 'live on the CPU from here'} />
      <Controls label="The writer">
        <Button kind="primary" action="run" disabled={!mounted} onClick={() => (setTouched(true), run.canGoLive ? tellAnother() : run.run())}>
          {run.canGoLive ? 'Write another' : 'Write it again'}
        </Button>
        {run.playing ? (
          <Button className="button-play" action="pause" onClick={() => (setTouched(true), run.pause())}>
            Pause
          </Button>
        ) : (
          <Button className="button-play" action="play" disabled={!mounted || isPoster} onClick={() => (setTouched(true), run.play())}>
            {ended ? 'Replay' : 'Continue'}
          </Button>
        )}
        <Button action="step" disabled={!mounted || ended} onClick={() => (setTouched(true), run.step())}>
          Step
        </Button>
      </Controls>
      <SpokenText text={state.text} playing={run.playing} />
    </div>
  );
}

interface WrittenTextProps {
  readonly prompt: string;
  readonly tokens: readonly string[];
  readonly firstLive: number | null;
  readonly isPoster: boolean;
  readonly writing: boolean;
  readonly liveWord: string;
}

function WrittenText({ prompt, tokens, firstLive, isPoster, writing, liveWord }: WrittenTextProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = writing ? box.current.scrollHeight : box.current.scrollTop;
  }, [tokens.length, writing]);
  return (
    <div className="written" ref={box} role="region" aria-label="The story" tabIndex={0}>
      <span className="story-prompt">{prompt}</span>
      <span data-generated data-poster={isPoster || undefined}>
        {tokens.map((text, index) => (
          <span key={index} className="glyphs" data-live-from={index === firstLive && index > 0 ? liveWord : undefined} data-newest={(writing && index === tokens.length - 1) || undefined}>
            {text}
          </span>
        ))}
      </span>
      {writing && <span className="pen" aria-hidden="true" />}
    </div>
  );
}
