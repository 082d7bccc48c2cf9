import { describe, expect, it } from 'vitest';
import type { Measure } from '@/lib/measure/measure';
import { drawnGapText } from './drawn-gap';

const drawing = { labels: ['f16', 'q8', 'q4', 'q2'], unit: 'perplexity', low: 0, high: 50 };
const results = [17.3, 17.3, 18, 24].map(
  (value): Measure => ({ name: 'perplexity', value, unit: 'count', provenance: { kind: 'recorded', device: 'Node', date: '2026-11-20' } }),
);

describe('drawnGapText', () => {
  it.each([
    ['17.3 17.3 18 24', 'You drew it as it came out.'],
    ['17 18 18.9 23.1', 'You drew it as it came out.'],
    ['17.3 17.3 30 50', 'You have f16 and q8 right. Farthest off at q2: you drew 50, and it is 24, 2.1 times too high.'],
    ['17.3 20 25 26', 'You have f16 right. Farthest off at q4: you drew 25, and it is 18, 7 too high.'],
    ['30 30 30 11', 'Farthest off at q2: you drew 11, and it is 24, 2.2 times too low.'],
    ['0 17.3 18 24', 'You have q8, q4 and q2 right. Farthest off at f16: you drew 0, and it is 17.3, 17.3 too low.'],
    ['', 'The result: f16 17.3, q8 17.3, q4 18, q2 24.'],
    ['17 18', 'The result: f16 17.3, q8 17.3, q4 18, q2 24.'],
  ])('says of %j: %s', (guess, text) => {
    expect(drawnGapText(guess, results, drawing)).toBe(text);
  });

  it('measures distances on the axis: factors, where it is logarithmic', () => {
    const steep = { labels: ['one', 'two'], unit: 'ms', low: 1, high: 10_000, scale: 'log' } as const;
    const ends = [10, 1000].map((value): Measure => ({ ...results[0], name: 'ms', unit: 'ms', value }));
    expect(drawnGapText('40 1900', ends, steep)).toBe('Farthest off at one: you drew 40.0 ms, and it is 10.0 ms, 4 times too high.');
  });
});
