import { useState } from 'react';
import { fewStories, loadEvaluationStories } from '@/lib/engine-client/evaluation-stories';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { BackendKind } from '@/lib/engine/generation/events';
import { precisions } from '@/lib/engine/pure';
import { storedWeightsOf } from '../playground/stored-weights';
import { useLabRun } from '../shared/use-lab-run';
import { compared, type Comparison, type ComparisonAction, nothing } from './columns';
import { keyOf, planOf, requestOf, type Settings } from './settings';

/** Of the evaluation stories, unless all are asked for: some seconds on a slow device. */
const few = 4;

/** A run of the reader. */
export interface LiveRun {
  readonly comparison: Comparison;
  readonly backend: BackendKind;
  readonly device: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly isWhole: boolean;
}

export type Stage = 'writing' | 'scoring';

/** The reader's runs by their settings: a run that was made stays, to be compared with the next. */
export function useComparison() {
  const lab = useLabRun();
  const [runs, setRuns] = useState<Readonly<Record<string, LiveRun>>>({});
  const [stage, setStage] = useState<Stage>('writing');
  /** Settings of the newest run, as a key. */
  const [newest, setNewest] = useState('');

  const start = (settings: Settings) => {
    const key = keyOf(settings);
    setStage('writing');
    setNewest(key);
    setRuns(({ [key]: _replaced, ...others }) => others);
    return lab.start(
      async (client, signal) => {
        const { engine } = await client.load();
        const run: LiveRun = { comparison: nothing, backend: engine.backend, device: engine.device, startedAt: Date.now(), isWhole: false };
        setRuns((before) => ({ ...before, [key]: run }));
        const change = (next: (before: LiveRun) => LiveRun) => setRuns((before) => (before[key] ? { ...before, [key]: next(before[key]) } : before));
        const note = (action: ComparisonAction) => change((before) => ({ ...before, comparison: compared(before.comparison, action) }));
        await writeAll(client, settings, signal, note);
        setStage('scoring');
        await scoreAll(client, settings, signal, note);
        change((before) => ({ ...before, isWhole: true }));
      },
      { plan: planOf('f32', settings.sharing) },
    );
  };
  return { state: lab.state, stage, runs, newest, start, stop: lab.stop, allowDownload: lab.allowDownload };
}

/** The same prompt with the same coins, at one precision after the other. */
async function writeAll(client: LabClient, settings: Settings, signal: AbortSignal, note: (action: ComparisonAction) => void): Promise<void> {
  for (const precision of precisions) {
    const facts = await client.setPrecision(planOf(precision, settings.sharing), { signal });
    const { weightBytes, bitsPerWeight, remark } = storedWeightsOf(facts);
    note({ type: 'stored', precision, stored: { weightBytes, bitsPerWeight: bitsPerWeight ?? 0, remark } });
    for await (const event of client.generate(requestOf(settings), { signal })) {
      signal.throwIfAborted();
      note({ type: 'event', precision, event });
    }
  }
}

/** What `npm run quality` does, on some or all of its stories: f32 is the truth, and each text is read at all precisions in turn. */
async function scoreAll(client: LabClient, settings: Settings, signal: AbortSignal, note: (action: ComparisonAction) => void): Promise<void> {
  const stories = await loadEvaluationStories(signal);
  const texts = settings.stories === 'all' ? stories : fewStories(stories, few);
  const [widest, ...others] = precisions.map((precision) => planOf(precision, settings.sharing));
  note({ type: 'scoring', stories: 0, of: texts.length });
  await client.setPrecision(widest, { signal });
  const result = await client.score({ texts, others }, { signal, onProgress: ({ doneTexts }) => note({ type: 'scoring', stories: doneTexts, of: texts.length }) });
  note({ type: 'scored', result });
}
