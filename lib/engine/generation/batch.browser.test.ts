import { describe, expect, test } from 'vitest';
import { createEngine, type BatchSequence } from '../index';
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
    const device = setup.device!;
    const engine = await createEngine(setup);
    const sequences = [1, 2, 3].map((seed): BatchSequence => ({ request: { prompt: 'Once', sampling: { temperature: 0.8, topK: 40, topP: 1, seed }, maxTokens: 12 } }));
    await eventsOf(engine.batch({ slots: 4, sequences }).events);
    const created: string[] = [];
    let submissions = 0;
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = (buffers) => {
      submissions++;
      return submit(buffers);
    };
    for (const name of ['createBuffer', 'createBindGroup', 'createComputePipeline', 'createComputePipelineAsync', 'createShaderModule'] as const) {
      const original = device[name].bind(device) as (argument: never) => never;
      (device as unknown as Record<string, unknown>)[name] = (argument: never) => {
        created.push(name);
        return original(argument);
      };
    }
    const events = await eventsOf(engine.batch({ slots: 4, sequences }).events);
    expect(created).toEqual([]);
    const steps = events.filter((event) => event.type === 'step-end').length;
    expect(steps).toBeGreaterThan(12);
    expect(submissions).toBe(steps);
    engine.destroy();
  });
});
