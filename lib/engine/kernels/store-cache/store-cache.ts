import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './store-cache.wgsl';

/**
 * Puts the keys (or values) of new tokens into the cache, behind those it holds: cache[slot, first + t] = input[b, t].
 * Shapes: input (B · T, width), rows (B, 3): first position, count, slot; cache (slots, capacity, width).
 * Rows beyond a sequence's count, or the cache's end, are left out.
 */
export const storeCache: Kernel<'input' | 'rows' | 'cache'> = {
  name: 'storeCache',
  tensors: { input: 'read', rows: 'read', cache: 'read-write' },
  parameters: { tokens: 'u32', batch: 'u32', width: 'u32', capacity: 'u32' },
  sources: { invocation: source },
  plan({ input, rows, cache }) {
    const batch = rows.shape[0];
    const [, capacity, width] = cache.shape;
    const tokens = input.shape[0] / batch;
    return { workgroups: spread(elementCount(input.shape), 64), parameters: { tokens, batch, width, capacity } };
  },
  reference({ input, rows, cache }, specs) {
    const batch = specs.rows.shape[0];
    const [, capacity, width] = specs.cache.shape;
    const tokens = specs.input.shape[0] / batch;
    for (let sequence = 0; sequence < batch; sequence++) {
      const [first, count, slot] = rows.subarray(3 * sequence, 3 * sequence + 3);
      for (let t = 0; t < Math.min(count, capacity - first); t++) {
        const row = (sequence * tokens + t) * width;
        cache.set(input.subarray(row, row + width), (slot * capacity + first + t) * width);
      }
    }
  },
};
