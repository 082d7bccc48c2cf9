import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors';
import type { QuantType } from '../tensor/dtype';
import { fromHalf, narrowToHalves } from '../tensor/half';
import { rowLayout, storedWords } from '../tensor/layout';
import type { HostTensor } from '../tensor/tensor';
import { widen } from '../tensor/widen';
import { checkFinite } from './check-finite';
import { quantise, type QuantiseOptions } from './quantise';
import { parseSafetensors } from './safetensors';

const quantTypes: readonly QuantType[] = ['q8', 'q4', 'q2'];

const matrix = (rows: number, columns: number, values: ArrayLike<number>): HostTensor => ({ dtype: 'f32', shape: [rows, columns], values: Float32Array.from(values) });

/** Numbers that look like weights: sums of twelve uniform ones, by a fixed generator. */
function bellShaped(count: number, seed = 1): Float32Array {
  let state = seed;
  const uniform = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return Float32Array.from({ length: count }, () => Array.from({ length: 12 }, uniform).reduce((sum, each) => sum + each, -6) * 0.05);
}

function failure(work: () => unknown): EngineError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
    throw thrown;
  }
  throw new Error('it was not refused');
}

/** Scale and minimum of every block, in order, read from the words by the layout's words alone. */
function scalesOf({ dtype, shape, block, values }: HostTensor): { scale: number; minimum: number }[] {
  const [rows, columns] = shape;
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const affine = (word: number) => ({ scale: fromHalf(word & 0xffff), minimum: dtype === 'q8' ? 0 : fromHalf(word >>> 16) });
  if (!block) return [affine(values[0])];
  return Array.from({ length: rows * (columns / block) }, (_, index) => {
    const [row, within] = [Math.floor(index / (columns / block)), index % (columns / block)];
    const start = headerWords + row * rowWords + quantWords;
    return dtype === 'q8' ? affine((values[start + (within >> 1)] >>> (within & 1 ? 16 : 0)) & 0xffff) : affine(values[start + within]);
  });
}

const squaredError = (left: ArrayLike<number>, right: ArrayLike<number>) => Array.from(left).reduce((sum, value, index) => sum + (value - right[index]) ** 2, 0);

describe('known words', () => {
  test('q8: scale 1, two’s complement, the first integer lowest', () => {
    const { values, ...spec } = quantise('w', matrix(1, 8, [127, -127, 1, -1, 0, 64, 2, -2]), 'q8', { block: 8, rounding: 'nearest' });
    expect(spec).toEqual({ dtype: 'q8', shape: [1, 8], block: 8 });
    expect([...values]).toEqual([0xff_01_81_7f, 0xfe_02_40_00, 0x3c00]);
  });

  test('q4: scale ½, minimum −2, nibbles from the lowest bits', () => {
    const { values } = quantise('w', matrix(1, 8, [-2, 5.5, -1.5, 5, 0, 1, 2, 3]), 'q4', { block: 8, rounding: 'nearest' });
    expect([...values]).toEqual([0xa864_e1f0, 0xc000_3800]);
  });

  test('q2: scale 1, minimum 1, padded to sixteen', () => {
    const { values } = quantise('w', matrix(1, 8, [1, 2, 3, 4, 4, 3, 2, 1]), 'q2', { block: 8, rounding: 'nearest' });
    expect([...values]).toEqual([0b00_01_10_11_11_10_01_00, 0x3c00_3c00]);
  });

  test('a block of equal weights is its minimum', () => {
    for (const dtype of ['q4', 'q2'] as const) expect([...widen(quantise('w', matrix(1, 8, Array(8).fill(-0.75)), dtype, { block: 8 }))]).toEqual(Array(8).fill(-0.75));
  });

  test('zeros stay zeros', () => {
    for (const dtype of quantTypes) expect([...widen(quantise('w', matrix(2, 32, new Float32Array(64)), dtype))].every((value) => value === 0)).toBe(true);
  });
});

