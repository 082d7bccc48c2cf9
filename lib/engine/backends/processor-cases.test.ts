import { expect, test } from 'vitest';
import { modelCases } from '../kernels/cases';
import { simdKernelNames } from './cpu/simd/launches';
import { compiledKernels, processorCases } from './processor-cases';

const shapes = { dim: 32, hiddenDim: 88, heads: 4, kvHeads: 2, headDim: 8, vocab: 300, contextLength: 512 };
const storage = { embedding: { dtype: 'q8', block: 8 }, matrices: { dtype: 'q4', block: 8 }, norms: { dtype: 'f16' } } as const;

test('the compiled kernels are those that are told in WebAssembly', () => {
  expect([...compiledKernels].toSorted()).toEqual(simdKernelNames.toSorted());
});

test('each of them is tried, for one token and for a few, in every width of the model and every storage', () => {
  const cases = processorCases(shapes, storage);
  expect(new Set(cases.map(({ kernel }) => kernel.name))).toEqual(new Set(compiledKernels));
  const sizes = (of: typeof cases) => new Set(of.flatMap(({ kernel, tensors }) => (kernel.name === 'linear' ? [`${tensors.input.shape.join(' x ')} in ${tensors.weight.dtype}`] : [])));
  expect(sizes(cases)).toEqual(sizes(modelCases(shapes, storage)));
  expect(cases.filter(({ title }) => title.includes('130'))).toHaveLength(6);
});

test('a smaller vocabulary and context are taken whole', () => {
  const cases = processorCases({ ...shapes, vocab: 40, contextLength: 64 }, storage);
  expect(cases.find(({ kernel }) => kernel.name === 'embed')!.tensors.table.shape).toEqual([40, 32]);
  expect(cases.find(({ kernel }) => kernel.name === 'attention')!.tensors.keys.shape).toEqual([2, 64, 16]);
});
