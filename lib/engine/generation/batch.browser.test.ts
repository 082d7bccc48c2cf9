import { describe, expect, test } from 'vitest';
import { createEngine, type BatchSequence } from '../index';
import { countDevice } from '../test-device-counts';
import { batchMemoryTest, batchTests } from './test-batches';
import { optionsInBrowser } from './test-browser-options';
import { eventsOf } from './test-events';

describe('a batch on WebGPU', () => {
  batchTests(optionsInBrowser);

  describe('on a device whose buffers must be small', () => {
    batchMemoryTest(
      optionsInBrowser,
      ({ device }) => {
        const limits = device!.limits;
        Object.defineProperty(device, 'limits', { configurable: true, value: { maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: 2 ** 20 } });
        return () => Object.defineProperty(device, 'limits', { configurable: true, value: limits });
      },
      true,
    );
  });

  describe('on a device that runs out of memory', () => {
    batchMemoryTest(
      optionsInBrowser,
      ({ device }) => {
        // A real one is hard to come by here: the scope says what it would say.
        const pop = device!.popErrorScope.bind(device);
        let scopes = 0;
        device!.popErrorScope = async () => ((await pop()) ?? (++scopes === 2 ? new GPUOutOfMemoryError('no room') : null));
        return () => { device!.popErrorScope = pop; };
      },
      true,
    );
  });

  test('after warm-up a step is one submission, nothing is created, and the next batch of that size starts at once', async () => {
    const setup = await optionsInBrowser();
    const counts = countDevice(setup.device!);
    const engine = await createEngine(setup);
    const sequences = [1, 2, 3].map((seed): BatchSequence => ({ request: { prompt: 'Once', sampling: { temperature: 0.8, topK: 40, topP: 1, seed }, maxTokens: 12 } }));
    await eventsOf(engine.batch({ slots: 4, sequences }).events);
    counts.clear();
    const events = await eventsOf(engine.batch({ slots: 4, sequences }).events);
    expect(counts.created).toEqual([]);
    const steps = events.filter((event) => event.type === 'step-end').length;
    expect(steps).toBeGreaterThan(12);
    expect(counts.submissions).toHaveLength(steps);
    engine.destroy();
  });
});
