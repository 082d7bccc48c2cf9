'use client';

import '../shared/widgets.css';
import './four-precisions.css';
import { useEffect, useState } from 'react';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Segmented, Toggle } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo, readPageLink } from '@/lib/engine-client/page-link';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { SeedField } from '../shared/seed-field';
import { usePageLink } from '../shared/use-page-link';
import { usePrefersStillness } from '../shared/use-prefers-stillness';
import { type Comparison, nothing } from './columns';
import type { Origin } from './figures';
import { PrecisionRow } from './precision-row';
import { comparisonOf, type FourPrecisionsRecording } from './recording';
import { goodPrompts, keyOf, linkOf, type Settings, settingsOfLink, sharings, startSettings } from './settings';
import { type LiveRun, type Stage, useComparison } from './use-comparison';
import { useReplay } from './use-replay';

export interface ViewProps {
  readonly recording: FourPrecisionsRecording;
}

const name = 'four-precisions';

/** One prompt, one seed, five precisions: the texts, and what each costs and is worth. */
export default function FourPrecisions({ recording }: ViewProps) {
  const mounted = useMounted();
  const still = usePrefersStillness();
  const [settings, setSettings] = useState<Settings>(startSettings);
  const [touched, setTouched] = useState(false);
  const { state, stage, runs, newest, start, stop, allowDownload } = useComparison();
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';

  const live: LiveRun | undefined = runs[keyOf(settings)];
  const isBusy = state.status === 'loading' || state.status === 'running';
  const isRecorded = !live && !isBusy && settings.prompt === recording.prompt && settings.seed === recording.seed;
  const whole = isRecorded ? comparisonOf(recording, settings.sharing) : (live?.comparison ?? nothing);
  const replay = useReplay(whole.columns.reduce((sum, { tokens }) => sum + tokens.length, 0));
  const comparison = replay.shown === null || !isRecorded ? whole : shownUpTo(whole, replay.shown);
  const isReplaying = isRecorded && replay.shown !== null;

  const change = (next: Partial<Settings>) => {
    setTouched(true);
    replay.stop();
    setSettings((before) => ({ ...before, ...next }));
    if (next.sharing === 'plain') reportTask('four-precisions-plain');
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });
  useEffect(() => {
    const { seed } = engineClient().order;
    if (seed !== null && !readPageLink(name)?.state) setSettings((before) => ({ ...before, seed }));
  }, []);
  const isDone = live?.isWhole === true && !isBusy;
  useEffect(() => {
    if (isDone) reportTask('four-precisions-run');
  }, [isDone]);

  const run = () => {
    setTouched(true);
    if (!isRecordedOnly) void start(settings);
    else if (!still) replay.start();
  };
  const reset = () => {
    stop();
    replay.stop();
    link.clear();
    setTouched(false);
    setSettings(startSettings);
  };

  const engine = isBusy ? state.backend : live ? live.backend : isRecorded ? 'recorded' : 'none';
  const isFailed = state.status === 'error' && newest === keyOf(settings);
  const status = isBusy ? state.status : isFailed ? 'error' : isReplaying ? 'running' : isDone || isRecorded ? 'done' : 'idle';
  const failure = isFailed ? failureOf({ error: state.error, load: state.load }) : null;
  const stories = comparison.scored?.of ?? 0;
  const origin: Origin = {
    stories,
    of: (samples) => (live ? { kind: 'measured', device: live.device, at: live.startedAt, samples } : { kind: 'recorded', device: recording.device, date: recording.date }),
  };
  const [widest] = comparison.columns;

  return (
    <div className="widget four-precisions" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={isBusy ? state.device : (live?.device ?? '')}
        recorded={isRecorded ? recording : null}
        load={isRecordedOnly ? { status: 'recorded-only' } : state.load}
        waking={!mounted}
        readyText={() => ''}
        onAllowDownload={allowDownload}
      />
      {failure && <Failure error={failure} onRetry={run} />}
      {link.problem && <Notice kind="note" title={link.problem} />}
      <Controls label="The run">
        <Button kind="primary" action="run" disabled={!mounted || isBusy || isReplaying} onClick={run}>
          Run
        </Button>
        <Button action="stop" disabled={!isBusy && !isReplaying} onClick={() => (isReplaying ? replay.stop() : stop())}>
          Stop
        </Button>
        <Segmented
          label="Weights that share a scale"
          value={settings.sharing}
          options={sharings}
          disabled={!mounted || isBusy}
          onChange={(sharing) => change({ sharing })}
        />
      </Controls>
      <p className="field-note precisions-note" role="status">
        {noteOf({ isBusy, stage, comparison, isRecorded, isReplaying, live, stories: recording.stories, storyTokens: recording.storyTokens })}
      </p>

      <ol className="precision-rows">
        {comparison.columns.map((column) => (
          <PrecisionRow
            key={column.precision}
            column={column}
            comparison={comparison}
            prompt={settings.prompt}
            origin={origin}
            share={column.stored && widest.stored ? column.stored.weightBytes / widest.stored.weightBytes : null}
            writing={(isBusy || isReplaying) && column.tokens.length > 0 && !column.isWritten}
          />
        ))}
      </ol>

      <div className="more precisions-more">
        <details className="fold precisions-settings">
          <summary>Another prompt, another seed, all stories</summary>
          <label className="prompt-field">
            Prompt
            <textarea data-control="prompt" rows={2} value={settings.prompt} disabled={!mounted || isBusy} onChange={(event) => change({ prompt: event.currentTarget.value })} />
          </label>
          <div className="offers" role="group" aria-label="Prompts">
            {goodPrompts.map((prompt) => (
              <Button key={prompt} aria-pressed={settings.prompt === prompt} disabled={!mounted || isBusy} onClick={() => change({ prompt })}>
                {prompt}
              </Button>
            ))}
          </div>
          <div className="precisions-choices">
            <SeedField key={settings.seed} seed={settings.seed} disabled={!mounted || isBusy} onSeed={(seed) => change({ seed })} />
            <Toggle
              label={`Score all ${recording.stories} stories`}
              name="all-stories"
              checked={settings.stories === 'all'}
              disabled={!mounted || isBusy}
              onChange={(all) => change({ stories: all ? 'all' : 'few' })}
            />
            <Button action="reset" disabled={!mounted} onClick={reset}>
              Reset
            </Button>
          </div>
        </details>
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(settings))} />
      </div>
    </div>
  );
}

/** A recorded comparison while it is shown again: so many tokens of it, one text after the other. */
function shownUpTo(whole: Comparison, tokens: number): Comparison {
  let left = tokens;
  const columns = whole.columns.map((column) => {
    const own = Math.min(left, column.tokens.length);
    left -= own;
    return { ...column, tokens: column.tokens.slice(0, own), isWritten: own === column.tokens.length };
  });
  return { ...whole, columns };
}

interface Standing {
  readonly isBusy: boolean;
  readonly stage: Stage;
  readonly comparison: Comparison;
  readonly isRecorded: boolean;
  readonly isReplaying: boolean;
  readonly live: LiveRun | undefined;
  /** All there are, and their tokens. */
  readonly stories: number;
  readonly storyTokens: number;
}

/** Where it stands, in a sentence or two. */
function noteOf({ isBusy, stage, comparison, isRecorded, isReplaying, live, stories, storyTokens }: Standing): string {
  const { scored, columns } = comparison;
  if (isBusy && stage === 'scoring' && scored) return `Scored so far: ${scored.stories} of ${scored.of} stories, each at five precisions.`;
  if (isBusy) return `One precision after the other writes the same story: ${columns.filter(({ isWritten }) => isWritten).length} of ${columns.length} are done.`;
  if (isReplaying) return 'The recorded texts, shown again.';
  if (isRecorded) return `Perplexity, KL and best tokens: on all ${stories} evaluation stories, ${storyTokens.toLocaleString('en-GB')} tokens. Run writes and scores anew, here.`;
  if (live?.isWhole && scored) {
    const which = scored.of === stories ? `all ${stories} evaluation stories` : `${scored.of} of the ${stories} evaluation stories: fewer stories, another perplexity`;
    return `Perplexity, KL and best tokens: on ${which}.`;
  }
  return live ? 'Stopped before the end. Run begins again.' : 'Nothing has run with these settings yet: press Run.';
}
