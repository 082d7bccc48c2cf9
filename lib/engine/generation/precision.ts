/** How weights are stored on the device, by name, widest first. */
export type Precision = 'f32' | 'f16' | 'q8' | 'q4' | 'q2';

export const precisions: readonly Precision[] = ['f32', 'f16', 'q8', 'q4', 'q2'];

/** How to make a model's weights from its file. Norms are a few hundred bytes: f16 below f32. */
export interface PrecisionPlan {
  readonly precision: Precision;
  /** Of the embedding and the head. Default: `precision`, but q8 for q4 and q2. */
  readonly embedding?: Precision;
  /** By a tensor's name in the file, over the above. */
  readonly tensors?: Readonly<Record<string, Precision>>;
  /** Weights that share one scale: a number of them, a whole row, or the whole tensor. Default 32. */
  readonly block?: number | 'row' | 'tensor';
  /** `search` tries scales and minima around the obvious ones and keeps the best by squared error. Default `search`. */
  readonly rounding?: 'nearest' | 'search';
}

/** What the weights are, group by group, counted. */
export interface StorageGroup {
  readonly what: 'embedding and head' | 'matrices' | 'norms';
  readonly precision: Precision;
  readonly parameters: number;
  /** Scales and minima included. */
  readonly bytes: number;
}

/** What a change of precision says. */
export type PrecisionEvent =
  | { readonly type: 'precision-start'; readonly precision: Precision; readonly tensors: number }
  | { readonly type: 'precision-progress'; readonly doneTensors: number; readonly tensors: number }
  | { readonly type: 'precision-end'; readonly precision: Precision; readonly ms: number; readonly weightBytes: number; readonly bitsPerWeight: number };
