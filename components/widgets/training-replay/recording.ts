import { malformed, parseFile } from '@/lib/engine-client/recording';
import type { EndReason } from '@/lib/engine/generation/events';

/** What one checkpoint wrote: its tokens’ texts, and why it stopped. */
export interface RecordedSample {
  readonly step: number;
  readonly pieces: readonly string[];
  readonly endReason: EndReason;
}

/** The same prompt and seed, gone on with by every checkpoint. */
export interface TrainingReplayRecording {
  readonly date: string;
  readonly device: string;
  readonly prompt: string;
  readonly seed: number;
  readonly samples: readonly RecordedSample[];
}

const isSample = (value: unknown): value is RecordedSample => {
  if (typeof value !== 'object' || value === null) return false;
  const { step, pieces, endReason } = value as Record<string, unknown>;
  return Number.isInteger(step) && typeof endReason === 'string' && Array.isArray(pieces) && pieces.every((piece) => typeof piece === 'string');
};

/** @throws EngineError `file-malformed` */
export function parseTrainingReplay(text: string, name: string): TrainingReplayRecording {
  const { date, device, prompt, seed, samples } = parseFile(text, name);
  if (typeof prompt !== 'string' || typeof seed !== 'number') throw malformed(name, 'it has no prompt or no seed');
  if (!Array.isArray(samples) || samples.length === 0 || !samples.every(isSample)) throw malformed(name, 'a checkpoint has no tokens');
  return { date, device, prompt, seed, samples };
}
