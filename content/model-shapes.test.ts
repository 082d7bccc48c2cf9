import { expect, test } from 'vitest';
import { modelShapes, type ModelShape } from './model-shapes';
import { sources } from './sources';

/** Weights counted from the dimensions: two norms and seven matrices a layer, the final norm, the embedding and the head. */
function countedParameters({ layers, dim, hiddenDim, heads, kvHeads, headDim, vocab, tiedEmbeddings }: ModelShape): number {
  const attention = 2 * heads * headDim * dim + 2 * kvHeads * headDim * dim;
  return layers * (2 * dim + attention + 3 * dim * hiddenDim) + dim + vocab * dim * (tiedEmbeddings ? 1 : 2);
}

test.for(modelShapes.map((shape): [string, ModelShape] => [shape.name, shape]))('%s: the dimensions give the number of weights that its file has', ([, shape]) => {
  const headNorms = shape.name.startsWith('Qwen3') ? shape.layers * 2 * shape.headDim : 0;
  expect(countedParameters(shape) + headNorms).toBe(shape.parameters);
  expect(shape.notModelled !== undefined).toBe(headNorms > 0);
  expect(sources).toHaveProperty([shape.source]);
});

test('each has a name of its own, and they are in order of size', () => {
  expect(new Set(modelShapes.map(({ name }) => name)).size).toBe(modelShapes.length);
  const sizes = modelShapes.map(({ parameters }) => parameters);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});
