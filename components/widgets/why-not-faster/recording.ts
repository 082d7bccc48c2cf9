import { malformed, type ParsedFile, parseFile } from '@/lib/engine-client/recording';
import type { BackendKind } from '@/lib/engine/generation/events';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import { precisions } from '@/lib/engine/pure';
import type { TimedLayer } from './limits';
import { batches, type Settings, startSettings } from './settings';

/** What one device came to, saved: a layer of the start model, with each batch. */
export interface WhyNotFasterRecording {
  readonly date: ParsedFile['date'];
  readonly device: string;
  readonly backend: BackendKind;
  readonly measured: DeviceMeasurement;
  readonly runs: readonly { readonly batch: Settings['batch']; readonly layers: readonly TimedLayer[] }[];
}

const deviceFields = ['copyBytesPerSecond', 'multiplyAddFlopsPerSecond', 'launchMs', 'readbackMs', 'samples'];
const workFields = ['ms', 'samples', 'weightBytes', 'flops', 'launches'];
const hasNumbers = (value: unknown, fields: readonly string[]): boolean => typeof value === 'object' && value !== null && fields.every((field) => Number.isFinite((value as Record<string, unknown>)[field]));

/** @throws EngineError `file-malformed` */
export function parseWhyNotFaster(text: string, name: string): WhyNotFasterRecording {
  const { date, device, backend, model, measured, runs } = parseFile(text, name);
  if (model !== startSettings.model) throw malformed(name, 'it is of another model');
  if (backend !== 'webgpu' && backend !== 'cpu') throw malformed(name, 'it does not say what computed');
  if (!hasNumbers(measured, deviceFields)) throw malformed(name, 'its device was not measured');
  if (!Array.isArray(runs) || !batches.every((batch) => runs.some((run: { batch?: unknown }) => run.batch === batch))) throw malformed(name, 'a batch has no run');
  for (const { layers } of runs as readonly { layers?: unknown }[]) {
    const isWhole = Array.isArray(layers) && layers.length === precisions.length && layers.every((each: Partial<TimedLayer>, index) => each.precision === precisions[index] && hasNumbers(each.layer, workFields));
    if (!isWhole) throw malformed(name, 'a precision has no figures');
  }
  return { date, device, backend, measured: measured as DeviceMeasurement, runs: runs as WhyNotFasterRecording['runs'] };
}
