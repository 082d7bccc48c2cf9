import { defaultDevice, jit, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import type { Batch } from './batches';
import type { Moments } from './checkpoint';
import type { TrainingBackend } from './events';
import { forward, loss, type Weights } from './forward';
import { update, updateFactors } from './optimiser';
import type { TrainingOptions } from './options';
import type { TrainingShape } from './shape';
import { trainedTensors } from './tensors';
import type { TrainedTensor } from './trained-model';

export interface StepResult {
  /** Mean over the batch, before the update, nats a character. */
  readonly loss: number;
  /** Of all gradients, before clipping. */
  readonly gradientNorm: number;
}

/** One number of one tensor. */
export interface WeightPlace {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

/** What a step did to one weight. */
export interface WeightStory {
  readonly before: number;
  readonly after: number;
  /** Before clipping. */
  readonly gradient: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
}

/** What a program holds, as plain data. */
export interface ProgramState {
  readonly weights: ReadonlyMap<string, TrainedTensor>;
  readonly firstMoments: Moments;
  readonly secondMoments: Moments;
}

/** What computes a training: on jax-js here, or by other means in tests. */
export interface Program {
  readonly backend: TrainingBackend;
  /** Begins from these numbers; they are copied. */
  write(state: ProgramState): void;
  read(): Promise<ProgramState>;
  /**
   * Forward, backward, update.
   * @param step 1 for the first
   * @param place a weight to look at meanwhile
   */
  step(batch: Batch, step: number, schedule: TrainingOptions, place?: WeightPlace): Promise<StepResult & { readonly story?: WeightStory }>;
  /** (B · T · vocab): the scores for what comes after each token. Always of the same B, or it is compiled again. */
  logits(batch: Pick<Batch, 'rows' | 'tokens' | 'ids'>): Promise<Float32Array>;
  dispose(): void;
}

type Recipe = Pick<TrainingOptions, 'weightDecay' | 'gradientNormLimit'>;

/**
 * A model on a backend of jax-js that was started, with what trains it. Functions are compiled when they are first called;
 * from then on a step takes and gives arrays of the same shapes, and leaves nothing behind.
 */
export class JaxProgram implements Program {
  private readonly names: readonly string[];
  private weights: Weights = {};
  private first: Weights = {};
  private second: Weights = {};
  private readonly lossAndGradients;
  private readonly updateAll;
  private readonly forwardOnly;

  constructor(
    readonly backend: TrainingBackend,
    private readonly shape: TrainingShape,
    recipe: Recipe,
    /** Rejects when the device is lost: then nothing else may ever answer. */
    private readonly lost: Promise<never> | null = null,
  ) {
    this.names = [...trainedTensors(shape).keys()];
    this.lossAndGradients = jit(valueAndGrad((weights: Weights, ids: np.Array, targets: np.Array) => loss(shape, weights, ids, targets)));
    this.updateAll = jit((weights: Weights, first: Weights, second: Weights, gradients: Weights, factors: np.Array) => update(recipe, weights, first, second, gradients, factors));
    this.forwardOnly = jit((weights: Weights, ids: np.Array) => forward(shape, weights, ids));
  }

  write({ weights, firstMoments, secondMoments }: ProgramState): void {
    this.release();
    defaultDevice(this.backend);
    const tensors = trainedTensors(this.shape);
    const arrays = (of: (name: string) => Float32Array<ArrayBuffer>): Weights =>
      Object.fromEntries(this.names.map((name) => [name, np.array(of(name).slice(), { shape: [...tensors.get(name)!], device: this.backend })]));
    this.weights = arrays((name) => weights.get(name)!.values);
    this.first = arrays((name) => firstMoments.get(name)!);
    this.second = arrays((name) => secondMoments.get(name)!);
  }

  async read(): Promise<ProgramState> {
    const values = async (arrays: Weights) => {
      const taken = new Map<string, Float32Array<ArrayBuffer>>();
      for (const name of this.names) taken.set(name, await this.floats(arrays[name].ref));
      return taken;
    };
    const [weights, firstMoments, secondMoments] = [await values(this.weights), await values(this.first), await values(this.second)];
    const shapes = trainedTensors(this.shape);
    return { weights: new Map([...weights].map(([name, numbers]) => [name, { shape: shapes.get(name)!, values: numbers }])), firstMoments, secondMoments };
  }

  async step(batch: Batch, step: number, schedule: TrainingOptions, place?: WeightPlace): Promise<StepResult & { readonly story?: WeightStory }> {
    defaultDevice(this.backend);
    const { rows, tokens, ids, targets } = batch;
    const before = place && (await this.numberAt(this.weights, place));
    const [lossArray, gradients] = this.lossAndGradients(tree.ref(this.weights), this.integers(ids, rows, tokens), this.integers(targets, rows, tokens)) as [np.Array, Weights];
    const gradient = place && (await this.numberAt(gradients, place));
    const { learningRate, firstCorrection, secondCorrection } = updateFactors(step, schedule);
    const factors = np.array(new Float32Array([learningRate, firstCorrection, secondCorrection]), { device: this.backend });
    const [norm, weights, first, second] = this.updateAll(this.weights, this.first, this.second, gradients, factors) as [np.Array, Weights, Weights, Weights];
    [this.weights, this.first, this.second] = [weights, first, second];
    const result = { loss: (await this.floats(lossArray))[0], gradientNorm: (await this.floats(norm))[0] };
    if (!place || before === undefined || gradient === undefined) return result;
    const [after, firstMoment, secondMoment] = [await this.numberAt(weights, place), await this.numberAt(first, place), await this.numberAt(second, place)];
    return { ...result, story: { before, after, gradient, firstMoment, secondMoment } };
  }

  async logits({ rows, tokens, ids }: Pick<Batch, 'rows' | 'tokens' | 'ids'>): Promise<Float32Array> {
    defaultDevice(this.backend);
    return this.floats(this.forwardOnly(tree.ref(this.weights), this.integers(ids, rows, tokens)) as np.Array);
  }

  dispose(): void {
    this.release();
    this.lossAndGradients.dispose();
    this.updateAll.dispose();
    this.forwardOnly.dispose();
  }

  private release(): void {
    for (const arrays of [this.weights, this.first, this.second]) tree.dispose(arrays);
    [this.weights, this.first, this.second] = [{}, {}, {}];
  }

  private async numberAt(arrays: Weights, { name, row, column }: WeightPlace): Promise<number> {
    const dims = trainedTensors(this.shape).get(name)!;
    return (await this.floats(arrays[name].ref))[row * (dims[1] ?? 1) + column];
  }

  private integers(values: Int32Array<ArrayBuffer>, rows: number, tokens: number): np.Array {
    return np.array(values, { shape: [rows, tokens], dtype: np.int32, device: this.backend });
  }

  /** The array's numbers; the array is used up. */
  private async floats(array: np.Array): Promise<Float32Array<ArrayBuffer>> {
    const data = array.data() as Promise<Float32Array<ArrayBuffer>>;
    return this.lost ? Promise.race([data, this.lost]) : data;
  }
}
