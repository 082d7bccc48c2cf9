import { describe, expect, it, test } from 'vitest';
import { hardware, type Hardware } from './hardware';
import { sources } from './sources';

const device = (name: string): Hardware => {
  const found = hardware.find((each) => each.name === name);
  if (!found) throw new Error(`content/hardware.ts has no ${name}.`);
  return found;
};

describe.each(hardware.map((each): [string, Hardware] => [each.name, each]))('%s', (_, { teraflops, bandwidthGigabytes, memory, watts = 1, linkGigabytes = 1, source, peakSource, family }) => {
  it('has sources', () => {
    expect(sources).toHaveProperty([source]);
    expect(Object.keys(sources)).toContain(peakSource ?? source);
  });

  it('has sizes', () => {
    for (const size of [bandwidthGigabytes, memory, watts, linkGigabytes, ...Object.values(teraflops)]) expect(size).toBeGreaterThan(0);
    expect(linkGigabytes).toBeLessThan(bandwidthGigabytes);
  });

  // A sparse figure among dense ones would be twice too large.
  it('is no slower in fewer bits, and at most twice as fast from one width to the next below 16', () => {
    const { f32 = 0, f16 = 0, fp8 = f16, int8 = fp8, fp4 = 0 } = teraflops;
    expect(f16).toBeGreaterThanOrEqual(f32);
    expect(fp8 / f16).toBeLessThan(2.05);
    expect(int8).toBeGreaterThanOrEqual(fp8);
    // GeForce cards halve their rate where sums are f32, which those of integers are not.
    expect(int8 / f16).toBeLessThan(family === 'consumer' ? 4.05 : 2.05);
    if (fp4 > 0) expect(fp4 / fp8).toBeLessThan(family === 'consumer' ? 4.05 : 2.05);
  });
});

test('no two devices share a name', () => {
  const names = hardware.flatMap(({ name, alsoCalled = [] }) => [name, ...alsoCalled]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

// Operations for each byte read at which arithmetic and memory take as long, as the scaling book prints them for 16 bits.
test.each([
  ['H100-SXM-80GB', 295],
  ['TPU v5e', 243],
])('%s multiplies %d times while it reads a byte', (name, published) => {
  const { teraflops, bandwidthGigabytes } = device(name);
  expect(Math.round(((teraflops.f16 ?? 0) * 1000) / bandwidthGigabytes)).toBe(published);
});
