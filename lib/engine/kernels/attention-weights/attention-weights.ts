import { spread, type Kernel } from '../kernel';
import { sharedVariants } from '../reduce/reduce';
import invocation from './attention-weights.wgsl';
import shared from './attention-weights.shared.wgsl';

/**
 * How much each token looks at each position: the softmax that `attention` mixes values with, written out. Only probes
 * ask for it.
 * Shapes: query (B · T, heads · headDim), keys (slots, capacity, kvHeads · headDim), rows (B, 3): first position, count,
 * slot; output (B · T, heads, columns): a row sums to 1 over positions 0…p, and is 0 behind. Columns ≤ capacity, and more
 * than the last position.
 */
export const attentionWeights: Kernel<'query' | 'keys' | 'rows' | 'output', { readonly headDim: number }> = {
  name: 'attentionWeights',
  tensors: { query: 'read', keys: 'read', rows: 'read', output: 'write' },
  parameters: { tokens: 'u32', batch: 'u32', heads: 'u32', kvHeads: 'u32', headDim: 'u32', capacity: 'u32', columns: 'u32' },
  sources: { invocation, ...sharedVariants(shared) },
  plan({ keys, rows, output }, { headDim }, variant) {
    const batch = rows.shape[0];
    const [, capacity, kvWidth] = keys.shape;
    const [allTokens, heads, columns] = output.shape;
    return {
      workgroups: spread(allTokens * heads, variant === 'invocation' ? 64 : 1),
      parameters: { tokens: allTokens / batch, batch, heads, kvHeads: kvWidth / headDim, headDim, capacity, columns },
    };
  },
  reference({ query, keys, rows, output }, specs, { headDim }) {
    const [, capacity, kvWidth] = specs.keys.shape;
    const [allTokens, heads, columns] = specs.output.shape;
    const tokens = allTokens / specs.rows.shape[0];
    const group = heads / (kvWidth / headDim); // query heads that share one key/value head
    const scores = new Float64Array(columns);
    for (let row = 0; row < allTokens; row++) {
      const sequence = Math.floor(row / tokens);
      const context = Math.min(rows[3 * sequence] + (row % tokens) + 1, columns);
      for (let head = 0; head < heads; head++) {
        const queryStart = (row * heads + head) * headDim;
        const cacheStart = rows[3 * sequence + 2] * capacity * kvWidth + Math.floor(head / group) * headDim;
        let largest = -Infinity;
        for (let position = 0; position < context; position++) {
          let score = 0;
          for (let d = 0; d < headDim; d++) score += query[queryStart + d] * keys[cacheStart + position * kvWidth + d];
          scores[position] = score / Math.sqrt(headDim);
          largest = Math.max(largest, scores[position]);
        }
        let total = 0;
        for (let position = 0; position < context; position++) {
          scores[position] = Math.exp(scores[position] - largest);
          total += scores[position];
        }
        const start = (row * heads + head) * columns;
        for (let position = 0; position < columns; position++) output[start + position] = position < context ? scores[position] / total : 0;
      }
    }
  },
};
