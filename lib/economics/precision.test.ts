import { describe, expect, it } from 'vitest';
import { findHardware } from './find';
import { arithmeticOf, precisionsOf, storedPrecisions, vectorTeraflops } from './precision';

const device = (name: string) => {
  const found = findHardware(name);
  if (!found) throw new Error(`content/hardware.ts has no ${name}.`);
  return found;
};

describe('stored precisions', () => {
  it.each([
    ['q8', 34, 32],
    ['q6', 210, 256],
    ['q5', 176, 256],
    ['q4', 144, 256],
    ['q3', 110, 256],
    ['q2', 84, 256],
    ['fp4', 9, 16],
  ] as const)('%s: %d bytes for %d weights', (precision, blockBytes, weights) => {
    expect(storedPrecisions[precision].bitsPerWeight).toBe((8 * blockBytes) / weights);
  });

  it('blocks are multiplied in f16, fp8 and int8 in their own arithmetic', () => {
    expect(arithmeticOf('q4', device('H100 SXM'))?.type).toBe('f16');
    expect(arithmeticOf('fp8', device('H100 SXM'))?.teraflops).toBe(1979);
    expect(arithmeticOf('int8', device('A100 SXM 80GB'))?.type).toBe('int8');
  });

  it('a device without fp8 has none, and says what it has', () => {
    expect(arithmeticOf('fp8', device('A100 SXM 80GB'))).toBeUndefined();
    expect(precisionsOf(device('A100 SXM 80GB'))).toEqual(expect.arrayContaining(['f16', 'int8', 'q4']));
    expect(precisionsOf(device('A100 SXM 80GB'))).not.toContain('fp4');
  });

  it('f16 is widened where only f32 is stated', () => {
    const plain = { ...device('T4'), teraflops: { f32: 8.1 } };
    expect(arithmeticOf('f16', plain)).toEqual({ type: 'f32', teraflops: 8.1 });
    expect(vectorTeraflops({ ...plain, teraflops: { f16: 32 } })).toBe(2);
  });
});
