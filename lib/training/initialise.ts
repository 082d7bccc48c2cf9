import { coins, normal } from './random';
import type { TrainingShape } from './shape';
import { trainedTensors } from './tensors';
import type { CharacterVocabulary, TrainedModel, TrainedTensor } from './trained-model';

/** Standard deviation of a matrix's first numbers, as Llama's and GPT-2's. */
const spread = 0.02;

/**
 * A model that has learned nothing: matrices normal around 0, norms 1. What is added to the residual stream (the two
 * projections that end a block) starts smaller by √(2 · layers), as GPT-2's (Radford et al. 2019), so that depth does not make it louder.
 */
export function initialise(shape: TrainingShape, vocabulary: CharacterVocabulary, origin: TrainedModel['origin']): TrainedModel {
  const coin = coins(origin.seed, 'weights');
  const weights = new Map<string, TrainedTensor>();
  for (const [name, dims] of trainedTensors(shape)) {
    const count = dims.reduce((product, size) => product * size, 1);
    const deviation = /(o_proj|down_proj)/.test(name) ? spread / Math.sqrt(2 * shape.layers) : spread;
    const values = dims.length === 1 ? new Float32Array(count).fill(1) : Float32Array.from({ length: count }, () => deviation * normal(coin));
    weights.set(name, { shape: dims, values });
  }
  return { shape, vocabulary, weights, step: 0, history: { train: [], heldout: [] }, origin };
}
