import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { QuantType } from '../tensor/dtype';
import { narrowToHalves } from '../tensor/half';
import type { HostTensor } from '../tensor/tensor';
import { quantisePlainly } from './quantise';
import { quantiseHalves } from './quantise-simd';
import { parseSafetensors } from './safetensors';

const quantTypes: readonly QuantType[] = ['q8', 'q4', 'q2'];

/** Half floats of every size, a few of them zero, by a fixed generator: sizes from 2^−24 to 2^`largest`. */
function wild(rows: number, columns: number, largest: number, seed: number): HostTensor {
  let state = seed;
  const uniform = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const values = Float32Array.from({ length: rows * columns }, () => (uniform() < 0.02 ? 0 : (uniform() < 0.5 ? -1 : 1) * (1 + uniform()) * 2 ** Math.floor((largest + 25) * uniform() - 25)));
  return { dtype: 'f16', shape: [rows, columns], values: narrowToHalves(values) };
}

function expectSame(host: HostTensor, dtype: QuantType, block: number, search: boolean): void {
  const fast = quantiseHalves(host, dtype, block, search);
  const plain = quantisePlainly('w', host, { dtype, shape: host.shape, block }, search);
  expect(fast !== undefined && Buffer.compare(Buffer.from(fast.buffer), Buffer.from(plain.buffer)) === 0, `${host.shape.join(' x ')} ${dtype} by ${block}, search ${search}`).toBe(true);
}

test.each(quantTypes)('%s: half floats of any size become what the plain search makes of them, to the bit', (dtype) => {
  for (const [rows, columns, block] of [[40, 32, 32], [9, 24, 8], [7, 128, 64], [5, 96, 48], [3, 40, 8], [600, 256, 32]]) {
    for (const largest of [-20, -3, 1, 14]) {
      for (const search of [true, false]) expectSame(wild(rows, columns, largest, rows * columns + largest), dtype, block, search);
    }
  }
});

test.each(quantTypes)('%s: so do blocks that are all alike, and all zeros', (dtype) => {
  for (const bits of [0x0000, 0x8000, 0x0001, 0x3c00, 0xb555]) expectSame({ dtype: 'f16', shape: [2, 32], values: new Uint16Array(64).fill(bits) }, dtype, 32, true);
});

test('so do weights of the shipped model', () => {
  const bytes = readFileSync(new URL('../../../public/models/pocket-5m/model.safetensors', import.meta.url));
  const file = parseSafetensors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  const host = file.get('model.layers.3.mlp.down_proj.weight')!;
  for (const dtype of quantTypes) expectSame(host, dtype, 32, true);
});

test('what is not for it goes the plain way', () => {
  const host = wild(2, 256, 1, 1);
  expect(quantiseHalves(host, 'q4', 128, true)).toBeUndefined();
  expect(quantiseHalves(host, 'q4', 0, true)).toBeUndefined();
  expect(quantiseHalves({ ...wild(2, 12, 1, 1) }, 'q4', 12, true)).toBeUndefined();
  expect(quantiseHalves({ dtype: 'f32', shape: [1, 8], values: new Float32Array(8) }, 'q4', 8, true)).toBeUndefined();
});

test.each(quantTypes)('%s: so does the widest range there is', (dtype) => {
  const values = new Uint16Array(32);
  values.set([0x7bff, 0xfbff], 3); // 65,504 and its negative
  expectSame({ dtype: 'f16', shape: [1, 32], values }, dtype, 32, true);
});

test('where the browser compiles no SIMD, all goes the plain way', async () => {
  const refuse = class {
    constructor() {
      throw new WebAssembly.CompileError('SIMD is not supported');
    }
  };
  const { Module } = WebAssembly;
  vi.resetModules();
  try {
    WebAssembly.Module = refuse as unknown as typeof Module;
    const { quantiseHalves: fresh } = await import('./quantise-simd');
    expect(fresh(wild(2, 64, 1, 1), 'q4', 32, true)).toBeUndefined();
    const { quantise } = await import('./quantise');
    const host = wild(2, 64, 1, 1);
    expect(quantise('w', host, 'q4').values).toEqual(quantisePlainly('w', host, { dtype: 'q4', shape: host.shape, block: 32 }, true));
  } finally {
    WebAssembly.Module = Module;
  }
});
