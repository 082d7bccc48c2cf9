import { afterEach, expect, test, vi } from 'vitest';
import { measureCopyBandwidth } from './copy-bandwidth';

afterEach(() => vi.unstubAllGlobals());

test('a GPU without room for both buffers: need and limit are told, and neither buffer stays', async () => {
  vi.stubGlobal('GPUBufferUsage', { COPY_SRC: 4, COPY_DST: 8 });
  const living = new Set<object>();
  const scopes: string[] = [];
  const device = {
    lost: new Promise(() => undefined),
    limits: { maxBufferSize: 1_000 },
    createBuffer: () => {
      const buffer = { destroy: () => living.delete(buffer) };
      living.add(buffer);
      return buffer;
    },
    pushErrorScope: (filter: string) => scopes.push(filter),
    popErrorScope: async () => (scopes.pop() === 'out-of-memory' ? { message: 'no room' } : null),
  };
  await expect(measureCopyBandwidth(device as unknown as GPUDevice)).rejects.toMatchObject({ code: 'out-of-memory', details: { neededBytes: 2_000, allowedBytes: 1_000 } });
  expect(living.size).toBe(0);
});
