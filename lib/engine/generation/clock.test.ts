import { afterEach, expect, test, vi } from 'vitest';
import { createEngine } from '../index';
import { greedy } from './sample';
import { optionsInNode } from './test-options';

const { fetched } = vi.hoisted(() => ({ fetched: [] as string[] }));
vi.mock('./speculate-run', async (original) => {
  fetched.push('speculate-run');
  return original();
});

afterEach(() => vi.useRealTimers());

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
