import { describe, expect, it } from 'vitest';
import { valueText, numberText } from './value-text';

describe('a number', () => {
  it.each([
    [5.9066, '5.9066'],
    [184_320, '184,320'],
    [1_460_000, '1.46 million'],
    [134_515_008, '134,515,008'],
    [405e9, '405 billion'],
    [15.6e12, '15.6 trillion'],
    [3.14e23, '3.14 × 10²³'],
    [3.8e25, '3.8 × 10²⁵'],
  ])('%d is written %s', (value, text) => expect(numberText(value)).toBe(text));
});

describe('a figure', () => {
  it.each([
    [{ value: 1.25, unit: 'dollars per million tokens' }, '$1.25 per million tokens'],
    [{ value: 0.0375, unit: 'dollars per million tokens' }, '$0.0375 per million tokens'],
    [{ value: 0.5, unit: 'dollars per million tokens' }, '$0.50 per million tokens'],
    [{ value: 5.576e6, unit: 'dollars' }, '$5.576 million'],
    [{ value: [1.5, 3] as const, unit: 'dollars an hour' }, '$1.50–$3 an hour'],
    [{ value: [2.95, 2.95] as const, unit: 'dollars an hour' }, '$2.95 an hour'],
    [{ value: [38, 43] as const, unit: '%' }, '38–43%'],
    [{ value: 80, unit: 'GiB' }, '80 GiB'],
    [{ value: 5.68, unit: '' }, '5.68'],
  ])('%j is written %s', (figure, text) => expect(valueText(figure)).toBe(text));
});
