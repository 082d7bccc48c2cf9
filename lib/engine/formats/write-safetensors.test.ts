import { describe, expect, test } from 'vitest';
import { narrowToHalves, widenHalves } from '../tensor/half';
import { parseSafetensors } from './safetensors';
import { writeSafetensors } from './write-safetensors';

describe('a safetensors file that is written here', () => {
  const tensors = new Map([
    ['a.weight', { shape: [2, 3], values: narrowToHalves(Float32Array.of(1, -2, 0.5, 65_504, 2 ** -24, 0)) }],
    ['norm, in “quotes”', { shape: [1], values: narrowToHalves(Float32Array.of(0.1)) }],
  ]);

  test('is read back as it was', () => {
    const read = parseSafetensors(writeSafetensors(tensors).buffer);
    expect([...read.keys()]).toEqual([...tensors.keys()]);
    for (const [name, { shape, values }] of tensors) expect(read.get(name)).toEqual({ dtype: 'f16', shape, values });
    expect(widenHalves(read.get('a.weight')!.values as Uint16Array)[3]).toBe(65_504);
  });

  test('has its data where 16-bit floats may lie, and says that PyTorch wrote the like', () => {
    const file = writeSafetensors(tensors);
    const headerBytes = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(headerBytes % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes)))).toMatchObject({ __metadata__: { format: 'pt' } });
    expect(file.length).toBe(8 + headerBytes + 14);
  });
});
