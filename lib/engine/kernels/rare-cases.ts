import { storedWords } from '../tensor/layout';
import type { Shape } from '../tensor/tensor';
import { attentionWeights } from './attention-weights/attention-weights';
import { boundOf, floats, integers, inWords, makeCase, slotOf, slotsFor, zeros, type KernelCase, type Storage } from './case';
import { linear } from './index';
import { multiplyAdd } from './multiply-add/multiply-add';
import { randomise } from './randomise/randomise';

// Cases of what no start of an engine needs: not in cases.ts, so that a first visit does not download them.

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
