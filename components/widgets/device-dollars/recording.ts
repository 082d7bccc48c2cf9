import type { ModelShapeName } from '@/content/model-shapes';
import { malformed, parseFile, type recordingVersion } from '@/lib/engine-client/recording';
import type { LayerMeasurement } from '@/lib/engine/generation/measurements';

/** Layers of real models, timed where the recording was made. */
export interface LayerRecording {
  readonly version: typeof recordingVersion;
  readonly date: string;
  readonly device: string;
  readonly layers: readonly { readonly shape: ModelShapeName; readonly found: LayerMeasurement }[];
}

/** @throws EngineError `file-malformed` */
export function parseLayerRecording(text: string, name: string): LayerRecording {
  const { version, date, device, layers } = parseFile(text, name);
  if (!Array.isArray(layers) || !layers.every(isLayer)) throw malformed(name, 'a layer has no times');
  return { version, date, device, layers };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isWork = (value: unknown): boolean => isRecord(value) && [value.ms, value.samples, value.weightBytes].every((number) => typeof number === 'number' && number > 0);

function isLayer(value: unknown): value is LayerRecording['layers'][number] {
  return isRecord(value) && typeof value.shape === 'string' && isRecord(value.found) && isWork(value.found.layer) && isWork(value.found.head) && typeof value.found.copies === 'number';
}
