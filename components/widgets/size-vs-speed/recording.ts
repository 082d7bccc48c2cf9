import { modelShapes } from '@/content/model-shapes';
import { malformed, type ParsedFile, parseFile } from '@/lib/engine-client/recording';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import { type MeasuredSize, sizePrecisions } from './sizes';

/** What one device came to, saved. */
export interface SizeRecording {
  readonly date: ParsedFile['date'];
  readonly device: string;
  readonly measured: DeviceMeasurement;
  readonly sizes: readonly MeasuredSize[];
}

const workFields = ['ms', 'samples', 'weightBytes', 'flops', 'launches'];
const deviceFields = ['copyBytesPerSecond', 'multiplyAddFlopsPerSecond', 'launchMs', 'readbackMs', 'samples'];
const shapes: readonly string[] = modelShapes.map(({ name }) => name);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const hasNumbers = (value: unknown, fields: readonly string[]): boolean => isRecord(value) && fields.every((field) => Number.isFinite(value[field]));

function isSize(value: unknown): value is MeasuredSize {
  if (!isRecord(value) || !isRecord(value.found)) return false;
  const { shape, precision, found } = value;
  return shapes.includes(String(shape)) && sizePrecisions.some((each) => each === precision) && hasNumbers(found, ['copies']) && hasNumbers(found.layer, workFields) && hasNumbers(found.head, workFields);
}

/** @throws EngineError `file-malformed` */
export function parseSizeRecording(text: string, name: string): SizeRecording {
  const { date, device, measured, sizes } = parseFile(text, name);
  if (!hasNumbers(measured, deviceFields)) throw malformed(name, 'its device was not measured');
  if (!Array.isArray(sizes) || !sizes.every(isSize)) throw malformed(name, 'a size has no figures');
  return { date, device, measured: measured as DeviceMeasurement, sizes };
}
