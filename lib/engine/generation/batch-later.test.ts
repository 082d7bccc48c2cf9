import { expect, it } from 'vitest';
import { batchLater } from './batch-later';
import type { BatchEvent, BatchRun, BatchSequence } from './batch-events';

const sequence = (prompt: string): BatchSequence => ({ request: { prompt, sampling: { temperature: 0, topK: 0, topP: 1, seed: 1 }, maxTokens: 1 } });
const end: BatchEvent = { type: 'batch-end', at: 1 };

/** A batch that notes what it is asked, numbering as the real one does. */
function noting(): { readonly run: BatchRun; readonly asked: string[] } {
  const asked: string[] = [];
  let count = 1;
  const run: BatchRun = {
    events: (async function* () {
      yield end;
    })(),
    add: ({ request }) => {
      asked.push(`add ${request.prompt}`);
      return count++;
    },
    stop: (number) => void asked.push(`stop ${number}`),
  };
  return { run, asked };
}

it('does in order what was asked before it was there, with the numbers that it would have given', async () => {
  const { run, asked } = noting();
  let open = (_run: BatchRun) => {};
  const batch = batchLater(new Promise((resolve) => (open = resolve)), { slots: 1, sequences: [sequence('first')] });
  expect([batch.add(sequence('a')), batch.add(sequence('b'))]).toEqual([1, 2]);
  batch.stop(1);
  expect(asked).toEqual([]);
  open(run);
  const events: BatchEvent[] = [];
  for await (const event of batch.events) events.push(event);
  expect(events).toEqual([end]);
  expect(asked).toEqual(['add a', 'add b', 'stop 1']);
  expect(batch.add(sequence('c'))).toBe(3);
  batch.stop(3);
  expect(asked.slice(3)).toEqual(['add c', 'stop 3']);
});

it('tells by its events why it cannot be opened', async () => {
  const batch = batchLater(Promise.reject(new Error('no network')), { slots: 1, sequences: [] });
  expect(batch.add(sequence('a'))).toBe(0);
  await expect(batch.events[Symbol.asyncIterator]().next()).rejects.toThrow('no network');
});
