import { describe, expect, test } from 'vitest';
import { WebGpuBackend } from './backends/webgpu/webgpu-backend';
import { optionsInBrowser } from './generation/test-browser-options';
import { furtherModels, mainGoldens } from './generation/test-golden-files';
import { endOf, furtherGoldenTests, goldenTests, tokensOf } from './generation/test-goldens';
import { greedy } from './generation/sample';
import { createEngine, EngineError, type EngineLoadEvent, type EngineOptions } from './index';
import { testDevice } from './test-device';
import { countDevice, type CountedDispatch } from './test-device-counts';

const options = () => optionsInBrowser();

const sampling = { temperature: 0.8, topK: 40, topP: 1, seed: 3 };

// A software adapter takes its time: the models beside the main one are compared for the first tokens only.
describe.for(furtherModels)('%s on WebGPU', (name) => furtherGoldenTests(name, () => optionsInBrowser(name), async () => new WebGpuBackend(await testDevice(), 'invocation'), { onDevice: 32, readBack: 4 }));

describe('the engine on WebGPU', () => {
  goldenTests(options, async () => new WebGpuBackend(await testDevice(), 'invocation'));

  test('every kernel passes the self-test that start-up runs', async () => {
    const engine = await createEngine(await options());
    expect(engine.facts.selfTest.filter(({ passed }) => !passed)).toEqual([]);
    expect(engine.facts.selfTest.length).toBeGreaterThan(20);
    engine.destroy();
  });

  test.for(['workgroup', 'subgroup'] as const)('the %s variant, which real GPUs use, writes the golden text too', async (variant) => {
    const engine = await createEngine({ ...(await options()), variant });
    const { prompt, greedy_ids: expected } = mainGoldens.cases[0];
    const written = await tokensOf(engine.generate({ prompt, sampling: greedy, maxTokens: 8 }));
    expect(written.map(({ id }) => id)).toEqual(expected.slice(0, 8));
    expect(engine.facts.variant).toBe(variant);
    engine.destroy();
  });

  /** Options with a device whose compiler gets some of the source wrong. */
  async function withBrokenCompiler(wrong: (code: string) => string): Promise<EngineOptions> {
    const setup = { ...(await options()), software: false };
    const device = setup.device!;
    const create = device.createShaderModule.bind(device);
    device.createShaderModule = (descriptor) => create({ ...descriptor, code: wrong(descriptor.code) });
    return setup;
  }

  test('where subgroups compute wrong numbers, workgroup memory is used instead', async () => {
    const told: EngineLoadEvent[] = [];
    const setup = await withBrokenCompiler((code) => code.replace('subgroupAdd(sums)', 'subgroupAdd(sums) * 1.01'));
    const engine = await createEngine({ ...setup, onEvent: (event) => told.push(event) });
    const tests = told.filter((event) => event.type === 'self-test-end');
    expect(tests[0].failed).toBeGreaterThan(0);
    expect(tests[1].failed).toBe(0);
    expect(told.map(({ type }) => type)).toEqual(['compile-start', 'self-test-start', 'self-test-end', 'self-test-start', 'self-test-end', 'compile-end']);
    expect(engine.facts.variant).toBe('workgroup');
    engine.destroy();
  });

  test('where the compiler does not know subgroups after all, workgroup memory is used instead', async () => {
    const engine = await createEngine(await withBrokenCompiler((code) => code.replace('enable subgroups;', 'enable submarines;')));
    expect(engine.facts.variant).toBe('workgroup');
    expect(await endOf(engine.generate({ prompt: 'Once', sampling, maxTokens: 3 }))).toBe('max-tokens');
    engine.destroy();
  });

  test('a device that computes wrong numbers in every variant is refused, and the kernel named', async () => {
    const setup = await withBrokenCompiler((code) => code.replace('left[i] + right[i]', 'left[i] - right[i]'));
    await expect(createEngine(setup)).rejects.toMatchObject({ code: 'self-test-failed', message: expect.stringContaining('wrong numbers from add') as string });
    setup.device!.destroy();
  });

  describe('what a token asks of the GPU, counted there', () => {
    const most = 8;
    const weightsOf = ({ buffers }: CountedDispatch) => buffers.filter(({ label }) => label.startsWith('model.'));
    /** The dispatches from the first that reads a weight of this layer up to the first that reads one of the next, or of the final norm. */
    const ofLayer = (dispatches: readonly CountedDispatch[], layer: number, layers: number) => {
      const first = (name: string) => dispatches.findIndex((dispatch) => weightsOf(dispatch).some(({ label }) => label.startsWith(name)));
      return dispatches.slice(first(`model.layers.${layer}.`), first(layer + 1 < layers ? `model.layers.${layer + 1}.` : 'model.norm.'));
    };

    test.for([['f16', 'the best token', greedy], ['f16', 'a token by chance', sampling], ['q4', 'a token by chance', sampling]] as const)('in %s, %s: one submission, at most eight dispatches a layer, every weight read by one of them, and nothing created', async ([precision, , how]) => {
      const setup = await options();
      const counts = countDevice(setup.device!);
      const engine = await createEngine({ ...setup, precision });
      const { weightBytes, model: { layers } } = engine.facts;
      await tokensOf(engine.generate({ prompt: 'Once', sampling: how, maxTokens: 4 }));
      counts.clear();
      const tokens = await tokensOf(engine.generate({ prompt: 'Once', sampling: how, maxTokens: 12 }));
      expect(counts.created).toEqual([]);
      // The prompt is one pass, and gives the first token; each other token is a pass.
      expect(counts.submissions).toHaveLength(tokens.length);
      for (const dispatches of counts.submissions.slice(1)) {
        for (let layer = 0; layer < layers; layer++) expect(ofLayer(dispatches, layer, layers).length, `layer ${layer}`).toSatisfy((count: number) => count > 0 && count <= most);
        // Beside the layers: embedding, final norm, head, choice.
        expect(dispatches.length).toBeLessThanOrEqual(most * layers + 4);
        // The embedding’s own dispatch reads a row of it; the whole of it is read as the head.
        const [lookUps, others] = [true, false].map((isLookUp) => dispatches.filter(({ pipeline }) => pipeline.startsWith('embed ') === isLookUp));
        expect(lookUps).toHaveLength(1);
        const read = others.flatMap(weightsOf);
        expect(new Set(read).size).toBe(read.length);
        const bytes = read.reduce((sum, { size }) => sum + size, 0);
        // All of them; a buffer is a multiple of 16 bytes.
        expect(bytes).toBeGreaterThanOrEqual(weightBytes);
        expect(bytes).toBeLessThan(weightBytes + 16 * read.length);
      }
      engine.destroy();
    });
  });

  test('a device lost in mid-generation is a typed error, and a new device goes on from the tokens so far', async () => {
    const setup = await options();
    const engine = await createEngine(setup);
    const expected = (await tokensOf(engine.generate({ prompt: 'Once', sampling, maxTokens: 20, candidates: 2 }))).map(({ id }) => id);
    const written: number[] = [];
    let failure: unknown;
    try {
      for await (const event of engine.generate({ prompt: 'Once', sampling, maxTokens: 20, candidates: 2 })) {
        if (event.type !== 'token') continue;
        written.push(event.id);
        if (written.length === 5) setup.device!.destroy();
      }
    } catch (thrown) {
      failure = thrown;
    }
    expect(failure).toBeInstanceOf(EngineError);
    expect((failure as EngineError).code).toBe('device-lost');
    expect(await engine.lost).toMatch(/./);
    const again = await createEngine(await options());
    const rest = await tokensOf(again.generate({ prompt: 'Once', given: written, announceFrom: written.length, sampling, maxTokens: 20, candidates: 2 }));
    expect([...written, ...rest.map(({ id }) => id)]).toEqual(expected);
    again.destroy();
  });

  test('a tensor beyond the limits of the device is refused with need and limit', async () => {
    const device = await testDevice();
    const backend = new WebGpuBackend(device, 'invocation');
    const columns = device.limits.maxStorageBufferBindingSize / 4 + 1;
    expect(() => backend.allocate('a huge tensor', 'f32', [1, columns])).toThrow(/allows/);
    backend.destroy();
  });

  test('a second run at the same time is refused, and the first is not disturbed', async () => {
    const engine = await createEngine(await options());
    const request = { prompt: 'Once', sampling, maxTokens: 6 };
    const first = endOf(engine.generate(request));
    await expect(endOf(engine.generate(request))).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await first).toBe('max-tokens');
    expect(await endOf(engine.generate(request))).toBe('max-tokens');
    engine.destroy();
  });

  test('an operation that the device refuses after loading is an error, not a row of zeros', async () => {
    const setup = await options();
    const engine = await createEngine(setup);
    const { device } = setup;
    // Commands of another encoder's making: a validation error, and the whole submission is dropped.
    const destroyed = device!.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    const create = device!.createCommandEncoder.bind(device);
    device!.createCommandEncoder = () => {
      const encoder = create();
      encoder.copyBufferToBuffer(destroyed, 0, destroyed, 8, 64);
      return encoder;
    };
    await expect(endOf(engine.generate({ prompt: 'Once', sampling, maxTokens: 6 }))).rejects.toBeInstanceOf(EngineError);
    engine.destroy();
  });

  test('memory that the device refuses in a run is a typed error, and the next run goes on', async () => {
    const setup = await options();
    const engine = await createEngine(setup);
    const request = { prompt: 'Once', sampling, maxTokens: 6, candidates: 2 };
    const expected = (await tokensOf(engine.generate(request))).map(({ id }) => id);
    const run = engine.generate(request)[Symbol.asyncIterator]();
    await run.next();
    setup.device!.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error: new GPUOutOfMemoryError('no room for a readback') }));
    const rest = async () => {
      while (!(await run.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'out-of-memory', message: expect.stringContaining('no room for a readback') as string });
    expect((await tokensOf(engine.generate(request))).map(({ id }) => id)).toEqual(expected);
    engine.destroy();
  });

  test('bandwidth is measured, or an error where the copies never happened', async () => {
    const setup = await options();
    const engine = await createEngine(setup);
    expect((await engine.measureCopyBandwidth())!.bytesPerSecond).toBeGreaterThan(0);
    const create = setup.device!.createBuffer.bind(setup.device);
    setup.device!.createBuffer = (descriptor) => create({ ...descriptor, size: descriptor.label?.startsWith('bandwidth') ? 2 ** 50 : descriptor.size });
    await expect(engine.measureCopyBandwidth()).rejects.toBeInstanceOf(EngineError);
    engine.destroy();
  });
});
