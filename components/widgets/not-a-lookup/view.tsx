'use client';

import { useEffect, useId, useState } from 'react';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Slider } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo, readPageLink } from '@/lib/engine-client/page-link';
import { type Run, useRun } from '@/lib/engine-client/use-run';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { usePageLink } from '../shared/use-page-link';
import { type ControlValues, goodPrompts, linkOf, longestPrompt, requestOf, secondSeed, startValues, valuesOfLink } from './controls';
import { firstWithoutRoom, mostTokens } from './room';
import { RoomChart, RoomDigits } from './room-chart';
import { firstDifference, type ShownText } from './texts';
import { DifferenceNote, TwoTexts } from './two-texts';

const name = 'not-a-lookup';

export interface Poster {
  readonly texts: readonly [ShownText, ShownText];
  readonly recorded: { readonly device: string; readonly date: string };
}

export interface ViewProps {
  readonly poster: Poster;
}

/** One prompt, two seeds, two texts; and how many texts there could have been. */
export default function NotALookup({ poster }: ViewProps) {
  const mounted = useMounted();
  const fieldId = useId();
  const [values, setValues] = useState<ControlValues>(startValues);
  const [touched, setTouched] = useState(false);
  const [length, setLength] = useState(mostTokens);
  const { prompt, seed } = values;
  const seeds = [seed, secondSeed(seed)] as const;
  const left = useRun({ recording: name, request: requestOf(prompt, seeds[0]), pace: 20 });
  const right = useRun({ recording: name, recordedRun: 1, request: requestOf(prompt, seeds[1]), pace: 20 });

  const change = (next: Partial<ControlValues>) => {
    setTouched(true);
    setValues((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(values, length) : null, (opened) => {
    const { length: tokens, ...others } = valuesOfLink(opened);
    change(others);
    setLength(tokens);
  });
  useEffect(() => {
    const asked = engineClient().order.seed;
    if (asked !== null && !readPageLink(name)?.state) setValues((before) => ({ ...before, seed: asked }));
  }, []);

  const isPoster = left.source === 'none' && right.source === 'none';
  const shownOf = (run: Run, side: 0 | 1): ShownText =>
    isPoster ? poster.texts[side] : { seed: run.state.sampling?.seed ?? seeds[side], prompt: run.state.prompt || prompt, tokens: run.state.tokens };
  const texts = [shownOf(left, 0), shownOf(right, 1)] as const;
  const areOver = isPoster || (left.status === 'done' && right.status === 'done');
  const difference = firstDifference(texts[0].tokens, texts[1].tokens, areOver);

  const isOwn = texts[0].prompt !== startValues.prompt;
  const isLive = left.source === 'live' && right.source === 'live';
  useEffect(() => {
    if (areOver && isLive && isOwn) reportTask('not-a-lookup-own-prompt');
  }, [areOver, isLive, isOwn]);

  const start = () => {
    setTouched(true);
    left.run();
    right.run();
  };
  const reset = () => {
    left.reset();
    right.reset();
    link.clear();
    setValues({ ...startValues, seed: engineClient().order.seed ?? startValues.seed });
    setLength(mostTokens);
    setTouched(false);
  };
  const failing = [left, right].find((run) => failureOf(run) !== null);
  const failure = failing && failureOf(failing);
  const engine = isPoster ? 'recorded' : left.engine;
  const waits = !isPoster && areOver && (texts[0].prompt !== prompt || texts[0].seed !== seed);

  return (
    <div className="widget not-a-lookup" data-widget={name} data-status={mounted ? statusOf(left, right) : 'loading'} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={left.state.device}
        recorded={isPoster ? poster.recorded : left.recorded}
        load={left.load}
        waking={!mounted}
        readyText={(backend) => `The model is ready: Run writes both texts live, on ${backend}.`}
        onAllowDownload={left.allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      {failing && failure && <Failure error={failure} onRetry={failing.retry} />}
      <div className="lookup-prompt">
        <label htmlFor={fieldId}>Your prompt</label>
        <textarea id={fieldId} data-control="prompt" dir="auto" rows={2} spellCheck={false} maxLength={longestPrompt} value={prompt} disabled={!mounted || !left.canGoLive} onChange={(event) => change({ prompt: event.currentTarget.value })} />
        <div className="offers" role="group" aria-label="Prompts to try">
          {goodPrompts.map((offer) => (
            <Button key={offer} disabled={!mounted || !left.canGoLive} aria-pressed={offer === prompt} onClick={() => change({ prompt: offer })}>
              {offer}
            </Button>
          ))}
        </div>
      </div>
      <Controls label="The two runs">
        <Button kind="primary" action="run" disabled={!mounted} onClick={start}>
          Run
        </Button>
        <Button disabled={!mounted || !left.canGoLive} onClick={() => change({ seed: secondSeed(secondSeed(seed)) })}>
          Two other seeds
        </Button>
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
      </Controls>
      <TwoTexts texts={texts} difference={difference} />
      <p className="two-note" role="status">
        {waits ? `Run writes anew, with the seeds ${seeds[0]} and ${seeds[1]}.` : areOver && <DifferenceNote texts={texts} difference={difference} />}
      </p>

      <Slider
        label="Length of a text"
        name="length"
        min={1}
        max={mostTokens}
        step={1}
        value={length}
        valueText={length === 1 ? 'one token' : `${length} tokens`}
        disabled={!mounted}
        onChange={(tokens) => {
          setTouched(true);
          setLength(tokens);
          if (tokens === firstWithoutRoom) reportTask('not-a-lookup-no-room');
        }}
      />
      <div className="room-pair">
        <RoomDigits tokens={length} />
        <RoomChart tokens={length} />
      </div>
      <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(values, length))} />
    </div>
  );
}

/** Of two runs together, as one widget says it. */
function statusOf(...runs: readonly Run[]): Run['status'] {
  const all = runs.map(({ status }) => status);
  for (const status of ['error', 'running', 'loading', 'idle'] as const) if (all.includes(status)) return status;
  return 'done';
}
