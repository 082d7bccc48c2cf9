import { expect, test } from 'vitest';
import { EngineError } from '../errors';
import type { Backend } from '../kernels/backend';
import type { Tensor } from '../tensor/tensor';
import { allocateInputs } from './input-tensors';

/** A backend with room for so many tensors. */
function roomFor(tensors: number) {
  const living = new Set<Tensor>();
  const backend = {
    allocate: (label, dtype, shape) => {
      if (living.size === tensors) throw new EngineError('out-of-memory', 'There is no room.', 'Take less.');
      const tensor = { label, dtype, shape };
      living.add(tensor);
      return tensor;
    },
    release: (tensor) => void living.delete(tensor),
  } as Pick<Backend, 'allocate' | 'release'> as Backend;
  return { backend, living };
}

const wanted = { ids: ['ids', 'u32', [4]], rows: ['rows', 'u32', [1, 3]] } as const;

test('all of them are there', () => {
  const { backend, living } = roomFor(2);
  expect(allocateInputs(backend, wanted)).toEqual({ ids: { label: 'ids', dtype: 'u32', shape: [4] }, rows: { label: 'rows', dtype: 'u32', shape: [1, 3] } });
  expect(living.size).toBe(2);
});

test('where there is no room for the last, the first is given back', () => {
  const { backend, living } = roomFor(1);
  expect(() => allocateInputs(backend, wanted)).toThrow('no room');
  expect(living.size).toBe(0);
});
