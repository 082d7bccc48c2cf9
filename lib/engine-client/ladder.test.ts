import { describe, expect, it, vi } from 'vitest';
import { EngineError, type EngineErrorCode } from '@/lib/engine/errors';
import { climb, type LadderEffects } from './ladder';
import type { EngineOrder, LadderStep } from './protocol';
import { fakeEngine } from './testing/fake-engine';
import { fakeGpu, type FakeGpuOptions } from './testing/in-process-worker';
import { wait } from './wait';

const never = (ms: number, signal: AbortSignal) => wait(ms, signal).then(() => Promise.reject(new Error('late')));

async function outcome(order: EngineOrder, gpu: GPU | undefined, over: Partial<LadderEffects> = {}, shun: string | null = null) {
  const told: LadderStep[] = [];
  const build: LadderEffects['build'] = (device) => Promise.resolve(fakeEngine(device ? 'webgpu' : 'cpu'));
  const climbed = await climb(order, { gpu, secureContext: true, build, timeout: never, ...over }, (step) => told.push(step), shun);
  expect(told).toEqual(climbed.steps);
  for (const step of told) expect(step.reason).toMatch(/^[A-Z].*\.$/);
  return { backend: climbed.engine.facts.backend, steps: told.map(({ rung, outcome: how }) => `${rung} ${how}`), reasons: told.map(({ reason }) => reason), adapter: climbed.adapter };
}

const failing = (code: EngineErrorCode): LadderEffects['build'] => (device) =>
  device ? Promise.reject(new EngineError(code, 'It did not work.', 'Wait.')) : Promise.resolve(fakeEngine('cpu'));

