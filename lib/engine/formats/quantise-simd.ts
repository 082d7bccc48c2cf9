import type { QuantType } from '../tensor/dtype';
import { quantBits } from '../tensor/dtype';
import { rowLayout, storedWords } from '../tensor/layout';
import { rowsAndColumns, type HostTensor } from '../tensor/tensor';
import { quantiseBinary } from './quantise-binary';

/** What ./assembly/index.ts exports. Addresses and strides are in bytes. */
interface QuantiseExports {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: WebAssembly.Global;
  quantise(halves: number, rows: number, columns: number, block: number, bits: number, search: number, output: number, rowBytes: number, quantBytes: number): void;
}

/**
 * Half floats are whole numbers of 2^−24, of 40 bits at most; times an integer of 8 bits, summed over 64, they are still exact in
 * f64, in whatever order they are summed. So the search in WebAssembly, two weights at a time, finds to the bit what the plain one does.
 */
const longestBlock = 64;

/** Rows that are worked on together take about so many bytes: few enough to stay in a cache. */
const chunkBytes = 1 << 18;

let compiled: QuantiseExports | null | undefined;

/** Null where there is no WebAssembly with SIMD. */
function exportsOf(): QuantiseExports | null {
  if (compiled !== undefined) return compiled;
  try {
    const binary = new WebAssembly.Module(Uint8Array.from(atob(quantiseBinary), (character) => character.charCodeAt(0)));
    compiled = new WebAssembly.Instance(binary, {}).exports as unknown as QuantiseExports;
  } catch {
    compiled = null;
  }
  return compiled;
}

/**
 * What `quantise` makes of a matrix of finite half floats, to the bit, many times faster: the words of the layout.
 * @returns undefined where it is not for this: other floats, other blocks, no SIMD
 */
export function quantiseHalves({ dtype: from, shape, values }: HostTensor, dtype: QuantType, block: number, search: boolean): Uint32Array | undefined {
  const suits = from === 'f16' && block > 0 && block % 8 === 0 && block <= longestBlock;
  const code = suits ? exportsOf() : null;
  if (!code) return undefined;
  const { rows, columns } = rowsAndColumns(shape);
  const { rowWords, quantWords } = rowLayout(dtype, columns, block);
  const words = new Uint32Array(storedWords({ dtype, shape, block }));
  const chunkRows = Math.max(Math.floor(chunkBytes / (2 * columns)), 1);
  const input = Math.ceil((code.heapBase.value as number) / 16) * 16;
  const output = input + Math.ceil((2 * columns * chunkRows) / 16) * 16;
  reach(code.memory, output + 4 * rowWords * chunkRows);
  for (let row = 0; row < rows; row += chunkRows) {
    const count = Math.min(chunkRows, rows - row);
    const halves = values.subarray(row * columns, (row + count) * columns);
    const made = new Uint32Array(code.memory.buffer, output, count * rowWords).fill(0);
    new Uint16Array(code.memory.buffer, input, halves.length).set(halves);
    code.quantise(input, count, columns, block, quantBits[dtype], Number(search), output, 4 * rowWords, 4 * quantWords);
    words.set(made, row * rowWords);
  }
  return words;
}

function reach(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
}
