import { expect, test } from 'vitest';
import { EngineError } from '../errors';
import type { Backend } from '../kernels/backend';
import { measureDevice, type DeviceMeters } from './measure-device';

/** What must hold of measuring a device on every backend. */
export function deviceTests(make: () => Promise<{ backend: Backend; meters: DeviceMeters }>): void {
  test('bandwidth, peak, launch and readback are measured', async () => {
    const { backend, meters } = await make();
    const { copyBytesPerSecond, multiplyAddFlopsPerSecond, launchMs, readbackMs, samples } = await measureDevice(backend, meters);
    console.info(
      `${backend.kind} ${backend.variant}: copies ${(copyBytesPerSecond / 1e9).toFixed(1)} GB/s, ${(multiplyAddFlopsPerSecond / 1e9).toFixed(1)} GFLOP/s, ` +
        `a launch ${(1000 * launchMs).toFixed(1)} µs, a readback ${readbackMs.toFixed(3)} ms`,
    );
    for (const value of [copyBytesPerSecond, multiplyAddFlopsPerSecond, launchMs, readbackMs]) {
      expect(value).toBeGreaterThan(0);
      expect(Number.isFinite(value)).toBe(true);
    }
    expect(samples).toBeGreaterThanOrEqual(3);
    backend.destroy();
  });

  test('an abort is an AbortError', async () => {
    const { backend, meters } = await make();
    await expect(measureDevice(backend, meters, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const abort = new AbortController();
    const copies = { ...meters, copyBandwidth: async () => (abort.abort(), { bytesPerSecond: 1 }) };
    await expect(measureDevice(backend, copies, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    backend.destroy();
  });

  test('all memory is given back, also where there was none', async () => {
    const { backend, meters } = await make();
    const living = new Set<unknown>();
    let room = Infinity;
    const watching = Object.assign(Object.create(backend) as Backend, {
      allocate: (...parameters: Parameters<Backend['allocate']>) => {
        if (room-- <= 0) throw new EngineError('out-of-memory', 'No room.', 'Take less.');
        const tensor = backend.allocate(...parameters);
        living.add(tensor);
        return tensor;
      },
      release: (tensor: Parameters<Backend['release']>[0]) => {
        expect(living.delete(tensor)).toBe(true);
        backend.release(tensor);
      },
    });
    const quick = { ...meters, copyBandwidth: async () => ({ bytesPerSecond: 1 }) };
    await measureDevice(watching, quick);
    expect(living.size).toBe(0);
    room = 2;
    await expect(measureDevice(watching, quick)).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(living.size).toBe(0);
    backend.destroy();
  });
}
