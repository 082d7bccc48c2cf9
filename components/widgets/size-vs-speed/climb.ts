import { modelShapes, type ModelShapeName } from '@/content/model-shapes';
import type { EngineErrorData } from '@/lib/engine/errors';
import { shapeOf, type SizePrecision, workBytes } from './sizes';

/** A size that was not begun, or did not fit, and why; the reader may let it be tried. */
export type StopReason =
  | { readonly code: 'too-slow'; readonly shape: ModelShapeName; readonly estimateSeconds: number }
  | { readonly code: 'too-large'; readonly shape: ModelShapeName; readonly error: EngineErrorData };

/** What the last size took, on the wall. */
export interface Taken {
  readonly shape: ModelShapeName;
  readonly ms: number;
}

/** One size longer than this, or all together, and the figure asks first. */
const longestSizeMs = 12_000;
const longestClimbMs = 30_000;

/** How long a size will take, by the last one: time goes with the bytes that are made and read. */
export const estimateMs = (shape: ModelShapeName, precision: SizePrecision, last: Taken): number => (last.ms * workBytes(shapeOf(shape), precision)) / workBytes(shapeOf(last.shape), precision);

/** Why the next size is not begun without asking; null: it is. The first one always is. */
export function reasonToStop(shape: ModelShapeName, precision: SizePrecision, last: Taken | null, passedMs: number): StopReason | null {
  if (!last) return null;
  const estimate = estimateMs(shape, precision, last);
  if (estimate <= longestSizeMs && passedMs + estimate <= longestClimbMs) return null;
  return { code: 'too-slow', shape, estimateSeconds: Math.ceil(estimate / 1000) };
}

/** Sizes from one on, the smallest first. */
export const sizesFrom = (from: ModelShapeName | null): readonly ModelShapeName[] => {
  const names = modelShapes.map(({ name }) => name);
  return from === null ? names : names.slice(names.indexOf(from));
};

/** What is said of a stop, and on the button that goes on. */
export function wordsOf(reason: StopReason): { readonly note: string; readonly button: string } {
  if (reason.code === 'too-slow') {
    return {
      note: `Stopped before ${reason.shape}: measuring it would take about ${reason.estimateSeconds} seconds here. Nothing is wrong; the larger ones are simply slow on this device, and you can let it go on.`,
      button: `Go on with ${reason.shape}`,
    };
  }
  return { note: `${reason.shape} does not fit. ${reason.error.message} ${reason.error.remedy}`, button: `Try ${reason.shape} again` };
}
