import { EngineError, errorToData } from '@/lib/engine/errors';
import { trainingBatch } from './batches';
import { firstCheckpoint, type Checkpoint } from './checkpoint';
import { chooseProgram, trialSteps, type ChosenProgram, type Workbench } from './choose-program';
import { makeCorpus, type Corpus } from './corpus';
import type { TrainingEvent } from './events';
import { initialise } from './initialise';
import { recipeFor, type TrainingOptions } from './options';
import type { FromTrainer, ToTrainer } from './protocol';
import { defaultPlace, type TrainingRequest } from './request';
import { defaultShape, type TrainingShape } from './shape';
import { checkText } from './text';
import { asTrainingError, Trainer, type Tell } from './trainer';
import { TrainingPace } from './training-pace';

export interface TrainerHostEffects {
  /** Opens programs for a model of that shape. */
  readonly bench: (shape: TrainingShape, options: TrainingOptions) => Workbench;
  /** Lets the thread's messages in. */
  readonly breathe: () => Promise<void>;
}

/** A program that was chosen, kept for the next training of the same kind: compiling is most of a start. */
interface Kept {
  readonly key: string;
  readonly chosen: ChosenProgram;
}

/** Answers the page: one training at a time. */
export class TrainerHost {
  private current: { readonly id: number; readonly pace: TrainingPace; readonly abort: AbortController } | null = null;
  private hidden = false;
  private kept: Kept | null = null;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly effects: TrainerHostEffects,
    private readonly post: (message: FromTrainer, transfer: readonly ArrayBuffer[]) => void,
  ) {}

  receive(message: ToTrainer): void {
    if (message.kind === 'visibility') {
      this.hidden = message.hidden;
      this.current?.pace.setHidden(message.hidden);
      return;
    }
    if (message.kind === 'train') {
      this.hidden = message.hidden;
      this.begin(message.id, message.request);
      return;
    }
    const { current } = this;
    if (current?.id !== message.id) return;
    const { kind } = message;
    switch (kind) {
      case 'play':
        return current.pace.play();
      case 'pause':
        return current.pace.pause();
      case 'step-once':
        return current.pace.stepOnce();
      case 'stop':
        return current.abort.abort();
      default:
        kind satisfies never;
    }
  }

  private begin(id: number, request: TrainingRequest): void {
    this.current?.abort.abort();
    const now = () => performance.now();
    const pace = new TrainingPace(!request.paused, this.hidden, this.effects.breathe, now);
    const abort = new AbortController();
    this.current = { id, pace, abort };
    const begin = now();
    const tell: Tell = (event) => this.post({ kind: 'event', id, event: { ...event, at: now() - begin - pace.hiddenMs } as TrainingEvent }, transferable(event));
    this.turn = this.turn.then(() => this.train(request, pace, tell, abort.signal));
  }

  /** Ends with `training-end`, whatever happens. */
  private async train(request: TrainingRequest, pace: TrainingPace, tell: Tell, signal: AbortSignal): Promise<void> {
    const step = request.from?.model.step ?? 0;
    if (signal.aborted) return tell({ type: 'training-end', step, reason: 'stopped', error: null });
    try {
      const { corpus, from, notes } = prepare(request);
      const chosen = await this.choose(request, corpus, from, tell);
      const { program, device } = chosen;
      const until = request.until ?? from.options.steps;
      const parts = { program, device, corpus, from, until, notes, place: request.place ?? defaultPlace, pace, now: () => performance.now() };
      const ended = await new Trainer(parts, tell).run(signal);
      if (ended === 'failed') this.forget();
    } catch (thrown) {
      this.forget();
      tell({ type: 'training-end', step, reason: 'failed', error: errorToData(asTrainingError(thrown, step)) });
    }
  }

  private async choose(request: TrainingRequest, corpus: Corpus, from: Checkpoint, tell: Tell): Promise<ChosenProgram> {
    const { shape } = from.model;
    const { batchRows, weightDecay, gradientNormLimit, seed } = from.options;
    const key = JSON.stringify([request.order, shape, batchRows, weightDecay, gradientNormLimit]);
    if (this.kept?.key !== key) {
      this.forget();
      const chosen = await chooseProgram(request.order, this.effects.bench(shape, from.options), from, trainingBatch(corpus, batchRows, seed, from.model.step + 1));
      this.kept = { key, chosen };
    }
    const { chosen } = this.kept;
    const { program, wasmStepMs, webgpuStepMs, reason } = chosen;
    tell({ type: 'backend-chosen', backend: program.backend, wasmStepMs, webgpuStepMs, trialSteps, reason });
    return chosen;
  }

  private forget(): void {
    const { kept } = this;
    this.kept = null;
    try {
      kept?.chosen.program.dispose();
    } catch {
      // What failed may not even be given back.
    }
  }
}

/** @throws EngineError `invalid-request` */
function checkSameText({ model }: Checkpoint, { vocabulary, train, heldout }: Corpus): void {
  const { trainCharacters, heldoutCharacters } = model.origin;
  const same = vocabulary.characters.join('') === model.vocabulary.characters.join('') && train.ids.length === trainCharacters && heldout.ids.length === heldoutCharacters;
  if (!same) throw new EngineError('invalid-request', 'This model was trained on another text: its characters or its length are not the same.', 'Give the text that it was trained on, or begin a new training.');
}

/** @throws EngineError where the text cannot be trained on, or is not the one of the checkpoint */
function prepare(request: TrainingRequest): { readonly corpus: Corpus; readonly from: Checkpoint; readonly notes: readonly string[] } {
  const { text, notes } = checkText(request.text);
  const recipe = recipeFor(text, request.options);
  const seed = request.from?.options.seed ?? recipe.options.seed;
  const corpus = makeCorpus(request.corpus, text, request.from?.model.shape.contextLength ?? recipe.contextLength, seed);
  const all = [...notes, ...corpus.notes];
  if (request.from) {
    checkSameText(request.from, corpus);
    const { learningRate } = request.options ?? {};
    return { corpus, from: learningRate === undefined ? request.from : { ...request.from, options: { ...request.from.options, learningRate } }, notes: all };
  }
  const shape = { ...defaultShape(corpus.vocabulary.characters.length), contextLength: corpus.contextLength };
  const origin = { corpus: request.corpus, trainCharacters: corpus.train.ids.length, heldoutCharacters: corpus.heldout.ids.length, seed };
  return { corpus, from: firstCheckpoint(initialise(shape, corpus.vocabulary, origin), recipe.options), notes: all };
}

/** The copies that a checkpoint is made of need not be copied again. */
function transferable(event: { readonly type: string }): ArrayBuffer[] {
  const { checkpoint } = event as { readonly checkpoint?: Checkpoint };
  if (!checkpoint) return [];
  return [...[...checkpoint.model.weights.values()].map(({ values }) => values.buffer), ...[...checkpoint.firstMoments.values(), ...checkpoint.secondMoments.values()].map(({ buffer }) => buffer)];
}