describe.for(quantTypes)('%s', (dtype) => {
  const levels = { q8: 254, q4: 15, q2: 3 }[dtype];
  const layouts: readonly (readonly [rows: number, columns: number, block: QuantiseOptions['block']])[] = [
    [3, 128, 16], [3, 128, 32], [2, 128, 64], [2, 256, 128], [3, 64, undefined], [1, 8, 8], [2, 24, 8],
    [3, 128, 'row'], [3, 12, 'row'], [2, 7, 'row'], [3, 12, 12], [3, 64, 'tensor'], [3, 7, 'tensor'], [1, 1, 'row'],
  ];

  test.for(layouts)('%i x %i by block %s: every weight within half a step where nothing is clipped', ([rows, columns, block]) => {
    const values = bellShaped(rows * columns, 7);
    const stored = quantise('w', matrix(rows, columns, values), dtype, { block, rounding: 'nearest' });
    expect(stored.block).toBe(block === 'row' ? columns : block === 'tensor' ? 0 : (block ?? 32));
    expect(stored.values.length).toBe(storedWords(stored));
    const scales = scalesOf(stored);
    const size = stored.block || rows * columns;
    const wide = widen(stored);
    for (let i = 0; i < values.length; i++) {
      const { scale, minimum } = scales[Math.floor(i / size)];
      // The half-float scale is up to 2⁻¹¹ of itself off, so the last level may stand short by that share of all levels.
      expect(Math.abs(wide[i] - values[i])).toBeLessThanOrEqual(scale * (0.5 + levels * 2 ** -11) + Math.abs(minimum) * 2 ** -11);
    }
  });

  test.for(layouts)('%i x %i by block %s: the search is nowhere worse than nearest, and better on the whole', ([rows, columns, block]) => {
    const values = bellShaped(rows * columns, 11);
    const host = matrix(rows, columns, values);
    const [nearest, searched] = (['nearest', 'search'] as const).map((rounding) => widen(quantise('w', host, dtype, { block, rounding })));
    const size = block === 'row' ? columns : block === 'tensor' ? rows * columns : (block ?? 32);
    for (let start = 0; start < values.length; start += size) {
      const of = (wide: Float32Array) => squaredError(values.subarray(start, start + size), wide.subarray(start, start + size));
      expect(of(searched)).toBeLessThanOrEqual(of(nearest));
    }
    if (values.length >= 96) expect(squaredError(values, searched)).toBeLessThan(squaredError(values, nearest));
  });

  test('f16 and f32 of the same weights give the same words', () => {
    const halves = narrowToHalves(bellShaped(256));
    const wide = widen({ dtype: 'f16', shape: [4, 64], values: halves });
    expect(quantise('w', { dtype: 'f16', shape: [4, 64], values: halves }, dtype)).toEqual(quantise('w', matrix(4, 64, wide), dtype));
  });

  test.for(['nearest', 'search'] as const)('no half float overflows at any size an f16 file can hold (%s)', (rounding) => {
    for (const size of [2 ** -24, 2 ** -15, 1e-3, 1, 1e3, 65_504 / 0.3]) {
      const values = bellShaped(1024, 3).map((value) => Math.max(-65_504, Math.min(65_504, value * size)));
      values.set([65_504, -65_504].map((value) => (size > 1e3 ? value : 0)), 32);
      const stored = quantise('w', matrix(8, 128, values), dtype, { rounding });
      expect(scalesOf(stored).every(({ scale, minimum }) => Number.isFinite(scale) && Number.isFinite(minimum))).toBe(true);
      expect(widen(stored).every(Number.isFinite)).toBe(true);
    }
  });

  test('weights too small for a scale of their own come out no larger than the smallest half', () => {
    const tiny = widen(quantise('w', matrix(1, 32, bellShaped(32).map((value) => value * 1e-9)), dtype));
    expect(Math.max(...tiny.map(Math.abs))).toBeLessThanOrEqual(2 ** -24);
  });

  test('weights beyond a half-float scale are refused, with tensor and size', () => {
    const values = bellShaped(64);
    values[40] = -1e8;
    for (const rounding of ['nearest', 'search'] as const) {
      const error = failure(() => quantise('model.embed', matrix(2, 32, values), dtype, { rounding }));
      expect(error).toMatchObject({ code: 'invalid-request', details: { tensor: 'model.embed', largest: 1e8 } });
      expect(error.message).toContain('model.embed');
    }
  });

  test.for([
    [64, 24, '8, 16, 32, 64'],
    [96, 64, '8, 16, 24, 32, 48, 96'],
    [64, 4, '8, 16, 32, 64'],
    [64, 0, '8, 16, 32, 64'],
    [64, -8, '8, 16, 32, 64'],
    [64, 8.5, '8, 16, 32, 64'],
    [64, NaN, '8, 16, 32, 64'],
    [64, 128, '8, 16, 32, 64'],
  ] as const)('rows of %i refuse blocks of %d, and name those that work', ([columns, block, fitting]) => {
    const error = failure(() => quantise('w', matrix(1, columns, new Float32Array(columns)), dtype, { block }));
    expect(error.code).toBe('invalid-request');
    expect(error.message).toContain(String(columns));
    expect(error.remedy).toContain(`Blocks of ${fitting} do`);
  });

  test('rows that no block divides are told to be one block', () => {
    const error = failure(() => quantise('w', matrix(1, 12, new Float32Array(12)), dtype));
    expect(error.remedy).toBe('Choose a whole row, or the whole tensor.');
  });

  test.for([NaN, Infinity, -Infinity])('a weight that is %d is refused by name and index', (wrong) => {
    const values = bellShaped(64);
    values[37] = wrong;
    expect(failure(() => quantise('model.embed', matrix(2, 32, values), dtype))).toMatchObject({ code: 'file-malformed', details: { tensor: 'model.embed', index: 37 } });
  });
});

