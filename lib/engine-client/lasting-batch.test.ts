import { expect, it } from 'vitest';
import type { BatchEvent, BatchRequest, BatchSequence } from '@/lib/engine/generation/batch-events';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { LastingBatch } from './lasting-batch';
import { end, sampling, token } from './testing/events';

/** What a loss or a switch cannot be timed to show; those are in lab-client.test.ts. */

const sequence = (seed: number): BatchSequence => ({ request: { prompt: 'Once', sampling: { ...sampling, seed }, maxTokens: 4 } });
const of = (number: number, ...events: GenerationEvent[]): BatchEvent[] => events.map((event) => ({ type: 'sequence-event', at: 0, sequence: number, event }));

/** A worker that plays one list of events for each batch it is asked for, and calls what stands between them. */
function play(request: BatchRequest, ...scripts: readonly (readonly (BatchEvent | (() => void))[])[]) {
  const asked: BatchRequest[] = [];
  const told: string[] = [];
  const batch = new LastingBatch(request, {
    async *lasting(once, note) {
      for await (const event of once(new AbortController().signal)) {
        note(event);
        yield event;
      }
      return 'over';
    },
    begin: (worker) => {
      const script = scripts[asked.length] ?? [];
      asked.push(worker);
      return {
        events: (async function* () {
          for (const item of script) {
            if (typeof item === 'function') item();
            else yield item;
          }
        })(),
        add: ({ request: { sampling: { seed } } }) => void told.push(`add ${seed}`),
        stop: (number) => void told.push(`stop ${number}`),
      };
    },
  });
  return { batch, asked, told };
}

async function readAll(batch: LastingBatch): Promise<BatchEvent[]> {
  const all: BatchEvent[] = [];
  for await (const event of batch.events) all.push(event);
  return all;
}

const begin: BatchEvent = { type: 'batch-start', at: 0, slots: 1, kvCacheBytes: 1 };
const over: BatchEvent = { type: 'batch-end', at: 1 };
const seeds = ({ sequences }: BatchRequest) => sequences.map(({ request }) => request.sampling.seed);

it('begins another batch with a sequence that was added too late for the one that ended', async () => {
  const { batch, asked, told } = play(
    { slots: 1, sequences: [sequence(1)] },
    [begin, ...of(0, token(0), end()), over, () => batch.add(sequence(2))],
    [begin, ...of(0, token(0, 7), end()), over],
  );
  const events = await readAll(batch);
  expect(asked.map(seeds)).toEqual([[1], [2]]);
  expect(told).toEqual(['add 2']);
  expect(events.flatMap((event) => (event.type === 'sequence-event' ? [event.sequence] : []))).toEqual([0, 0, 1, 1]);
  expect(events.filter(({ type }) => type === 'batch-end')).toHaveLength(1);
});

it('does not ask for ever for a sequence that the engine drops without a word', async () => {
  const { batch, asked } = play({ slots: 1, sequences: [sequence(1)] }, [begin, over], [begin, over]);
  expect((await readAll(batch)).map(({ type }) => type)).toEqual(['batch-start', 'batch-end']);
  expect(asked).toHaveLength(1);
});

it('stops by the worker’s numbers, and not what is over or unknown', async () => {
  const { batch, told } = play({ slots: 2, sequences: [sequence(1), sequence(2)] }, [begin, ...of(0, end()), () => [0, 1, 5].forEach((number) => batch.stop(number)), ...of(1, end('aborted')), over]);
  await readAll(batch);
  expect(told).toEqual(['stop 1']);
});

it('lets what arrives later arrive as much later as is left', async () => {
  const steps: BatchEvent[] = [0, 1, 2].map((step) => ({ type: 'step-end', at: step, step, kind: 'decode', sequences: [0], tokens: 1, ms: 1 }));
  const { batch, asked } = play({ slots: 1, sequences: [sequence(1)] }, [begin, ...steps, ...of(0, end()), () => batch.add({ ...sequence(2), arriveAtStep: 5 }), over], [begin, ...of(0, end()), over]);
  await readAll(batch);
  expect(asked[1].sequences[0].arriveAtStep).toBe(2);
});
