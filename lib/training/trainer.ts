import { EngineError, errorToData } from '@/lib/engine/errors';
import { heldoutBatches, trainingBatch, type Batch } from './batches';
import type { Checkpoint } from './checkpoint';
import type { Corpus } from './corpus';
import { lookRows, meanLoss, sampleTemperature, writeSamples } from './evaluate';
import type { TrainingEndReason, TrainingEvent } from './events';
import { learningRateAt } from './optimiser';
import type { Program, StepResult, WeightPlace } from './program';
import { tellStep } from './story';
import { parameterCount } from './tensors';
import type { LossPoint, TrainedModel } from './trained-model';
import { TrainingPace } from './training-pace';

/** An event without its time, which is the trainer's to say. */
type Untimed<E> = E extends TrainingEvent ? Omit<E, 'at'> : never;
export type Tell = (event: Untimed<TrainingEvent>) => void;

export interface TrainerParts {
  readonly program: Program;
  /** What computes, in words. */
  readonly device: string;
  readonly corpus: Corpus;
  readonly from: Checkpoint;
  /** Goes on until so many steps are done. */
  readonly until: number;
  /** In whole sentences, about the text. */
  readonly notes: readonly string[];
  /** The weight that stories follow. */
  readonly place: WeightPlace;
  readonly pace: TrainingPace;
  readonly now: () => number;
}

/** Steps whose mean loss says whether it still learns. */
const recentSteps = 20;
/** Above this multiple of guessing's loss, learning has gone wrong for good. */
const divergedShare = 1.5;
/** A state is kept as good up to this multiple of it. */
const goodShare = 1.1;

/** One training from a checkpoint on, told in events. The program's state is the one truth; the trainer holds what was measured. */
export class Trainer {
  private step: number;
  private readonly train: LossPoint[];
  private readonly heldout: LossPoint[];
  private readonly heldoutRows: readonly (Batch & { readonly counted: number })[];
  private readonly guessingLoss: number;

  constructor(
    private readonly parts: TrainerParts,
    private readonly tell: Tell,
  ) {
    const { model } = parts.from;
    this.step = model.step;
    this.train = [...model.history.train];
    this.heldout = [...model.history.heldout];
    this.heldoutRows = heldoutBatches(parts.corpus, lookRows);
    this.guessingLoss = Math.log(model.shape.vocab);
  }

  /** Until all steps are done, the loss is no number any more, something fails, or `signal` aborts. Always ends with `training-end`, and throws nothing. */
  async run(signal: AbortSignal): Promise<TrainingEndReason> {
    try {
      this.parts.program.write({ weights: this.parts.from.model.weights, firstMoments: this.parts.from.firstMoments, secondMoments: this.parts.from.secondMoments });
      this.tellStart();
      if (this.step === 0) await this.look(signal);
      await this.keep();
      const reason = await this.steps(signal);
      if (reason !== 'diverged') await this.keep();
      return this.end(reason, reason === 'diverged' ? this.divergence() : null);
    } catch (thrown) {
      return this.end('failed', asTrainingError(thrown, this.step));
    }
  }

  private async steps(signal: AbortSignal): Promise<TrainingEndReason> {
    const { pace, until, from } = this.parts;
    const { heldoutEvery, sampleEvery, checkpointEvery } = from.options;
    while (this.step < until) {
      const turn = await pace.turn(signal, (event) => this.tell({ ...event, step: this.step }));
      if (turn === 'aborted') return 'stopped';
      const result = await this.oneStep(turn === 'told-step');
      if (this.hasDiverged(result)) return 'diverged';
      const last = this.step >= until;
      if (last || this.step % heldoutEvery === 0) await this.tellHeldout(signal);
      if (last || this.step % sampleEvery === 0) await this.tellSample(signal);
      if (!last && this.step % checkpointEvery === 0) await this.keep();
    }
    return 'finished';
  }

  /** @param told in detail */
  private async oneStep(told: boolean): Promise<StepResult> {
    const { program, corpus, from, place, now } = this.parts;
    const { options } = from;
    const batch = trainingBatch(corpus, options.batchRows, options.seed, this.step + 1);
    const firstRows = told ? await program.logits(lookAt(batch)) : null;
    const begin = now();
    const result = await program.step(batch, this.step + 1, options, told ? place : undefined);
    const stepMs = now() - begin;
    if (firstRows && result.story) {
      const logitsAfter = await program.logits(lookAt(batch));
      const { characters } = corpus.vocabulary;
      this.tell({ type: 'step-story', story: tellStep({ step: this.step, batch, characters, options, place, result, weight: result.story, logits: firstRows, logitsAfter }) });
    }
    this.step += 1;
    this.train.push({ step: this.step, loss: result.loss });
    this.tell({ type: 'step-end', step: this.step, trainLoss: result.loss, learningRate: learningRateAt(this.step, options), gradientNorm: result.gradientNorm, stepMs, tokens: batch.rows * batch.tokens });
    return result;
  }

