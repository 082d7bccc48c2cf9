import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './store-cache.wgsl';

/**
 * Puts the keys (or values) of new tokens into the cache, behind those it holds: cache[b, first + t] = input[b, t].
 * Shapes: input (B · T, width), rows (B, 2): first position and count; cache (B, capacity, width).
 * Rows beyond a sequence's count, or the cache's end, are left out.
 */
export const storeCache: Kernel<'input' | 'rows' | 'cache'> = {
  name: 'storeCache',
  tensors: { input: 'read', rows: 'read', cache: 'read-write' },
  parameters: { tokens: 'u32', batch: 'u32', width: 'u32', capacity: 'u32' },
  sources: { invocation: source },
  plan({ input, cache }) {
    const [batch, capacity, width] = cache.shape;
    const tokens = input.shape[0] / batch;
    return { workgroups: spread(elementCount(input.shape), 64), parameters: { tokens, batch, width, capacity } };
  },
  reference({ input, rows, cache }, specs) {
    const [batch, capacity, width] = specs.cache.shape;
    const tokens = specs.input.shape[0] / batch;
    for (let sequence = 0; sequence < batch; sequence++) {
      const [first, count] = [rows[2 * sequence], rows[2 * sequence + 1]];
      for (let t = 0; t < Math.min(count, capacity - first); t++) {
        const row = (sequence * tokens + t) * width;
        cache.set(input.subarray(row, row + width), (sequence * capacity + first + t) * width);
      }
    }
  },
};
