import { EngineError } from '@/lib/engine/errors';

/** What was thrown, for the reader: what happened and, where it is known, what to do. */
export function inWords(thrown: unknown): string {
  if (thrown instanceof EngineError) return `${thrown.message} ${thrown.remedy}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}