describe('checkFinite', () => {
  test.for<[string, number]>([['not a number', 0x7e01], ['infinite', 0x7c00], ['infinite', 0xfc00]])('%s as half %i', ([words, bits]) => {
    const values = Uint16Array.of(0x7bff, 0xfbff, bits, 0);
    const error = failure(() => checkFinite('model.norm.weight', { dtype: 'f16', shape: [4], values }));
    expect(error).toMatchObject({ code: 'file-malformed', details: { tensor: 'model.norm.weight', index: 2 } });
    expect(error.message).toContain(`element 2 of model.norm.weight is ${words}`);
  });

  test('every finite half and the largest floats pass', () => {
    const values = Uint16Array.from({ length: 65_536 }, (_, bits) => bits).filter((bits) => (bits & 0x7c00) !== 0x7c00);
    checkFinite('w', { dtype: 'f16', shape: [values.length], values });
    checkFinite('w', { dtype: 'f32', shape: [3], values: Float32Array.of(3.4e38, -3.4e38, 1e-45) });
    expect(values.length).toBe(63_488);
  });
});

describe('the shipped model', () => {
  const bytes = readFileSync(new URL('../../../public/models/pocket-5m/model.safetensors', import.meta.url));
  const tensors = parseSafetensors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  const [name, host] = [...tensors].find(([each]) => each.includes('layers.0.mlp.down'))!;
  const weights = widen(host);
  const power = squaredError(weights, new Float32Array(weights.length));
  const relativeError = (dtype: QuantType, options: QuantiseOptions) => squaredError(weights, widen(quantise(name, host, dtype, options))) / power;

  test.for<[QuantType, number]>([['q8', 8.5], ['q4', 5], ['q2', 3]])('%s by 32 takes %d bits a weight', ([dtype, bits]) => {
    expect((storedWords(quantise(name, host, dtype)) * 32) / weights.length).toBe(bits);
  });

  // Uniform steps over bell-shaped blocks of 32: error power per step of range²/12 predicts about these.
  test.for<[QuantType, number, number]>([['q8', 3e-5, 0.9], ['q4', 7e-3, 0.85], ['q2', 0.18, 0.7]])('%s by 32: error below %d of the power, and searched below %d of nearest', ([dtype, most, gain]) => {
    const [nearest, searched] = [relativeError(dtype, { rounding: 'nearest' }), relativeError(dtype, {})];
    expect(nearest).toBeLessThan(most);
    expect(searched).toBeLessThan(nearest * gain);
  });

  test.for(quantTypes)('%s: the fewer weights share a scale, the smaller the error', (dtype) => {
    const errors = ([16, 32, 64, 176, 'row', 'tensor'] as const).map((block) => relativeError(dtype, { block }));
    expect(errors).toEqual([...errors].sort((a, b) => a - b));
    expect(new Set(errors).size).toBe(errors.length);
  });
});
