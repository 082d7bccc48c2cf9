import { isQuantised, type DType, type QuantType } from '../tensor/dtype';
import { narrowToHalves, toHalf } from '../tensor/half';
import { rowLayout, storedWords } from '../tensor/layout';
import { elementCount, rowsAndColumns, type HostTensor, type Shape } from '../tensor/tensor';
import { add, argmax, attention, attentionWeights, embed, linear, multiplyAdd, randomise, rmsNorm, rope, sample, siluMul, storeCache } from './index';
import type { Kernel } from './kernel';
import { ropeAngles } from './rope/rope';

/** One kernel on given shapes and values: what the self-test and the contract tests run on a device and on the reference. */
export interface KernelCase {
  readonly kernel: Kernel;
  /** Shapes in words. */
  readonly title: string;
  /** Every tensor's values before the launch, the output's too. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly options: object;
  readonly output: string;
  /** Largest normalised squared error: Σ(device − reference)² / Σ reference². 0 where the output is a choice. */
  readonly bound: number;
}

/** How a case's weights are stored: a type, and of a quantised one its block (absent: the whole row). */
export interface Storage {
  readonly dtype: DType;
  readonly block?: number;
}

/** Quantised weights are compared with the same weights dequantised, so the bound is that of f32. */
const boundOf = ({ dtype }: Storage): number => (dtype === 'f16' ? 1e-6 : 1e-7);

const inWords = ({ dtype, block }: Storage): string => (block === undefined ? dtype : `${dtype} by ${block || 'tensor'}`);

/** Numbers in [−1, 1), the same on every device: a linear congruential generator (Numerical Recipes, 1992). */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Random values with a few large ones among them: an even softmax or norm would hide mistakes. */
function floats(seed: number, shape: Shape, { dtype, block }: Storage = { dtype: 'f32' }, scale = 1): HostTensor {
  if (isQuantised(dtype)) return quantised(seed, shape, dtype, block ?? rowsAndColumns(shape).columns);
  const random = randomSource(seed);
  const values = new Float32Array(elementCount(shape));
  for (let i = 0; i < values.length; i++) {
    const value = random();
    values[i] = scale * value * (random() > 0.9 ? 6 : 1);
  }
  return dtype === 'f16' ? { dtype: 'f16', shape, values: narrowToHalves(values) } : { dtype: 'f32', shape, values };
}

/** Random integers under random scales (and minima), packed: not by the quantiser, so that neither hides the other's mistakes. */
function quantised(seed: number, shape: Shape, dtype: QuantType, block: number): HostTensor {
  const { rows, columns } = rowsAndColumns(shape);
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const random = randomSource(seed);
  const scale = () => toHalf(0.02 + 0.01 * random());
  const scales = () => (scale() | ((dtype === 'q8' ? scale() : toHalf(0.1 * random())) << 16)) >>> 0;
  const values = new Uint32Array(storedWords({ dtype, shape, block }));
  values.fill(scales(), 0, headerWords);
  for (let row = 0; row < rows; row++) {
    const start = headerWords + row * rowWords;
    for (let word = 0; word < rowWords; word++) values[start + word] = word < quantWords ? (random() * 2 ** 31) >>> 0 : scales();
  }
  return { dtype, shape, block, values };
}

const zeros = (shape: Shape, dtype: 'f32' | 'u32' = 'f32'): HostTensor => ({
  dtype,
  shape,
  values: dtype === 'u32' ? new Uint32Array(elementCount(shape)) : new Float32Array(elementCount(shape)),
});

const integers = (values: readonly number[], shape: Shape = [values.length]): HostTensor => ({ dtype: 'u32', shape, values: Uint32Array.from(values) });

type CaseParts = Omit<KernelCase, 'kernel' | 'options' | 'bound'> & { readonly options?: object; readonly bound?: number };

const makeCase = (kernel: unknown, parts: CaseParts): KernelCase => ({ kernel: kernel as Kernel, options: {}, bound: 1e-7, ...parts });

export function embedCase(rows: number, vocab: number, columns: number, storage: Storage): KernelCase {
  const ids = Array.from({ length: rows }, (_, row) => (row * 7919 + vocab - 1) % vocab);
  return makeCase(embed, {
    title: `${rows} of ${vocab} x ${columns} ${inWords(storage)}`,
    tensors: { ids: integers(ids), table: floats(1, [vocab, columns], storage), output: zeros([rows, columns]) },
    output: 'output',
    bound: boundOf(storage),
  });
}

