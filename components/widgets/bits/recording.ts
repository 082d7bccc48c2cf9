import { decodeHalfFloats } from '@/lib/engine-client/half-floats';
import { malformed, parseFile, recordingVersion } from '@/lib/engine-client/recording';
import { narrowToHalves } from '@/lib/engine/pure';
import type { Matrix } from './matrix';

/** One whole matrix of the course's model, as its file holds it. */
export interface BitsRecording {
  readonly version: typeof recordingVersion;
  readonly date: string;
  readonly device: string;
  readonly matrix: Matrix;
}

/** @throws EngineError `file-malformed` */
export function parseBits(text: string, name: string): BitsRecording {
  const file = parseFile(text, name);
  const { model, tensor, rows, columns, weights } = file;
  if (typeof model !== 'string' || typeof tensor !== 'string') throw malformed(name, 'it does not say whose weights it has');
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || typeof weights !== 'string') throw malformed(name, 'it has no matrix');
  let wide: Float32Array;
  try {
    wide = decodeHalfFloats(weights);
  } catch {
    throw malformed(name, 'its weights are damaged');
  }
  const count = (rows as number) * (columns as number);
  if (wide.length !== count) throw malformed(name, `it has ${wide.length} weights where ${count} belong`);
  if (!wide.every(Number.isFinite)) throw malformed(name, 'one of its weights is no number');
  return { version: recordingVersion, date: file.date, device: file.device, matrix: { model, tensor, rows: rows as number, columns: columns as number, halves: narrowToHalves(wide) } };
}
