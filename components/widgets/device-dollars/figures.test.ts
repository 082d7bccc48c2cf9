import { describe, expect, it } from 'vitest';
import { servingRates } from '@/content/serving-rates';
import type { LayerMeasurement } from '@/lib/engine/generation/measurements';
import { deviceDollars, dotsOf, millionTokensTime, servedDollars, speedOf, timesListPrice, listPrice } from './figures';
import { shapeNames, shapeOf } from './settings';

const work = { samples: 5, weightBytes: 1e6, flops: 1e6, launches: 10 };
/** Sixteen layers of 5 ms and a head of 20 ms: 10 tokens a second. */
const found: LayerMeasurement = { layer: { ms: 5, ...work }, head: { ms: 20, ...work }, copies: 4 };
const shape = shapeOf('Llama-3.2-1B');
const here = speedOf(shape, { found, device: 'a laptop', at: 1 });

describe('a timed layer', () => {
  it('makes the speed of the whole model', () => {
    expect(here).toMatchObject({ value: 10, unit: 'tokens/s' });
    expect(JSON.stringify(here.provenance)).toContain('"measured"');
  });

  it('of a recording says so, and never that it was measured here', () => {
    const { value, provenance } = speedOf(shape, { found, device: 'a laptop', date: '2026-11-23' });
    expect(value).toBe(10);
    expect(JSON.stringify(provenance)).toContain('"recorded"');
    expect(JSON.stringify(provenance)).not.toContain('"measured"');
  });
});

describe('dollars', () => {
  it('ten tokens a second at 36 cents an hour are ten dollars a million', () => {
    expect(deviceDollars(here, 0.36, 'reader').value).toBeCloseTo(10, 9);
    expect(millionTokensTime(here).value).toBeCloseTo(1.157, 3);
  });

  it('of a rented machine run from its lowest rent to its highest', () => {
    const [alone, full] = (['one text', 'always full'] as const).map((load) => servedDollars(servingRates.find((rate) => rate.load === load && rate.model === 'Llama-3.1-8B')!));
    expect([alone.low.value, alone.high.value].map((value) => value.toFixed(2))).toEqual(['2.37', '8.88']);
    expect([full.low.value, full.high.value].map((value) => value.toFixed(3))).toEqual(['0.036', '0.091']);
    // What the lesson says of them: the list price lies between.
    const list = listPrice('Llama-3.1-8B').measure;
    expect(list.value).toBeGreaterThan(full.high.value);
    expect(list.value).toBeLessThan(alone.low.value / 10);
    expect(timesListPrice(alone.low, list).value).toBeCloseTo(13.15, 1);
  });

  it('have a row each, told apart, for both models', () => {
    for (const name of shapeNames) {
      const keys = dotsOf(name, deviceDollars(here, 1, 'page'), 'this device').map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBe(name === 'Llama-3.1-8B' ? 4 : 5);
    }
  });
});
