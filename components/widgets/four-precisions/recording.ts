import { malformed, parseFile, recordingVersion } from '@/lib/engine-client/recording';
import { precisions } from '@/lib/engine/pure';
import { type Sharing, sharings } from './settings';
import type { Column, Comparison, Quality, Stored, WrittenToken } from './columns';

/** Runs of this figure with the real engine: one for each way of sharing scales, all evaluation stories scored. */
export interface FourPrecisionsRecording {
  readonly version: typeof recordingVersion;
  readonly date: string;
  readonly device: string;
  readonly prompt: string;
  readonly seed: number;
  /** Scored, all of them, and their tokens, end tokens counted in. */
  readonly stories: number;
  readonly storyTokens: number;
  /** The scores of a few of them by themselves, 32 weights to a scale, widest first: what a test scores again. */
  readonly sample: { readonly stories: number; readonly qualities: readonly Quality[] };
  readonly runs: readonly { readonly sharing: Sharing; readonly columns: readonly RecordedColumn[] }[];
}

/** Plain JSON: what scripts/record/four-precisions.mjs writes for a precision. */
export interface RecordedColumn extends Stored, Quality {
  readonly precision: string;
  readonly tokens: readonly (readonly [id: number, text: string])[];
  readonly tokensPerSecond: number | null;
}

/** @throws EngineError `file-malformed` */
export function parseFourPrecisions(text: string, name: string): FourPrecisionsRecording {
  const file = parseFile(text, name);
  const { prompt, seed, stories, storyTokens, sample, runs } = file;
  if (typeof prompt !== 'string' || !Number.isInteger(seed) || !Number.isInteger(stories) || !Number.isInteger(storyTokens)) throw malformed(name, 'it does not say what was run');
  if (typeof sample !== 'object' || sample === null) throw malformed(name, 'it has no sample of scores');
  if (!Array.isArray(runs) || !sharings.every(({ value }) => runs.some((run: { sharing?: unknown }) => run.sharing === value))) throw malformed(name, 'a way of sharing scales has no run');
  for (const { columns } of runs as readonly { columns?: unknown }[]) {
    if (!Array.isArray(columns) || columns.length !== precisions.length || !columns.every((column, index) => isColumn(column, precisions[index]))) throw malformed(name, 'a precision is not whole');
  }
  return file as unknown as FourPrecisionsRecording;
}

function isColumn(value: unknown, precision: string): boolean {
  const column = value as Partial<Record<keyof RecordedColumn, unknown>>;
  const numbers = [column.weightBytes, column.bitsPerWeight, column.perplexity, column.kl, column.top1Agreement, column.tokensPerSecond];
  return (
    column.precision === precision &&
    numbers.every((number) => typeof number === 'number' && Number.isFinite(number)) &&
    Array.isArray(column.tokens) &&
    column.tokens.every((token: unknown) => Array.isArray(token) && Number.isInteger(token[0]) && typeof token[1] === 'string')
  );
}

/** A recorded run as the figure draws it. */
export function comparisonOf({ stories, runs }: Pick<FourPrecisionsRecording, 'stories' | 'runs'>, sharing: Sharing): Comparison {
  const { columns } = runs.find((run) => run.sharing === sharing)!;
  return { columns: columns.map(columnOf), scored: { stories, of: stories } };
}

function columnOf({ precision, tokens, tokensPerSecond, weightBytes, bitsPerWeight, remark, perplexity, kl, top1Agreement }: RecordedColumn): Column {
  return {
    precision: precision as Column['precision'],
    stored: { weightBytes, bitsPerWeight, remark },
    tokens: tokens.map(([id, text]): WrittenToken => ({ id, text })),
    tokensAtMs: [],
    tokensPerSecond,
    isWritten: true,
    quality: { perplexity, kl, top1Agreement },
  };
}
