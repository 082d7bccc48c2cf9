import type { TrainingShape } from './shape';

/** Which text a model was trained on. `own`: the reader's; nothing of it is kept in the model's record. */
export type CorpusName = 'names' | 'course' | 'own';

/** One tensor of a model in training. */
export interface TrainedTensor {
  /** As in the file: a matrix is (outputs, inputs). */
  readonly shape: readonly number[];
  /** Row by row; its length is the product of `shape`. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Token ids and what they stand for. */
export interface CharacterVocabulary {
  /**
   * A token's id is its place here. Each is one code point, and no two are equal. The first is `unknownCharacter`, for
   * characters too rare to have a token of their own; the others are in the order of their code points.
   */
  readonly characters: readonly string[];
  /** Stands before each line or block, and begins a text: the line feed. */
  readonly beginId: number;
  /** Ends a text: the line feed where the text is a list of lines, else the unknown character, which is never written. */
  readonly stopId: number;
}

/** Id 0 of every vocabulary: the replacement character. */
export const unknownCharacter = '\u{FFFD}';

/** A loss at a step: mean natural logarithm of what was given to the character that came, negated (nats a character). */
export interface LossPoint {
  /** Steps done by then. */
  readonly step: number;
  readonly loss: number;
}

/** How the losses went until now. */
export interface TrainingHistory {
  /** One for every step, of that step's own batch before its update. */
  readonly train: readonly LossPoint[];
  /** Of lines or blocks that are never trained on. */
  readonly heldout: readonly LossPoint[];
}

/**
 * A model in the middle or at the end of training: plain data, the same on both sides of a worker (it survives
 * structuredClone; its buffers may be transferred). What freezing takes.
 */
export interface TrainedModel {
  readonly shape: TrainingShape;
  readonly vocabulary: CharacterVocabulary;
  /** By the tensor's name in a Hugging Face Llama file; `lm_head.weight` is absent where embeddings are tied. f32. */
  readonly weights: ReadonlyMap<string, TrainedTensor>;
  /** Steps done. */
  readonly step: number;
  readonly history: TrainingHistory;
  readonly origin: {
    readonly corpus: CorpusName;
    /** Characters to train on, and held out. */
    readonly trainCharacters: number;
    readonly heldoutCharacters: number;
    readonly seed: number;
  };
}
