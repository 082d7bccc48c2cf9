import { malformed, parseFile } from '@/lib/engine-client/recording';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import type { StepStory, TrainingBackend } from '@/lib/training/events';
import type { TrainingShape } from '@/lib/training/shape';
import { idleTraining, type TrainingState } from '@/lib/training/training-state';
import type { TrainingOptions } from '@/lib/training/options';
import type { FrozenTrial } from './frozen';

type Point = readonly [step: number, loss: number];

/** A whole default run on the list of names: its losses thinned, all its samples, the story of one step; then frozen, asked, and trained by one step more. */
export interface TrainLiveRecording {
  readonly date: string;
  readonly device: string;
  readonly backend: TrainingBackend;
  readonly options: TrainingOptions;
  readonly shape: TrainingShape;
  readonly parameters: number;
  readonly trainCharacters: number;
  readonly heldoutCharacters: number;
  readonly guessingLoss: number;
  /** Every so many-th step, and the last. */
  readonly train: readonly Point[];
  readonly heldout: readonly Point[];
  readonly samples: readonly { readonly step: number; readonly texts: readonly string[] }[];
  readonly story: StepStory;
  /** Median of a step. */
  readonly stepMs: number;
  /** Of the whole run, from Train to its end. */
  readonly seconds: number;
  readonly prompt: string;
  readonly before: Fingerprint;
  readonly answers: readonly string[];
  readonly after: Fingerprint;
  readonly next: Fingerprint;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const areNumbers = (value: unknown): boolean => isRecord(value) && Object.values(value).every((each) => isNumber(each) || typeof each === 'boolean');
const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const arePoints = (value: unknown): boolean => Array.isArray(value) && value.length > 1 && value.every((point) => Array.isArray(point) && point.length === 2 && point.every(isNumber));
const isHash = (value: unknown): boolean => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isFingerprint = (value: unknown): boolean =>
  isRecord(value) && isHash(value.sha256) && isNumber(value.bytes) && Array.isArray(value.tensors) && value.tensors.every((tensor) => isRecord(tensor) && isText(tensor.name) && isHash(tensor.sha256));
const isStory = (value: unknown): boolean => isRecord(value) && isNumber(value.step) && areTexts(value.input) && areTexts(value.target) && Array.isArray(value.prediction) && isNumber(value.weightBefore) && isNumber(value.weightAfter);

/** @throws EngineError `file-malformed` */
export function parseTrainLive(text: string, name: string): TrainLiveRecording {
  const file = parseFile(text, name) as unknown as Record<string, unknown>;
  if (!areNumbers(file.options) || !areNumbers(file.shape)) throw malformed(name, 'it does not say what was trained how');
  if (![file.parameters, file.trainCharacters, file.heldoutCharacters, file.guessingLoss, file.stepMs, file.seconds].every(isNumber)) throw malformed(name, 'a figure of it is none');
  if (!arePoints(file.train) || !arePoints(file.heldout)) throw malformed(name, 'a loss is none');
  if (!Array.isArray(file.samples) || !file.samples.every((sample) => isRecord(sample) && isNumber(sample.step) && areTexts(sample.texts))) throw malformed(name, 'a sample has no text');
  if (!isStory(file.story)) throw malformed(name, 'its step has no story');
  if (!isText(file.prompt) || !areTexts(file.answers) || !isFingerprint(file.before) || !isFingerprint(file.after) || !isFingerprint(file.next)) throw malformed(name, 'a fingerprint is none');
  return file as unknown as TrainLiveRecording;
}

const pointOf = ([step, loss]: Point) => ({ step, loss });

/**
 * The recorded run as the state that a live one comes to, or came to on the way.
 * @param until steps; default all
 */
export function recordedTraining(recording: TrainLiveRecording, until = Number.POSITIVE_INFINITY): TrainingState {
  const { options, shape, parameters, device, backend, trainCharacters, heldoutCharacters, guessingLoss, story, samples } = recording;
  const upTo = (points: readonly Point[]) => points.filter(([step]) => step <= until).map(pointOf);
  const [train, heldout] = [upTo(recording.train), upTo(recording.heldout)];
  const step = Math.min(until, options.steps);
  return {
    ...idleTraining,
    status: step < options.steps ? 'training' : 'ended',
    ended: step < options.steps ? null : 'finished',
    backend,
    start: { type: 'training-start', at: 0, backend, device, options, until: options.steps, shape, parameters, corpus: 'names', trainCharacters, heldoutCharacters, unknownCharacters: 0, notes: [], step: 0, guessingLoss, history: { train: [], heldout: [] } },
    step,
    train,
    heldout,
    samples: samples.filter((sample) => sample.step <= until).map((sample) => ({ ...sample, at: 0, seed: options.seed, temperature: 0, sampleMs: 0 })),
    story: story.step < until ? story : null,
    stepMs: [recording.stepMs],
    tokens: step * options.batchRows * shape.contextLength,
  };
}

export function recordedTrial({ options, device, before, answers, after, next, prompt }: TrainLiveRecording): FrozenTrial {
  return { step: options.steps, engine: 'recorded', device, precision: 'f16', before, answers: answers.map((text) => ({ prompt, text, whole: true })), after, nextStep: options.steps + 1, next };
}
