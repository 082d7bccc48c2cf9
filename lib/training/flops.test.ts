import { expect, test } from 'vitest';
import { expectedTensors } from '@/lib/engine/model/weights';
import { generationMemory, stepFlops, tokenFlops, trainingMemory } from './flops';
import { learningRateAt } from './optimiser';
import { defaultOptions } from './options';
import { defaultShape } from './shape';
import { parameterCount, trainedTensors } from './tensors';

const shape = defaultShape(102);

test('trains the very tensors that the engine expects', () => {
  for (const tiedEmbeddings of [true, false]) {
    const own = { ...shape, tiedEmbeddings };
    const expected = [...expectedTensors({ ...own, beginId: 1, stopId: 1 })].map(([name, tensor]) => [name, [...tensor.shape]]);
    expect(Object.fromEntries(trainedTensors(own))).toEqual(Object.fromEntries(expected));
  }
});

test('counts by hand what a tiny model does', () => {
  // One layer, width 2, one head: q, k, v, o 4 numbers each; gate, up, down 6 each; head 5 · 2.
  const tiny = { ...shape, layers: 1, dim: 2, hiddenDim: 3, heads: 1, kvHeads: 1, headDim: 2, vocab: 5 };
  expect(tokenFlops(tiny, 7)).toBe(2 * (16 + 18 + 10) + 4 * 2 * 7);
  expect(parameterCount(tiny)).toBe(10 + 16 + 18 + 3 * 2);
  const { forward, backward, optimiser, total } = stepFlops(tiny, 3, 7);
  expect(forward).toBe(3 * 7 * tokenFlops(tiny, 7));
  expect(backward).toBe(2 * forward);
  expect(total).toBe(forward + backward + optimiser);
});

test('a step does more than a thousand times what a token does, and needs many times the memory', () => {
  expect(stepFlops(shape, 16, 32).total / tokenFlops(shape, 32)).toBeGreaterThan(3 * 16 * 32);
  const { weights, gradients, moments, total } = trainingMemory(shape, 16, 32);
  expect([gradients, moments]).toEqual([weights, 2 * weights]);
  expect(total / generationMemory(shape, 2, 32).total).toBeGreaterThan(8);
});

test('the learning rate climbs, then falls to its last share and stays there', () => {
  const at = (step: number) => learningRateAt(step, defaultOptions);
  expect(at(25)).toBeCloseTo(defaultOptions.learningRate / 2, 12);
  expect(at(50)).toBe(defaultOptions.learningRate);
  expect(at(775)).toBeCloseTo(0.55 * defaultOptions.learningRate, 12);
  expect(at(1500)).toBeCloseTo(0.1 * defaultOptions.learningRate, 12);
  expect(at(1501)).toBe(at(1500));
});
