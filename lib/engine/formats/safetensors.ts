import { EngineError } from '../errors';
import type { DType } from '../tensor/dtype';
import { elementCount, type HostTensor } from '../tensor/tensor';

const dtypes: Readonly<Record<string, { dtype: DType; bytes: number }>> = {
  F32: { dtype: 'f32', bytes: 4 },
  F16: { dtype: 'f16', bytes: 2 },
};

/** A header longer than this is no header of ours; the format's own parsers refuse at 100 MB. */
const longestHeader = 16 * 1024 * 1024;

function malformed(what: string): EngineError {
  return new EngineError(
    'file-malformed',
    `The model file is not a safetensors file this engine can read: ${what}.`,
    'Load the page again without its cache. If you host this site yourself, copy the model folder again.',
  );
}

/**
 * The tensors of a safetensors file: 8 bytes header length (little-endian), a JSON header, the data.
 * Values are views of `file` where alignment allows, copies otherwise. Every size the header claims is checked
 * against the file before anything is read.
 * Source: https://github.com/huggingface/safetensors (format)
 * @throws EngineError `file-malformed`
 */
export function parseSafetensors(file: ArrayBuffer): Map<string, HostTensor> {
  if (file.byteLength < 8) throw malformed(`it has only ${file.byteLength} bytes`);
  const headerBytes = new DataView(file).getBigUint64(0, true);
  if (headerBytes > longestHeader || Number(headerBytes) + 8 > file.byteLength) {
    throw malformed(`its header says it is ${headerBytes} bytes long, in a file of ${file.byteLength}`);
  }
  const dataStart = 8 + Number(headerBytes);
  const header = parseHeader(new Uint8Array(file, 8, Number(headerBytes)));
  const dataBytes = file.byteLength - dataStart;

  const tensors = new Map<string, HostTensor>();
  const spans: (readonly [number, number])[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, begin, end } = checkEntry(name, entry, dataBytes);
    spans.push([begin, end]);
    tensors.set(name, { dtype, shape, values: readValues(file, dataStart + begin, end - begin, dtype) });
  }
  checkSpans(spans, dataBytes);
  return tensors;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw malformed('its header is not an object');
  return header as Record<string, unknown>;
}

function checkEntry(name: string, entry: unknown, dataBytes: number) {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  const known = typeof dtype === 'string' && Object.hasOwn(dtypes, dtype) ? dtypes[dtype] : undefined;
  if (!known) throw malformed(`${name} is stored as ${String(dtype)}; F16 and F32 are read here`);
  const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (!Array.isArray(shape) || shape.length === 0 || !shape.every(isSize)) throw malformed(`${name} has no proper shape`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) throw malformed(`${name} has no proper offsets`);
  const [begin, end] = offsets as [number, number];
  const needed = elementCount(shape) * known.bytes;
  if (begin > end || end > dataBytes) throw malformed(`${name} claims bytes ${begin} to ${end} of ${dataBytes}`);
  if (end - begin !== needed) throw malformed(`${name} of shape ${shape.join(' x ')} needs ${needed} bytes, and its offsets give ${end - begin}`);
  return { dtype: known.dtype, shape: shape as number[], begin, end };
}

/** The format asks that tensors cover the data without holes or overlaps; a file that does otherwise hides something. */
function checkSpans(spans: (readonly [number, number])[], dataBytes: number): void {
  let expected = 0;
  for (const [begin, end] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (begin !== expected) throw malformed(`its tensors overlap or leave a hole at byte ${expected}`);
    expected = end;
  }
  if (expected !== dataBytes) throw malformed(`${dataBytes - expected} bytes at its end belong to no tensor`);
}

function readValues(file: ArrayBuffer, offset: number, bytes: number, dtype: DType): Float32Array | Uint16Array {
  const wide = dtype === 'f32';
  const aligned = offset % (wide ? 4 : 2) === 0;
  const buffer = aligned ? file : file.slice(offset, offset + bytes);
  const start = aligned ? offset : 0;
  return wide ? new Float32Array(buffer, start, bytes / 4) : new Uint16Array(buffer, start, bytes / 2);
}
