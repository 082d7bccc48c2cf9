import { malformed, parseFile } from '@/lib/engine-client/recording';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import type { Answer } from './trial';

/** A whole trial, and which checkpoints it was made with. */
export interface FrozenWeightsRecording {
  readonly date: string;
  readonly device: string;
  readonly told: string;
  /** Training step of the weights in use, and of those one checkpoint on. */
  readonly step: number;
  readonly nextStep: number;
  readonly before: Fingerprint;
  readonly answers: readonly Answer[];
  readonly after: Fingerprint;
  readonly next: Fingerprint;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isFingerprint = (value: unknown): value is Fingerprint =>
  isRecord(value) && isHash(value.sha256) && Number.isInteger(value.bytes) && Array.isArray(value.tensors) && value.tensors.every((tensor) => isRecord(tensor) && typeof tensor.name === 'string' && isHash(tensor.sha256));
const isAnswer = (value: unknown): value is Answer => isRecord(value) && typeof value.prompt === 'string' && typeof value.text === 'string';

/** @throws EngineError `file-malformed` */
export function parseFrozenWeights(text: string, name: string): FrozenWeightsRecording {
  const { date, device, told, step, nextStep, before, answers, after, next } = parseFile(text, name);
  if (typeof told !== 'string' || typeof step !== 'number' || typeof nextStep !== 'number') throw malformed(name, 'it does not say what was told to which weights');
  if (!isFingerprint(before) || !isFingerprint(after) || !isFingerprint(next)) throw malformed(name, 'a fingerprint is none');
  if (!Array.isArray(answers) || !answers.every(isAnswer)) throw malformed(name, 'a prompt has no text');
  return { date, device, told, step, nextStep, before, answers: answers.map(({ prompt, text: written }) => ({ prompt, text: written, whole: true })), after, next };
}
