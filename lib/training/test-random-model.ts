import { coinAt } from '@/lib/engine/generation/sample';
import { expectedTensors } from '@/lib/engine/model/weights';
import { defaultShape, type TrainingShape } from './shape';
import { unknownCharacter, type CharacterVocabulary, type TrainedModel, type TrainedTensor } from './trained-model';

/** Letters, and what is awkward: a line feed, a space, an emoji outside the basic plane, a letter written from right to left, digits. */
export const awkwardCharacters: readonly string[] = [unknownCharacter, '\n', ' ', ...'0123456789', ...'abcdefghijklmnopqrstuvwxyz', 'ש', '😀'];

export const awkwardVocabulary: CharacterVocabulary = { characters: awkwardCharacters, beginId: 1, stopId: 1 };

/** A model of the default shape with weights drawn from a seed: as if it had been trained, and large enough that its choices are clear. */
export function randomModel(seed: number, change: Partial<TrainingShape> = {}, vocabulary = awkwardVocabulary): TrainedModel {
  const shape = { ...defaultShape(vocabulary.characters.length), ...change };
  const weights = new Map<string, TrainedTensor>();
  let place = 0;
  for (const [name, { shape: dims }] of expectedTensors({ ...shape, ...vocabulary })) {
    const values = new Float32Array(dims.reduce((product, size) => product * size, 1));
    const isNorm = dims.length === 1;
    for (let at = 0; at < values.length; at++) {
      const even = 2 * coinAt(seed, place++) - 1;
      values[at] = isNorm ? 1 + 0.2 * even : 0.35 * even;
    }
    weights.set(name, { shape: [...dims], values });
  }
  return {
    shape,
    vocabulary,
    weights,
    step: 600,
    history: { train: [{ step: 600, loss: 1.5 }], heldout: [{ step: 600, loss: 1.625 }] },
    origin: { corpus: 'own', trainCharacters: 20_000, heldoutCharacters: 2_000, seed },
  };
}