describe('the ladder', () => {
  it('takes WebGPU on real hardware, with the highest limits, and no feature that is not used', async () => {
    const asked: GPUDeviceDescriptor[] = [];
    const taken = await outcome('auto', fakeGpu({ asked, features: ['subgroups', 'timestamp-query', 'shader-f16', 'depth-clip-control'] }));
    expect(taken).toMatchObject({ backend: 'webgpu', steps: ['webgpu taken'] });
    expect(taken.adapter).toMatchObject({ vendor: 'amd', software: false, limits: { maxBufferSize: 1 << 30, maxBindGroups: 4 } });
    expect(asked).toEqual([{ requiredFeatures: ['subgroups'], requiredLimits: { maxBufferSize: 1 << 30, maxBindGroups: 4 } }]);
  });

  it.each<[string, FakeGpuOptions | undefined, string]>([
    ['there is no WebGPU', undefined, 'no WebGPU'],
    ['there is no adapter', { adapter: false }, 'no graphics adapter'],
    ['the adapter is software', { description: 'SwiftShader Device (LLVM 16)' }, 'software'],
  ])('passes WebGPU over when %s', async (_, gpu, word) => {
    const { backend, steps, reasons } = await outcome('auto', gpu && fakeGpu(gpu));
    expect(backend).toBe('cpu');
    expect(steps).toEqual(['webgpu passed-over', 'cpu taken']);
    expect(reasons[0]).toContain(word);
  });

  it('says that it is the page’s fault where the page is not secure', async () => {
    const { reasons } = await outcome('auto', undefined, { secureContext: false });
    expect(reasons[0]).toContain('https');
  });

  it('takes a software adapter by order', async () => {
    expect((await outcome('webgpu', fakeGpu({ description: 'SwiftShader' }))).backend).toBe('webgpu');
  });

  it.each(['llvmpipe (LLVM 17)', 'Microsoft Basic Render Driver', 'lavapipe'])('knows %s as software', async (description) => {
    expect((await outcome('auto', fakeGpu({ description }))).adapter?.software).toBe(true);
  });

  it('takes the CPU when asked to, without asking for an adapter', async () => {
    const gpu = fakeGpu();
    const ask = vi.spyOn(gpu, 'requestAdapter');
    expect(await outcome('cpu', gpu)).toMatchObject({ backend: 'cpu', steps: ['webgpu passed-over', 'cpu taken'], adapter: null });
    expect(ask).not.toHaveBeenCalled();
  });

  it('falls to the CPU when there is an adapter but no device', async () => {
    const { backend, steps, reasons } = await outcome('auto', fakeGpu({ device: false }));
    expect(backend).toBe('cpu');
    expect(steps).toEqual(['webgpu failed', 'cpu taken']);
    expect(reasons[0]).toContain('no device today');
  });

  it('tries again with ordinary limits when the highest are refused', async () => {
    const gpu = fakeGpu();
    const adapter = (await gpu.requestAdapter()) as GPUAdapter;
    const good = adapter.requestDevice.bind(adapter);
    vi.spyOn(adapter, 'requestDevice').mockRejectedValueOnce(new DOMException('limits')).mockImplementation(good);
    expect((await outcome('auto', gpu)).backend).toBe('webgpu');
  });

  it('falls to the CPU when the driver never answers', async () => {
    const silent = { requestAdapter: () => new Promise(() => undefined) } as unknown as GPU;
    const soon = (_: number, signal: AbortSignal) => never(10, signal);
    expect(await outcome('auto', silent, { timeout: soon })).toMatchObject({ backend: 'cpu', steps: ['webgpu failed', 'cpu taken'] });
  });

  describe('a driver that keeps silent', () => {
    const soon = (_: number, signal: AbortSignal) => never(20, signal);
    const silence = () => new Promise<never>(() => undefined);

    async function adapterOf(gpu: GPU): Promise<GPUAdapter> {
      return (await gpu.requestAdapter()) as GPUAdapter;
    }

    it('about the device is not asked again', async () => {
      const gpu = fakeGpu();
      const ask = vi.spyOn(await adapterOf(gpu), 'requestDevice').mockImplementation(silence);
      const { backend, reasons } = await outcome('auto', gpu, { timeout: soon });
      expect(backend).toBe('cpu');
      expect(reasons[0]).toContain('did not hand out a device');
      expect(ask).toHaveBeenCalledTimes(1);
    });

    it('when asked a second time for an adapter, or a device, ends in the CPU too', async () => {
      for (const silent of ['adapter', 'device']) {
        const gpu = fakeGpu();
        const adapter = await adapterOf(gpu);
        vi.spyOn(adapter, 'requestDevice').mockRejectedValueOnce(new DOMException('limits')).mockImplementation(silence);
        if (silent === 'adapter') vi.spyOn(gpu, 'requestAdapter').mockResolvedValueOnce(adapter).mockImplementation(silence);
        const { steps, reasons } = await outcome('auto', gpu, { timeout: soon });
        expect(steps).toEqual(['webgpu failed', 'cpu taken']);
        expect(reasons[0]).toContain('limits');
      }
    });

    it.each(['first', 'second'])('and hands out the %s device after all: it is given back', async (which) => {
      const gpu = fakeGpu();
      const destroy = vi.fn();
      const late = () => new Promise<GPUDevice>((resolve) => setTimeout(() => resolve({ destroy } as unknown as GPUDevice), 40));
      const ask = vi.spyOn(await adapterOf(gpu), 'requestDevice').mockImplementation(late);
      if (which === 'second') ask.mockRejectedValueOnce(new DOMException('limits'));
      expect((await outcome('auto', gpu, { timeout: soon })).backend).toBe('cpu');
      expect(destroy).not.toHaveBeenCalled();
      await vi.waitFor(() => expect(destroy).toHaveBeenCalledTimes(1));
    });
  });

  it.each<EngineErrorCode>(['self-test-failed', 'out-of-memory', 'device-lost', 'internal'])('falls to the CPU on %s', async (code) => {
    expect(await outcome('webgpu', fakeGpu(), { build: failing(code) })).toMatchObject({ backend: 'cpu', steps: ['webgpu failed', 'cpu taken'] });
  });

  it('does not try another rung on what no rung could mend', async () => {
    await expect(outcome('auto', fakeGpu(), { build: failing('file-malformed') })).rejects.toMatchObject({ code: 'file-malformed' });
  });

  it('leaves a shunned GPU alone, whatever the order', async () => {
    const { backend, reasons } = await outcome('webgpu', fakeGpu(), {}, 'It was lost too often.');
    expect(backend).toBe('cpu');
    expect(reasons[0]).toBe('It was lost too often.');
  });

  it('tells what the last rung failed with', async () => {
    const build = () => Promise.reject(new EngineError('out-of-memory', 'It is full.', 'Close something.'));
    await expect(outcome('cpu', undefined, { build })).rejects.toMatchObject({ code: 'out-of-memory' });
  });
});
