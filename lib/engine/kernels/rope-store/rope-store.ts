import { spread, type HostView, type Kernel } from '../kernel';
import { rope } from '../rope/rope';
import { storeCache } from '../store-cache/store-cache';
import source from './rope-store.wgsl';

type Names = 'query' | 'key' | 'value' | 'angles' | 'rows' | 'turnedQuery' | 'keys' | 'values';

/**
 * `rope` of queries and keys, then `storeCache` of keys and values, in one launch.
 * Shapes: query and turnedQuery (B · T, heads · headDim), key and value (B · T, kvHeads · headDim), angles (positions, headDim), rows (B, 3),
 * keys and values (slots, capacity, kvHeads · headDim).
 */
export const ropeStore: Kernel<Names, { readonly headDim: number }> = {
  name: 'ropeStore',
  tensors: { query: 'read', key: 'read', value: 'read', angles: 'read', rows: 'read', turnedQuery: 'write', keys: 'read-write', values: 'read-write' },
  parameters: { tokens: 'u32', batch: 'u32', width: 'u32', kvWidth: 'u32', headDim: 'u32', positions: 'u32', capacity: 'u32' },
  sources: { invocation: source },
  plan({ query, angles, rows, keys }, { headDim }) {
    const batch = rows.shape[0];
    const [, capacity, kvWidth] = keys.shape;
    const [allTokens, width] = query.shape;
    return {
      workgroups: spread(allTokens * (width / 2 + kvWidth), 64),
      parameters: { tokens: allTokens / batch, batch, width, kvWidth, headDim, positions: angles.shape[0], capacity },
    };
  },
  reference({ query, key, value, angles, rows, turnedQuery, keys, values }, specs, options) {
    const turnedKey: HostView = new Float32Array(key.length);
    rope.reference({ input: query, angles, rows, output: turnedQuery }, { input: specs.query, angles: specs.angles, rows: specs.rows, output: specs.query }, options);
    rope.reference({ input: key, angles, rows, output: turnedKey }, { input: specs.key, angles: specs.angles, rows: specs.rows, output: specs.key }, options);
    storeCache.reference({ input: turnedKey, rows, cache: keys }, { input: specs.key, rows: specs.rows, cache: specs.keys }, {});
    storeCache.reference({ input: value, rows, cache: values }, { input: specs.value, rows: specs.rows, cache: specs.values }, {});
  },
};
