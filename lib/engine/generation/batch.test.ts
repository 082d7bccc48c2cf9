import { describe, expect, test, vi } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { SimdStore } from '../backends/cpu/simd/simd-store';
import { EngineError } from '../errors';
import { readModelFiles } from '../model-files';
import { loadInstance } from '../model-instance';
import { startBatch } from './batch';
import { DecodePass } from './batch-runner';
import type { BatchSequence } from './batch-events';
import { passSizes } from './chunks';
import { generate } from './generate';
import { checkRequest } from './request';
import { greedy } from './sample';
import { batchMemoryTest, batchTests } from './test-batches';
import { eventsOf } from './test-events';
import { endingCase } from './test-golden-files';
import { optionsInNode } from './test-options';

describe('a batch on the CPU', () => {
  batchTests(optionsInNode);

  batchMemoryTest(
    optionsInNode,
    () => {
      const allocate = CpuBackend.prototype.allocate;
      const spy = vi.spyOn(CpuBackend.prototype, 'allocate').mockImplementation(function (this: CpuBackend, ...of) {
        if (of[0] === 'values of layer 3') throw new EngineError('out-of-memory', 'There was no memory.', 'Close other tabs.', { neededBytes: 1 });
        return allocate.apply(this, of);
      });
      return () => spy.mockRestore();
    },
    false,
  );

  test('passes submitted ahead change nothing: whoever ends, stops or joins meanwhile', async () => {
    const backend = new CpuBackend();
    const { files } = await optionsInNode();
    const parsed = readModelFiles(files);
    const { runner, batches } = await loadInstance(backend, { ...parsed, plan: { precision: 'f16' } });
    const host = { ...parsed, runner, batches, model: 'pocket-5m', backend: 'cpu', precision: 'f16', device: 'CPU', passSizes: passSizes.cpu } as const;
    const { prompt, greedy_ids: ids } = endingCase();
    const sampled = (seed: number, maxTokens: number): BatchSequence => ({ request: { prompt: 'The cat', sampling: { temperature: 0.9, topK: 50, topP: 0.95, seed }, maxTokens } });
    const nearEnd: BatchSequence = { request: { prompt, given: ids.slice(0, -6), announceFrom: ids.length - 6, sampling: greedy, maxTokens: 400 } };

    const texts = async (stepsAhead: number): Promise<string[]> => {
      const batch = startBatch({ ...host, stepsAhead }, { slots: 4, sequences: [sampled(1, 30), nearEnd, sampled(2, 17), sampled(3, 40)] });
      const own = new Map<number, string>();
      for await (const event of batch.events) {
        if (event.type !== 'sequence-event') continue;
        if (event.event.type === 'generation-end') own.set(event.sequence, `${own.get(event.sequence)} ${event.event.reason}`);
        if (event.event.type !== 'token') continue;
        own.set(event.sequence, `${own.get(event.sequence) ?? ''} ${event.event.id}`);
        if (event.sequence === 3 && event.event.index === 9) batch.stop(3);
        if (event.sequence === 0 && event.event.index === 20) batch.add(sampled(4, 8));
      }
      return [...own].sort(([a], [b]) => a - b).map(([, text]) => text);
    };
    const oneByOne = await texts(1);
    expect(oneByOne.map((text) => text.split(' ').at(-1))).toEqual(['max-tokens', 'stop-token', 'max-tokens', 'aborted', 'max-tokens']);
    const submitted = vi.spyOn(DecodePass.prototype, 'next');
    expect(await texts(2)).toEqual(oneByOne);
    expect(submitted.mock.calls.length).toBeGreaterThan(15);
  });

  test('memory is given back: by a batch of another size, by one that had no room, and by the runner', async () => {
    const store = new SimdStore();
    const backend = new CpuBackend();
    Object.assign(backend, { store });
    const { files } = await optionsInNode();
    const parsed = readModelFiles(files);
    const instance = await loadInstance(backend, { ...parsed, plan: { precision: 'f16' } });
    const draft = await loadInstance(backend, { ...parsed, plan: { precision: 'q4' } });
    const host = { ...parsed, runner: instance.runner, draft: draft.runner, batches: instance.batches, model: 'pocket-5m', backend: 'cpu', precision: 'f16', device: 'CPU', passSizes: passSizes.cpu, stepsAhead: 1 } as const;
    const sequences: BatchSequence[] = [{ request: { prompt: 'Once', sampling: greedy, maxTokens: 4 } }, { request: { prompt: '', sampling: greedy, maxTokens: 3, candidates: 2 } }];
    const batch = async (slots: number) => eventsOf(startBatch(host, { slots, sequences }).events);
    const speculate = () => eventsOf(generate(host, checkRequest({ prompt: 'Once', sampling: greedy, maxTokens: 9, speculate: { tokens: 4 }, cache: true }, parsed.config, parsed.tokenizer)));

    await speculate();
    const alone = store.heldBytes;
    await batch(2);
    const withTwo = store.heldBytes;
    expect(withTwo).toBeGreaterThan(alone);
    await batch(2);
    expect(store.heldBytes).toBe(withTwo);
    await batch(16);
    const withSixteen = store.heldBytes;
    expect(withSixteen).toBeGreaterThan(withTwo);
    await batch(2);
    expect(store.heldBytes).toBe(withTwo);

    const allocate = store.allocate.bind(store);
    let left = 0; // captures that still find room
    store.allocate = (label, ...of) => {
      if (label !== 'ids' || left-- > 0) return allocate(label, ...of);
      throw new EngineError('out-of-memory', 'There was no memory.', 'Close other tabs.', { neededBytes: 1 });
    };
    for (left of [0, 1, 3, 6]) {
      await expect(batch(16)).rejects.toMatchObject({ code: 'out-of-memory' });
      await nothingUnderWay();
      expect(store.heldBytes).toBe(alone);
    }
    store.allocate = allocate;
    await batch(16);
    expect(store.heldBytes).toBe(withSixteen);

    await speculate();
    instance.release();
    draft.release();
    await nothingUnderWay();
    expect(store.heldBytes).toBe(new SimdStore().heldBytes);
  });
});

/** Programs are given back when their capture has settled. */
const nothingUnderWay = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });
