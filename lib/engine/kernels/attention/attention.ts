import { spread, type Kernel } from '../kernel';
import { sharedVariants } from '../reduce/reduce';
import { forStored } from '../storage/storage';
import main from './attention.wgsl';
import shared from './attention.shared.wgsl';
import context from './context.wgsl';
import four from './four.wgsl';
import tile from './tile.wgsl';

const invocation = [main, tile, context, ...['query', 'keys', 'values'].map((tensor) => forStored(four, tensor))].join('\n');

/**
 * Causal attention over the KV cache, grouped heads: the token at position p looks at positions 0…p of its sequence,
 * which must be in the cache already. Tokens behind a sequence's count are padding: what is written for them is nobody's.
 * Shapes: query and output (B · T, heads · headDim), keys and values (slots, capacity, kvHeads · headDim), rows
 * (B, 3): position of the first new token, count and slot of each sequence.
 * Sources: Vaswani et al. 2017 (scaled dot product); Ainslie et al. 2023 (GQA); Milakov and Gimelshein 2018 (the
 * running softmax of the one-invocation variant).
 */
export const attention: Kernel<'query' | 'keys' | 'values' | 'rows' | 'output', { readonly headDim: number }> = {
  name: 'attention',
  tensors: { query: 'read', keys: 'read', values: 'read', rows: 'read', output: 'write' },
  parameters: { tokens: 'u32', batch: 'u32', heads: 'u32', kvHeads: 'u32' },
  sources: { invocation, ...sharedVariants(`${shared}\n${context}`) },
  plan({ query, keys, rows }, { headDim }, variant) {
    const batch = rows.shape[0];
    const [, capacity, kvWidth] = keys.shape;
    const tokens = query.shape[0] / batch;
    const heads = query.shape[1] / headDim;
    const kvHeads = kvWidth / headDim;
    const parameters = { tokens, batch, heads, kvHeads };
    const constants = { HEAD_DIM: headDim, CAPACITY: capacity };
    if (variant !== 'invocation') return { workgroups: spread(batch * tokens * heads, 1), parameters, constants };
    const headsOfOne = (tokens * heads) / kvHeads;
    const tileSize = headsOfOne < 4 ? 1 : 4;
    return { workgroups: spread(batch * kvHeads * Math.ceil(headsOfOne / tileSize), 4), parameters, constants: { ...constants, TILE: tileSize } };
  },
  reference({ query, keys, values, rows, output }, specs, { headDim }) {
    const batch = specs.rows.shape[0];
    const [, capacity, kvWidth] = specs.keys.shape;
    const [tokens, width] = [specs.query.shape[0] / batch, specs.query.shape[1]];
    const group = width / kvWidth; // query heads that share one key/value head
    const scores = new Float64Array(capacity);
    for (let row = 0; row < batch * tokens; row++) {
      const sequence = Math.floor(row / tokens);
      const token = Math.min(row % tokens, Math.max(rows[3 * sequence + 1], 1) - 1); // of padding: the last one's
      const context = Math.min(rows[3 * sequence] + token + 1, capacity);
      for (let head = 0; head < width / headDim; head++) {
        const queryStart = row * width + head * headDim;
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
        for (let d = 0; d < headDim; d++) {
          let sum = 0;
          for (let position = 0; position < context; position++) sum += scores[position] * values[cacheStart + position * kvWidth + d];
          output[queryStart + d] = sum / total;
        }
      }
    }
  },
};
