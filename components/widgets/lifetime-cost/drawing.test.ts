import { describe, expect, it } from 'vitest';
import { daysShown, decadeText, drawingOf } from './drawing';
import { lifetimeOf } from './lifetime';
import { presets } from './presets';
import { settingsFor, startSettings } from './settings';

describe('the drawing', () => {
  it('holds both crossings, on the training line', () => {
    for (const { key } of presets) {
      for (const users of [1_000, 1e6, 1e9]) {
        const life = lifetimeOf(settingsFor(key, { ...startSettings, users }));
        const [first, last] = daysShown(life);
        for (const { value } of [life.dollarDays, life.flopDays]) {
          expect(value, `${key} ${users}`).toBeGreaterThan(first);
          expect(value, `${key} ${users}`).toBeLessThan(last);
        }
        expect(drawingOf(life).notes.map(({ y }) => y)).toEqual([life.trainingCost.value, life.trainingCost.value]);
      }
    }
  });

  it('writes powers of ten alone', () => {
    expect([0.01, 1, 1_000, 100_000, 1e6, 1e8, 1e10, 2, 5_000].map(decadeText)).toEqual(['0.01', '1', '1k', '100k', '1m', '100m', '10bn', '', '']);
  });
});
