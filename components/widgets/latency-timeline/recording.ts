import { malformed, parseFile, parseRecording, type Recording } from '@/lib/engine-client/recording';
import type { SweepRow } from './sweep';

/** A run, as every player reads it, and beside it a sweep. */
export interface LatencyRecording extends Recording {
  readonly sweep: readonly SweepRow[];
}

const fields = ['promptTokens', 'ttftMs', 'samples', 'itlMs', 'gaps'] as const;

/** @throws EngineError `file-malformed` */
export function parseLatencyRecording(text: string, name: string): LatencyRecording {
  const { sweep } = parseFile(text, name);
  const isRow = (row: unknown) => typeof row === 'object' && row !== null && fields.every((field) => Number.isFinite((row as Record<string, unknown>)[field]));
  if (!Array.isArray(sweep) || !sweep.every(isRow)) throw malformed(name, 'its sweep has a row without figures');
  return { ...parseRecording(text, name), sweep: sweep as readonly SweepRow[] };
}
