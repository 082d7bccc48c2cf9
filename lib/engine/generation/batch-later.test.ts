import { expect, it } from 'vitest';
import { batchLater } from './batch-later';
import { createEngine } from '../index';
import type { BatchEvent, BatchRun, BatchSequence } from './batch-events';
import { eventsOf, idsIn, sequenceIn } from './test-events';
import { optionsInNode } from './test-options';

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
  const batch = batchLater(() => new Promise((resolve) => (open = resolve)), { slots: 1, sequences: [sequence('first')] });
  expect([batch.add(sequence('a')), batch.add(sequence('b'))]).toEqual([1, 2]);
  batch.stop(1);
  expect(asked).toEqual([]);
  const events = batch.events[Symbol.asyncIterator]();
  const first = events.next();
  batch.stop(2);
  open(run);
  expect(await first).toEqual({ done: false, value: end });
  expect(asked).toEqual(['add a', 'add b', 'stop 1', 'stop 2']);
  expect(batch.add(sequence('c'))).toBe(3);
  batch.stop(3);
  expect(asked.slice(4)).toEqual(['add c', 'stop 3']);
});

it('is opened when its events are asked for, not before its turn', async () => {
  const { run } = noting();
  let opened = 0;
  const batch = batchLater(() => (opened++, Promise.resolve(run)), { slots: 1, sequences: [] });
  batch.add(sequence('a'));
  await Promise.resolve();
  expect(opened).toBe(0);
  await batch.events[Symbol.asyncIterator]().next();
  expect(opened).toBe(1);
});

it('tells by its events why it cannot be opened', async () => {
  const batch = batchLater(() => Promise.reject(new Error('no network')), { slots: 1, sequences: [] });
  expect(batch.add(sequence('a'))).toBe(0);
  await expect(batch.events[Symbol.asyncIterator]().next()).rejects.toThrow('no network');
});

it('on an engine: asked for before a switch of precision and read after it, it runs in the new one', async () => {
  const engine = await createEngine(await optionsInNode());
  const { request } = sequence('Once upon a time');
  const longer = { ...request, maxTokens: 8 };
  const batch = engine.batch({ slots: 1, sequences: [{ request: longer }] });
  await engine.setPrecision({ precision: 'q8', rounding: 'nearest' });
  const own = sequenceIn(await eventsOf(batch.events), 0);
  expect(own[0]).toMatchObject({ type: 'generation-start', precision: 'q8' });
  expect(idsIn(own)).toEqual(idsIn(await eventsOf(engine.generate(longer))));
  engine.destroy();
});