export function rmsNormCase(rows: number, columns: number, storage: Storage): KernelCase {
  return makeCase(rmsNorm, {
    title: `${rows} x ${columns} ${inWords(storage)}`,
    tensors: { input: floats(2, [rows, columns]), weight: floats(3, [columns], storage), output: zeros([rows, columns]) },
    options: { epsilon: 1e-5 },
    output: 'output',
    bound: boundOf(storage),
  });
}

export function linearCase(rows: number, columns: number, outputs: number, storage: Storage): KernelCase {
  return makeCase(linear, {
    title: `${rows} x ${columns} by ${outputs} x ${columns} ${inWords(storage)}`,
    tensors: { input: floats(4, [rows, columns]), weight: floats(5, [outputs, columns], storage), output: zeros([rows, outputs]) },
    output: 'output',
    bound: boundOf(storage),
  });
}

/** The cases' caches have one slot more than sequences, and no sequence is in the slot of its number. */
const slotsFor = (batch: number) => batch + 1;
const slotOf = (sequence: number, batch: number) => (sequence + 1) % slotsFor(batch);

/** Columns of the output from `firstOutput` on; those before keep what they held. */
export function linearPartCase(rows: number, columns: number, outputs: number, firstOutput: number, storage: Storage): KernelCase {
  const shape = [rows, firstOutput + outputs + 3];
  return makeCase(linear, {
    title: `${rows} x ${columns} by ${outputs} x ${columns} ${inWords(storage)}, outputs from ${firstOutput} on`,
    tensors: { input: floats(4, [rows, columns]), weight: floats(5, [outputs, columns], storage), output: floats(16, shape) },
    options: { firstOutput },
    output: 'output',
    bound: boundOf(storage),
  });
}

/** First positions that differ from sequence to sequence, and leave the last one short of its tokens. */
function unevenRows(batch: number, tokens: number, capacity: number): HostTensor {
  const rows = Array.from({ length: batch }, (_, sequence) => [
    Math.min(sequence * 5, capacity - tokens),
    sequence === batch - 1 ? Math.max(tokens - 1, 1) : tokens,
    slotOf(sequence, batch),
  ]);
  return integers(rows.flat(), [batch, 3]);
}

export function ropeCase(batch: number, tokens: number, heads: number, headDim: number, positions: number): KernelCase {
  const shape = [batch * tokens, heads * headDim];
  return makeCase(rope, {
    title: `${batch} x ${tokens} tokens, ${heads} heads of ${headDim}, ${positions} positions`,
    tensors: {
      input: floats(6, shape),
      angles: { dtype: 'f32', shape: [positions, headDim], values: ropeAngles(positions, headDim, 10_000) },
      rows: unevenRows(batch, tokens, positions),
      output: zeros(shape),
    },
    options: { headDim },
    output: 'output',
  });
}

export function storeCacheCase(batch: number, tokens: number, width: number, capacity: number): KernelCase {
  return makeCase(storeCache, {
    title: `${batch} x ${tokens} tokens of ${width} into ${capacity} places`,
    tensors: { input: floats(7, [batch * tokens, width]), rows: unevenRows(batch, tokens, capacity), cache: floats(8, [slotsFor(batch), capacity, width]) },
    output: 'cache',
  });
}

export function attentionCase(batch: number, tokens: number, heads: number, kvHeads: number, headDim: number, capacity: number): KernelCase {
  const shape = [batch * tokens, heads * headDim];
  return makeCase(attention, {
    title: `${batch} x ${tokens} tokens, ${heads} heads on ${kvHeads} of ${headDim}, context ${capacity}`,
    tensors: {
      query: floats(9, shape),
      keys: floats(10, [slotsFor(batch), capacity, kvHeads * headDim]),
      values: floats(11, [slotsFor(batch), capacity, kvHeads * headDim]),
      rows: integers(Array.from({ length: batch }, (_, sequence) => [Math.max(capacity - tokens - sequence, 0), tokens, slotOf(sequence, batch)]).flat(), [batch, 3]),
      output: zeros(shape),
    },
    options: { headDim },
    output: 'output',
  });
}

export function elementwiseCases(count: number): KernelCase[] {
  const [left, right] = [floats(12, [count], { dtype: 'f32' }, 3), floats(13, [count])];
  return [
    makeCase(siluMul, { title: `${count}`, tensors: { gate: left, up: right, output: zeros([count]) }, output: 'output' }),
    makeCase(add, { title: `${count}`, tensors: { left, right, output: zeros([count]) }, output: 'output' }),
  ];
}

