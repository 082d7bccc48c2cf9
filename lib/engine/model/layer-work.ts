import { add, attention, embed, linear, rmsNorm, rope, siluMul, storeCache } from '../kernels';
import type { Kernel } from '../kernels/kernel';
import { rowLayout, storedWords } from '../tensor/layout';
import { elementCount, rowsAndColumns, type TensorSpec } from '../tensor/tensor';

/** What a launch does, counted from its shapes. */
export interface LaunchWork {
  /** Multiplications and additions (a division counts as one); roots and exponentials are not counted. */
  readonly flops: number;
  /** Read and written: each element that is needed once, weights as they are stored. */
  readonly bytes: number;
}

/** New tokens of one sequence: from which position on, and how many. */
export interface Span {
  readonly firstPosition: number;
  readonly tokens: number;
}

type Specs = Readonly<Record<string, TensorSpec>>;
type Count = (specs: Specs, options: { readonly headDim: number }, spans: readonly Span[]) => LaunchWork;

const bytesOf = (...specs: readonly TensorSpec[]): number => specs.reduce((sum, spec) => sum + 4 * storedWords(spec), 0);

const sumOver = (spans: readonly Span[], count: (span: Span) => number): number => spans.reduce((sum, span) => sum + count(span), 0);

/** Σ (p + 1) over a span's positions p: how many positions its tokens look at, all together. */
const positionsSeen = ({ firstPosition, tokens }: Span): number => tokens * firstPosition + (tokens * (tokens + 1)) / 2;

const counts = new Map<unknown, Count>([
  [linear, ({ input, weight, output }) => {
    const { rows, columns } = rowsAndColumns(input.shape);
    const outputs = weight.shape[0];
    // Of a matrix in parts, each writes its own columns of the output.
    return { flops: 2 * rows * columns * outputs, bytes: bytesOf(input, weight, { dtype: output.dtype, shape: [rows, outputs] }) };
  }],
  [embed, ({ ids, table, output }) => {
    const { headerWords, rowWords } = rowLayout(table.dtype, table.shape[1], table.block);
    return { flops: 0, bytes: bytesOf(ids, output) + 4 * (headerWords + elementCount(ids.shape) * rowWords) };
  }],
  // Squares and their sum, the scale, the weight.
  [rmsNorm, ({ input, weight, output }) => ({ flops: 4 * elementCount(input.shape), bytes: bytesOf(input, weight, output) })],
  // Of each pair, four products and two sums.
  [rope, ({ input, rows, output }, { headDim }, spans) => ({
    flops: 3 * elementCount(input.shape),
    bytes: bytesOf(input, rows, output) + 4 * headDim * sumOver(spans, ({ tokens }) => tokens),
  })],
  [storeCache, ({ rows, cache }, _options, spans) => {
    const width = cache.shape[2];
    return { flops: 0, bytes: bytesOf(rows) + 2 * 4 * width * sumOver(spans, ({ tokens }) => tokens) };
  }],
  // For each position seen by a query head: its score and its share of the mean; scaling, subtracting, summing.
  [attention, ({ query, keys, rows, output }, { headDim }, spans) => ({
    flops: (query.shape[1] / headDim) * (4 * headDim + 3) * sumOver(spans, positionsSeen) + elementCount(output.shape),
    bytes: bytesOf(query, rows, output) + 2 * 4 * keys.shape[2] * sumOver(spans, ({ firstPosition, tokens }) => firstPosition + tokens),
  })],
  // x / (1 + e^−x) · up: a sum, a quotient, a product.
  [siluMul, ({ gate, up, output }) => ({ flops: 3 * elementCount(output.shape), bytes: bytesOf(gate, up, output) })],
  [add, ({ left, right, output }) => ({ flops: elementCount(output.shape), bytes: bytesOf(left, right, output) })],
]);

/**
 * The work of one launch of the forward pass.
 * @param spans the new tokens of each of its sequences
 */
export function launchWork(kernel: Kernel, specs: Specs, options: object, spans: readonly Span[]): LaunchWork {
  const count = counts.get(kernel);
  if (!count) throw new Error(`Nobody has said how much work ${kernel.name} is.`);
  return count(specs, options as { readonly headDim: number }, spans);
}
