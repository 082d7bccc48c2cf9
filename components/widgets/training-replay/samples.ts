import type { BackendKind, EndReason } from '@/lib/engine/generation/events';
import type { TrainingReplayRecording } from './recording';
import type { ReplaySettings } from './settings';

/** What a checkpoint wrote, or has written so far. */
export interface Sample {
  /** The tokens’ texts. */
  readonly pieces: readonly string[];
  /** Null while it is being written. */
  readonly endReason: EndReason | null;
  readonly engine: BackendKind | 'recorded';
  readonly device: string;
}

/** Samples that were written here, by what was asked for. */
export type LiveSamples = Readonly<Record<string, Sample>>;

/** Of equal keys the text is equal: the same checkpoint, prompt and seed. */
export const keyOf = ({ step, prompt, seed }: ReplaySettings): string => JSON.stringify([step, seed, prompt]);

/** The sample for these settings: written here, else recorded, else none. */
export function sampleOf(settings: ReplaySettings, live: LiveSamples, recording: TrainingReplayRecording): Sample | null {
  const own = live[keyOf(settings)];
  if (own) return own;
  const { prompt, seed, samples, device } = recording;
  const recorded = samples.find(({ step }) => step === settings.step);
  if (!recorded || settings.prompt !== prompt || settings.seed !== seed) return null;
  return { pieces: recorded.pieces, endReason: recorded.endReason, engine: 'recorded', device };
}

/** How it ended, for the line under the text. */
export function endingOf(sample: Sample): string {
  if (sample.endReason === 'stop-token') return 'It chose the end here: a coin fell on the stop token.';
  if (sample.endReason === 'aborted') return 'Stopped before its end.';
  return sample.endReason === null ? '' : 'This figure stops it here.';
}

/** What the signs in a text stand for that is no good UTF-8, as random weights write it; empty for any other. */
export function bytesNote({ pieces }: Sample): string {
  const text = pieces.join('');
  if (text.includes('\ufffd')) return ' ⟨?⟩ stands for a byte that is only part of a character.';
  return '';
}