  private async look(signal: AbortSignal): Promise<void> {
    await this.tellHeldout(signal);
    await this.tellSample(signal);
  }

  private async tellHeldout(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { program, corpus, now } = this.parts;
    const begin = now();
    const { loss, tokens } = await meanLoss(program, corpus.vocabulary.characters.length, this.heldoutRows);
    this.heldout.push({ step: this.step, loss });
    this.tell({ type: 'heldout-end', step: this.step, heldoutLoss: loss, tokens, heldoutMs: now() - begin });
  }

  private async tellSample(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { program, corpus, from, now } = this.parts;
    const begin = now();
    const texts = await writeSamples(program, corpus.vocabulary, corpus.contextLength, from.options.seed, () => !signal.aborted);
    if (signal.aborted) return;
    this.tell({ type: 'sample', step: this.step, texts, seed: from.options.seed, temperature: sampleTemperature, sampleMs: now() - begin });
  }

  private tellStart(): void {
    const { program, device, corpus, from, until, notes } = this.parts;
    const { shape } = from.model;
    this.tell({
      type: 'training-start',
      backend: program.backend,
      device,
      options: from.options,
      until,
      shape,
      parameters: parameterCount(shape),
      corpus: corpus.name,
      trainCharacters: corpus.train.ids.length,
      heldoutCharacters: corpus.heldout.ids.length,
      unknownCharacters: corpus.unknownCharacters,
      notes,
      step: this.step,
      guessingLoss: this.guessingLoss,
      history: { train: this.train.slice(), heldout: this.heldout.slice() },
    });
  }

  /** A checkpoint is told only of a state worth going on from: the last one told is the last good one. */
  private async keep(): Promise<void> {
    if (this.recentLoss() > goodShare * this.guessingLoss) return;
    const { program, from } = this.parts;
    const { weights, firstMoments, secondMoments } = await program.read();
    const model: TrainedModel = { ...from.model, weights, step: this.step, history: { train: this.train.slice(), heldout: this.heldout.slice() } };
    this.tell({ type: 'checkpoint', checkpoint: { ...from, model, firstMoments, secondMoments } });
  }

  private hasDiverged({ loss, gradientNorm }: StepResult): boolean {
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) return true;
    return this.train.length >= recentSteps && this.recentLoss() > divergedShare * this.guessingLoss;
  }

  private recentLoss(): number {
    const recent = this.train.slice(-recentSteps);
    return recent.length === 0 ? 0 : recent.reduce((sum, { loss }) => sum + loss, 0) / recent.length;
  }

  private divergence(): EngineError {
    const { learningRate } = this.parts.from.options;
    const last = this.train[this.train.length - 1].loss;
    const what = Number.isFinite(last) ? `the loss has climbed to ${last.toFixed(1)}, far above the ${this.guessingLoss.toFixed(1)} of pure guessing` : 'the loss is no number any more';
    return new EngineError(
      'invalid-request',
      `Training has diverged: after step ${this.step} ${what}. Each step overshoots, and the next one starts from further away.`,
      `Go on from the last good checkpoint with a lower learning rate than ${learningRate}, a tenth of it for instance.`,
      { step: this.step, learningRate },
    );
  }

  private end(reason: TrainingEndReason, error: EngineError | null): TrainingEndReason {
    this.tell({ type: 'training-end', step: this.step, reason, error: error && errorToData(error) });
    return reason;
  }
}

/** The first rows of a batch, in the shape of all looks; filled up with its last row. */
function lookAt({ rows, tokens, ids }: Batch): Pick<Batch, 'rows' | 'tokens' | 'ids'> {
  const look = new Int32Array(lookRows * tokens);
  for (let row = 0; row < lookRows; row++) {
    const from = Math.min(row, rows - 1) * tokens;
    look.set(ids.subarray(from, from + tokens), row * tokens);
  }
  return { rows: lookRows, tokens, ids: look };
}

/** What a backend throws, in the site's words. */
export function asTrainingError(thrown: unknown, step: number): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const details = { step };
  const kept = step > 0 ? 'What was learned until the last checkpoint is kept: go on from there' : 'Start again';
  if (thrown instanceof RangeError || /memory|allocation|OOM/i.test(message)) {
    return new EngineError('out-of-memory', `There was no memory left for training at step ${step}: ${message}`, `${kept} after closing other tabs.`, details);
  }
  if (/device.*lost|lost.*device|GPUDevice|destroyed/i.test(message)) {
    return new EngineError('device-lost', `The GPU was lost at step ${step} of training: ${message}`, `${kept}; it can go on on the processor.`, details);
  }
  return new EngineError('internal', `Training stopped at step ${step}: ${message}`, `${kept}. If it happens again, please report it with the text of this message.`, details);
}
