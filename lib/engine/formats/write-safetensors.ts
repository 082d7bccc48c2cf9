import { elementCount, type Shape } from '../tensor/tensor';

/** A tensor in 16-bit floats, row by row. */
export interface HalfTensor {
  readonly shape: Shape;
  readonly values: Uint16Array;
}

/**
 * A safetensors file of 16-bit floats, as `parseSafetensors` and every other reader of the format take it: 8 bytes header
 * length (little-endian), a JSON header padded with spaces so that the data is aligned, the data in the order given.
 * Source: https://github.com/huggingface/safetensors (format)
 * @param tensors by name; the product of each shape is its count of values
 */
export function writeSafetensors(tensors: ReadonlyMap<string, HalfTensor>): Uint8Array<ArrayBuffer> {
  // PyTorch's readers ask for the format's name.
  const entries: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let dataBytes = 0;
  for (const [name, { shape }] of tensors) {
    const end = dataBytes + 2 * elementCount(shape);
    entries[name] = { dtype: 'F16', shape, data_offsets: [dataBytes, end] };
    dataBytes = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(entries));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const dataStart = 8 + headerBytes;
  const file = new Uint8Array(dataStart + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, dataStart);
  file.set(json, 8);
  let offset = dataStart;
  for (const { values } of tensors.values()) {
    new Uint16Array(file.buffer, offset, values.length).set(values);
    offset += values.byteLength;
  }
  return file;
}
