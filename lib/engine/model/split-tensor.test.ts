import { expect, test } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import type { HostTensor, Tensor, TensorSpec } from '../tensor/tensor';
import { head } from './forward';
import { splitByRows, type SplitTensor } from './split-tensor';

test('a matrix that fits stays whole', () => {
  const spec: TensorSpec = { dtype: 'f32', shape: [10, 4] };
  expect(splitByRows(spec, 160)).toEqual([spec]);
});

test.for<[TensorSpec, number, number[]]>([
  [{ dtype: 'f32', shape: [10, 4] }, 159, [5, 5]],
  [{ dtype: 'f16', shape: [10, 4] }, 24, [3, 3, 3, 1]],
  [{ dtype: 'q8', shape: [7, 32], block: 32 }, 4 * 9 * 3, [3, 3, 1]],
  [{ dtype: 'q4', shape: [4, 8], block: 0 }, 4 * 3, [2, 2]], // one word each before the rows
  [{ dtype: 'f32', shape: [3, 100] }, 16, [1, 1, 1]],
])('%j into pieces of at most %i bytes', ([spec, largest, rows]) => {
  expect(splitByRows(spec, largest)).toEqual(rows.map((count) => ({ ...spec, shape: [count, spec.shape[1]] })));
});

test('a head in parts gives the logits of the whole', async () => {
  const backend = new CpuBackend('reference');
  const [vocab, dim, tokens] = [11, 16, 3];
  const wave = (count: number, step: number) => Float32Array.from({ length: count }, (_, index) => Math.sin(step * index));
  const whole: HostTensor = { dtype: 'f32', shape: [vocab, dim], values: wave(vocab * dim, 0.7) };
  const upload = (label: string, values: Float32Array, shape: number[]) => backend.upload(label, { dtype: 'f32', shape, values });
  let firstRow = 0;
  const parts = splitByRows(whole, 4 * 4 * dim).map(({ shape: [rows] }) => {
    const part = upload('part', (whole.values as Float32Array).slice(firstRow * dim, (firstRow + rows) * dim), [rows, dim]);
    firstRow += rows;
    return part;
  });
  expect(parts).toHaveLength(3);
  const split: SplitTensor = { label: 'head', dtype: 'f32', shape: [vocab, dim], parts };
  const [hidden, finalNorm] = [upload('hidden', wave(tokens * dim, 0.3), [tokens, dim]), upload('norm', wave(dim, 0.9), [dim])];
  const logits = await Promise.all(
    [backend.upload('head', whole), split].map(async (weight) => {
      let output: Tensor | undefined;
      const program = await backend.capture((pass) => {
        output = head(pass, { headDim: 2, normEpsilon: 1e-5 }, { finalNorm, head: weight }, hidden, undefined);
      });
      return (await program.run([output!]))[0];
    }),
  );
  expect(logits[1]).toEqual(logits[0]);
  expect(new Set(logits[0]).size).toBe(vocab * tokens);
});
