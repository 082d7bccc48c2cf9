import { describe, expect, it } from 'vitest';
import { hardware } from './hardware';
import { rentalPrices, rentOf } from './rental-prices';
import { textRows } from './published/test-rows';
import { sources } from './sources';

describe('rental prices', () => {
  it('are of devices we know', () => {
    const names: readonly string[] = hardware.map(({ name }) => name);
    for (const { device } of rentalPrices) expect(names).toContain(device);
  });

  it('are ranges with a date that their source bears out', () => {
    for (const { device, offer, lowest, highest, asOf, source } of rentalPrices) {
      expect(lowest, `${device}, ${offer}`).toBeGreaterThan(0);
      expect(highest, `${device}, ${offer}`).toBeGreaterThanOrEqual(lowest);
      expect(asOf.startsWith(sources[source].date) || sources[source].date.startsWith(asOf), `${device}, ${offer}: ${asOf}`).toBe(true);
    }
  });

  it('have the published rows among them', () => {
    for (const { hardware: device, value } of textRows('rental_price')) {
      const [lowest, highest = lowest] = value.split('-').map(Number);
      const found = rentalPrices.some((price) => price.device.startsWith(device.slice(0, 4)) && price.lowest === lowest && price.highest === highest);
      expect(found, `${device} for ${value}`).toBe(true);
    }
  });

  it('of a device are one range over all offers', () => {
    expect(rentOf('A100-SXM-80GB')).toEqual({ lowest: 0.8, highest: 3, sources: ['mercatus-gpu-pricing'] });
    expect(rentOf('H100-SXM-80GB')).toMatchObject({ lowest: 1.99, highest: 5 });
    expect(() => rentOf('abacus')).toThrow('abacus');
  });
});
