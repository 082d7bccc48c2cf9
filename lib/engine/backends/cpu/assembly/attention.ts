import { mixOne, mixTwo } from './attention-mix';
import { scaleInto, scoresOf, weightsOf } from './attention-scores';
import { log2OfE } from './exponential';

/** Query rows that look at the keys together: the `tileRows` of ../simd/launches.ts. */
const tileRows: u32 = 8;

/**
 * Causal attention over the KV cache, grouped heads. Shapes: query and output (batch · tokens, heads · headDim), keys and values
 * (slots, capacity, kvHeads · headDim), rows (batch, 3): first position, count, slot. All f32, rows u32.
 * All query rows that look at one head's keys, of its group of heads and of neighbouring tokens, go over them some at a time:
 * a key once read serves the whole tile, and a value two of its rows.
 * @param scratch room for a tile: its rows, and `capacity` scores of each, rounded up to fours
 */
export function attention(
  query: usize,
  keys: usize,
  values: usize,
  rows: usize,
  output: usize,
  batch: u32,
  tokens: u32,
  heads: u32,
  kvHeads: u32,
  headDim: u32,
  capacity: u32,
  scratch: usize,
): void {
  const stride = <usize>(kvHeads * headDim) << 2; // from one position of the cache to the next
  const headBytes = <usize>headDim << 2;
  const tokenBytes = <usize>heads * headBytes; // from one token to the next
  const group = heads / kvHeads;
  const scoreBytes = <usize>((capacity + 3) & ~3) << 2; // from one row of scores to the next
  const tile = scratch + tileRows * scoreBytes;
  const factor = <f32>(<f64>log2OfE / Math.sqrt(<f64>headDim)); // e^score as a power of two
  for (let sequence: u32 = 0; sequence < batch; sequence++) {
    const first = load<u32>(rows + 12 * <usize>sequence);
    const slot = load<u32>(rows + 12 * <usize>sequence, 8);
    for (let kvHead: u32 = 0; kvHead < kvHeads; kvHead++) {
      const cacheStart = <usize>slot * capacity * stride + <usize>kvHead * headBytes;
      const start = <usize>sequence * tokens * tokenBytes + <usize>(kvHead * group) * headBytes;
      for (let row: u32 = 0; row < tokens * group; row += tileRows) {
        const count = min(tileRows, tokens * group - row);
        const longest = min(first + (row + count - 1) / group + 1, capacity);
        for (let each: u32 = 0; each < count; each++) {
          scaleInto(tile + each * headBytes, query + start + placeOf(row + each, group, tokenBytes, headBytes), headDim, factor);
        }
        scoresOf(tile, count, keys + cacheStart, stride, headDim, longest, scratch, scoreBytes);
        // From here on a row of the tile holds only the sum of its weights.
        for (let each: u32 = 0; each < count; each++) {
          const context = min(first + (row + each) / group + 1, capacity);
          store<f32>(tile + each * headBytes, weightsOf(scratch + each * scoreBytes, context, longest));
        }
        let each: u32 = 0;
        for (; each + 2 <= count; each += 2) {
          const place = output + start + placeOf(row + each, group, tokenBytes, headBytes);
          const place1 = output + start + placeOf(row + each + 1, group, tokenBytes, headBytes);
          const total = tile + each * headBytes;
          mixTwo(scratch + each * scoreBytes, scoreBytes, values + cacheStart, stride, headDim, longest, load<f32>(total), load<f32>(total + headBytes), place, place1);
        }
        if (each < count) {
          const place = output + start + placeOf(row + each, group, tokenBytes, headBytes);
          mixOne(scratch + each * scoreBytes, values + cacheStart, stride, headDim, longest, load<f32>(tile + each * headBytes), place);
        }
      }
    }
  }
}

/** Bytes to a query row, counted over the tokens and over the heads of one group, from the first of them. */
@inline
function placeOf(row: u32, group: u32, tokenBytes: usize, headBytes: usize): usize {
  return <usize>(row / group) * tokenBytes + <usize>(row % group) * headBytes;
}
