import { boundOf, floats, integers, inWords, makeCase, slotOf, slotsFor, zeros, type KernelCase, type Storage } from './case';
import { elementCount, type HostTensor } from '../tensor/tensor';
import { add, argmax, attention, embed, linear, rmsNorm, rope, sample, siluMul, storeCache } from './index';
import { ropeAngles } from './rope/rope';

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

/** First positions that differ from sequence to sequence, and leave the last one short of its tokens. */
export function unevenRows(batch: number, tokens: number, capacity: number): HostTensor {
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

/** Tokens of padding behind each sequence's own, and a cache that holds no number where nothing was written. */
export function paddedAttentionCase(batch: number, tokens: number, padding: number, heads: number, kvHeads: number, headDim: number, capacity: number): KernelCase {
  const whole = attentionCase(batch, tokens, heads, kvHeads, headDim, capacity);
  const count = tokens - padding;
  const rows = Array.from({ length: batch }, (_, sequence) => [Math.max(capacity - tokens - sequence, 0), count, slotOf(sequence, batch)]);
  const width = kvHeads * headDim;
  const written = (cache: HostTensor): HostTensor => {
    const values = new Float32Array(elementCount(cache.shape)).fill(NaN);
    for (const [first, , slot] of rows) {
      const [start, end] = [slot * capacity * width, (slot * capacity + first + count) * width];
      values.set((cache.values as Float32Array).subarray(start, end), start);
    }
    return { dtype: 'f32', shape: cache.shape, values };
  };
  const { keys, values } = whole.tensors;
  return { ...whole, title: `${whole.title}, ${padding} of padding`, tensors: { ...whole.tensors, keys: written(keys), values: written(values), rows: integers(rows.flat(), [batch, 3]) } };
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
