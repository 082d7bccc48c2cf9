import { afterEach, expect, test, vi } from 'vitest';
import { createEngine } from '../index';
import { BatchRunners } from './batch-runner';
import { greedy } from './sample';
import { eventsOf } from './test-events';
import { optionsInNode } from './test-options';

const { fetched } = vi.hoisted(() => ({ fetched: [] as string[] }));
vi.mock('./speculate-run', async (original) => {
  fetched.push('speculate-run');
  return original();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('the code of speculation is there before the run’s clock starts', async () => {
  const engine = await createEngine(await optionsInNode());
  await engine.setDraft({ plan: { precision: 'q4', rounding: 'nearest' } });
  expect(fetched).toEqual([]);
  const events = engine.generate({ prompt: 'Once', sampling: greedy, maxTokens: 3, speculate: { tokens: 2 } })[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ type: 'generation-start' });
  expect(fetched).toEqual(['speculate-run']);
  await events.return?.();
  engine.destroy();
});

test('a batch’s clock starts when its passes are captured', async () => {
  const engine = await createEngine(await optionsInNode());
  vi.useFakeTimers({ toFake: ['performance'] });
  const { open } = BatchRunners.prototype;
  vi.spyOn(BatchRunners.prototype, 'open').mockImplementation(async function (this: BatchRunners, ...asked) {
    vi.advanceTimersByTime(5_000);
    return open.apply(this, asked);
  });
  const events = await eventsOf(engine.batch({ slots: 1, sequences: [{ request: { prompt: 'Once', sampling: greedy, maxTokens: 3 } }] }).events);
  expect(events.map(({ at }) => at)).toEqual(events.map(() => 0));
  expect(events.at(-1)!.type).toBe('batch-end');
  engine.destroy();
});
