import { boundOf, floats, inWords, makeCase, slotsFor, zeros, type KernelCase, type Storage } from './case';
import { unevenRows, type ModelShapes, type ModelStorage } from './cases';
import { gateUp } from './gate-up/gate-up';
import { linearAdd } from './linear-add/linear-add';
import { queryKeyValue } from './query-key-value/query-key-value';
import { ropeStore } from './rope-store/rope-store';
import { ropeAngles } from './rope/rope';

// Cases of the kernels that neighbours are joined into (fuse.ts), on devices where that is done.

export function linearAddCase(rows: number, columns: number, outputs: number, storage: Storage): KernelCase {
  return makeCase(linearAdd, {
    title: `${rows} x ${columns} by ${outputs} x ${columns} ${inWords(storage)}`,
    tensors: { input: floats(4, [rows, columns]), weight: floats(5, [outputs, columns], storage), output: zeros([rows, outputs]), residual: floats(20, [rows, outputs]) },
    output: 'output',
    bound: boundOf(storage),
  });
}

/** One case for each output. */
export function queryKeyValueCases(columns: number, queryOutputs: number, kvOutputs: number, storage: Storage): KernelCase[] {
  const matrix = (seed: number, outputs: number) => floats(seed, [outputs, columns], storage);
  return ['queryOutput', 'keyOutput', 'valueOutput'].map((output) =>
    makeCase(queryKeyValue, {
      title: `${columns} by ${queryOutputs} and ${kvOutputs} ${inWords(storage)}: ${output}`,
      tensors: {
        input: floats(21, [1, columns]),
        query: matrix(23, queryOutputs), key: matrix(24, kvOutputs), value: matrix(25, kvOutputs),
        queryOutput: zeros([1, queryOutputs]), keyOutput: zeros([1, kvOutputs]), valueOutput: zeros([1, kvOutputs]),
      },
      output,
      bound: boundOf(storage),
    }),
  );
}

export function gateUpCase(columns: number, outputs: number, storage: Storage): KernelCase {
  return makeCase(gateUp, {
    title: `${columns} by ${outputs} ${inWords(storage)}`,
    tensors: { input: floats(26, [1, columns]), gate: floats(28, [outputs, columns], storage), up: floats(29, [outputs, columns], storage), output: zeros([1, outputs]) },
    output: 'output',
    bound: boundOf(storage),
  });
}

/** One case for each output. */
export function ropeStoreCases(batch: number, tokens: number, heads: number, kvHeads: number, headDim: number, capacity: number): KernelCase[] {
  const [shape, kvShape, cacheShape] = [[batch * tokens, heads * headDim], [batch * tokens, kvHeads * headDim], [slotsFor(batch), capacity, kvHeads * headDim]];
  return ['turnedQuery', 'keys', 'values'].map((output) =>
    makeCase(ropeStore, {
      title: `${batch} x ${tokens} tokens, ${heads} heads on ${kvHeads} of ${headDim}, ${capacity} places: ${output}`,
      tensors: {
        query: floats(30, shape), key: floats(31, kvShape), value: floats(32, kvShape),
        angles: { dtype: 'f32', shape: [capacity, headDim], values: ropeAngles(capacity, headDim, 10_000) },
        rows: unevenRows(batch, tokens, capacity),
        turnedQuery: zeros(shape), keys: floats(33, cacheShape), values: floats(34, cacheShape),
      },
      options: { headDim },
      output,
    }),
  );
}

/** Those kernels at a model's shapes, for one token, and for a few where several can be. */
export function joinedModelCases({ dim, hiddenDim, heads, kvHeads, headDim, contextLength }: ModelShapes, { matrices }: ModelStorage): KernelCase[] {
  return [1, 5]
    .flatMap((rows) => [
      ...ropeStoreCases(1, rows, heads, kvHeads, headDim, contextLength),
      linearAddCase(rows, heads * headDim, dim, matrices),
      linearAddCase(rows, hiddenDim, dim, matrices),
    ])
    .concat(queryKeyValueCases(dim, heads * headDim, kvHeads * headDim, matrices), gateUpCase(dim, hiddenDim, matrices));
}
