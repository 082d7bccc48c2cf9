import type { ModelConfig } from '../model/config';
import type { EndReason } from './events';
import { needsLogits, type CheckedRequest } from './request';

/** What is read before the first token is written, and how many may be written then. */
export interface ReadingPlan {
  /** Given tokens that count: none behind a stop token, the length asked for, or the end of the context. */
  readonly given: readonly number[];
  /** First index among them that is announced. */
  readonly announced: number;
  /** The prompt and the given tokens, as far as the context holds them. */
  readonly read: readonly number[];
  /** First index among `read` whose logits are wanted: those of the last at least. */
  readonly logitsFrom: number;
  /** Tokens that may be written after reading. */
  readonly mostTokens: number;
  /** Why the run ends when they are written. */
  readonly reasonAtMost: EndReason;
}

/** @param stopIds tokens that end a text; default: the model's one */
export function planReading(request: CheckedRequest, { contextLength, stopId }: ModelConfig, stopIds: readonly number[] = [stopId]): ReadingPlan {
  const { promptIds, maxTokens } = request;
  // The last token of a full context is written, and read by nobody.
  const last = Math.min(maxTokens, contextLength + 1 - promptIds.length);
  const fitting = request.given.slice(0, last);
  const stopIndex = fitting.findIndex((id) => stopIds.includes(id));
  const given = stopIndex < 0 ? fitting : fitting.slice(0, stopIndex + 1);
  const announced = Math.min(request.announceFrom, given.length);
  const read = [...promptIds, ...given].slice(0, contextLength);
  const logitsFrom = Math.min(needsLogits(request) ? promptIds.length - 1 + announced : read.length - 1, read.length - 1);
  if (stopIndex >= 0) return { given, announced, read, logitsFrom, mostTokens: 0, reasonAtMost: 'stop-token' };
  return { given, announced, read, logitsFrom, mostTokens: last - given.length, reasonAtMost: last < maxTokens ? 'context-full' : 'max-tokens' };
}