export function argmaxCase(batch: number, vocab: number): KernelCase {
  const logits = floats(14, [batch, vocab], { dtype: 'f32' }, 5);
  // The best twice: the lower id must win.
  for (let row = 0; row < batch; row++) {
    for (const id of [Math.floor(vocab / 3), vocab - 1]) (logits.values as Float32Array)[row * vocab + id] = 50;
  }
  return makeCase(argmax, { title: `${batch} x ${vocab}`, tensors: { logits, chosen: zeros([batch], 'u32') }, output: 'chosen', bound: 0 });
}

/** Settings of one row each: temperature, top-k, top-p, coin. */
const samplingRows: readonly (readonly [number, number, number, number])[] = [
  [1, 0, 1, 0.5],
  [0.7, 40, 1, 0.9],
  [1.3, 0, 0.9, 0.25],
  [0.8, 10, 0.5, 0.999],
  [2, 1, 1, 0.3],
  [1, 0, 1, 0],
  [1, 3, 0.99, 0.99999994],
];

export function sampleCase(vocab: number, ties: boolean): KernelCase {
  const batch = samplingRows.length;
  const logits = floats(15, [batch, vocab], { dtype: 'f32' }, 3);
  const values = logits.values as Float32Array;
  if (ties) values.forEach((value, index) => { values[index] = Math.round(value); });
  return makeCase(sample, {
    title: `${batch} x ${vocab}${ties ? ' with ties' : ''}`,
    tensors: {
      logits,
      control: { dtype: 'f32', shape: [batch, 4], values: Float32Array.from(samplingRows.flat()) },
      chosen: zeros([batch], 'u32'),
    },
    output: 'chosen',
    bound: 0,
  });
}

export function attentionWeightsCase(batch: number, tokens: number, heads: number, kvHeads: number, headDim: number, capacity: number, columns: number): KernelCase {
  return makeCase(attentionWeights, {
    title: `${batch} x ${tokens} tokens, ${heads} heads on ${kvHeads} of ${headDim}, ${columns} of ${capacity} positions`,
    tensors: {
      query: floats(17, [batch * tokens, heads * headDim]),
      keys: floats(18, [slotsFor(batch), capacity, kvHeads * headDim]),
      rows: integers(Array.from({ length: batch }, (_, sequence) => [Math.max(columns - tokens - sequence, 0), tokens, slotOf(sequence, batch)]).flat(), [batch, 3]),
      output: floats(19, [batch * tokens, heads, columns]),
    },
    options: { headDim },
    output: 'output',
  });
}

export function randomiseCase(shape: Shape, storage: Storage, seed: number): KernelCase {
  const holds = { ...storage, shape };
  return makeCase(randomise, {
    title: `${shape.join(' x ')} ${inWords(storage)}, seed ${seed}`,
    tensors: { output: zeros([storedWords(holds)], 'u32') },
    options: { holds, seed, exponent: -3 },
    output: 'output',
    bound: 0,
  });
}

export function multiplyAddCase(count: number, rounds: number): KernelCase {
  return makeCase(multiplyAdd, { title: `${count}, ${rounds} rounds`, tensors: { output: zeros([count]) }, options: { rounds }, output: 'output' });
}

/** What a model asks of the kernels. */
export interface ModelShapes {
  readonly dim: number;
  readonly hiddenDim: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly contextLength: number;
}

/** How a model's tensors are stored, one for each kind. */
export interface ModelStorage {
  readonly embedding: Storage;
  readonly matrices: Storage;
  readonly norms: Storage;
}

/** Every kernel at a model's shapes, for one token and for a few. */
export function modelCases({ dim, hiddenDim, heads, kvHeads, headDim, vocab, contextLength }: ModelShapes, storage: ModelStorage): KernelCase[] {
  const kvWidth = kvHeads * headDim;
  const matrices = [[dim, heads * headDim], [dim, kvWidth], [heads * headDim, dim], [dim, hiddenDim], [hiddenDim, dim]];
  return [1, 5].flatMap((rows) => [
    embedCase(rows, vocab, dim, storage.embedding),
    rmsNormCase(rows, dim, storage.norms),
    ...matrices.map(([columns, outputs]) => linearCase(rows, columns, outputs, storage.matrices)),
    linearCase(rows, dim, vocab, storage.embedding),
    ropeCase(1, rows, heads, headDim, contextLength),
    storeCacheCase(1, rows, kvWidth, contextLength),
    attentionCase(1, rows, heads, kvHeads, headDim, contextLength),
    ...elementwiseCases(rows * hiddenDim),
    argmaxCase(rows, vocab),
  ]).concat(
    // The row whose logits are wanted is picked out of the hidden states, which are f32 whatever the storage.
    embedCase(1, 5, dim, { dtype: 'f32' }),
    sampleCase(vocab, false),
  );
}
