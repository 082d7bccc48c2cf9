import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors';
import { parseSafetensors } from './safetensors';

/** A file with this header and this many bytes of data; the header may be any text, its length any number. */
function file(header: unknown, dataBytes: number, claimedHeaderBytes?: number): ArrayBuffer {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimedHeaderBytes ?? text.length), true);
  bytes.set(text, 8);
  bytes.set(Array.from({ length: dataBytes }, (_, index) => index % 251), 8 + text.length);
  return bytes.buffer;
}

const entry = (dtype: string, shape: unknown, offsets: unknown) => ({ dtype, shape, data_offsets: offsets });

describe('safetensors', () => {
  test('reads tensors, aligned or not', () => {
    for (const padding of ['', ' ', '  ', '   ']) {
      const header = `${JSON.stringify({ a: entry('F32', [2, 1], [0, 8]), b: entry('F16', [3], [8, 14]), __metadata__: { format: 'pt' } })}${padding}`;
      const tensors = parseSafetensors(file(header, 14));
      expect([...tensors.keys()]).toEqual(['a', 'b']);
      expect(tensors.get('a')).toMatchObject({ dtype: 'f32', shape: [2, 1] });
      expect([...tensors.get('b')!.values]).toEqual([0x0908, 0x0b0a, 0x0d0c]);
    }
  });

  test.for<[string, ArrayBuffer]>([
    ['nothing', new ArrayBuffer(0)],
    ['seven bytes', new ArrayBuffer(7)],
    ['a header longer than the file', file({}, 0, 1000)],
    ['a header length of 2^63', (() => { const bytes = new ArrayBuffer(64); new DataView(bytes).setBigUint64(0, 2n ** 63n, true); return bytes; })()],
    ['a header that is no JSON', file('{"a":', 0)],
    ['a header that is a list', file('[]', 0)],
    ['a header that is no UTF-8', (() => { const bytes = file('{}', 0); new Uint8Array(bytes)[8] = 0xff; return bytes; })()],
    ['an entry that is null', file({ a: null }, 0)],
    ['an unknown type', file({ a: entry('BF16', [1], [0, 2]) }, 2)],
    ['a type from the prototype', file({ a: entry('constructor', [1], [0, 2]) }, 2)],
    ['a shape that is no list', file({ a: entry('F32', 1, [0, 4]) }, 4)],
    ['a negative size', file({ a: entry('F32', [-1, -1], [0, 4]) }, 4)],
    ['a fraction of a size', file({ a: entry('F32', [0.5, 2], [0, 4]) }, 4)],
    ['offsets beyond the file', file({ a: entry('F32', [2], [0, 8]) }, 4)],
    ['offsets the wrong way round', file({ a: entry('F32', [1], [4, 0]) }, 8)],
    ['a shape that needs more than its offsets give', file({ a: entry('F32', [4], [0, 8]) }, 8)],
    ['a shape whose product overflows', file({ a: entry('F32', [2 ** 40, 2 ** 40], [0, 8]) }, 8)],
    ['tensors that overlap', file({ a: entry('F32', [2], [0, 8]), b: entry('F32', [2], [4, 12]) }, 12)],
    ['a hole between tensors', file({ a: entry('F32', [1], [0, 4]), b: entry('F32', [1], [8, 12]) }, 12)],
    ['bytes that belong to no tensor', file({ a: entry('F32', [1], [0, 4]) }, 8)],
  ])('refuses %s', ([, bytes]) => {
    expect(() => parseSafetensors(bytes)).toThrow(EngineError);
    expect(() => parseSafetensors(bytes)).toThrow(/safetensors/);
  });
});
