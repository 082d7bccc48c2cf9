import { describe, expect, it } from 'vitest';
import { figureText, largeNumber, percent } from './format';

describe('figureText', () => {
  it.each([
    [9_909_024, 'bytes', '9.9 MB'],
    [505, 'bytes', '505 bytes'],
    [505, 'bytes/s', '505 bytes/s'],
    [25.6e9, 'bytes/s', '25.6 GB/s'],
    [0.1234, 'ms', '0.123 ms'],
    [0.000_42, 'ms', '0.420 µs'],
    [0, 'ms', '0 ms'],
    [12.34, 'ms', '12.3 ms'],
    [23_400, 'ms', '23.4 s'],
    [1, 'tokens', '1 token'],
    [2048, 'tokens', '2,048 tokens'],
    [3.456, 'characters/token', '3.46 characters/token'],
    [0.4127, 'probability', '41.3%'],
    [1.2347, 'nats', '1.235 nats'],
    [0.000_075_4, 'nats', '0.000075 nats'],
    [4e-16, 'nats', '0.000 nats'],
    [17.3419, 'perplexity', '17.34'],
    [2_314.2, 'perplexity', '2,314'],
    [8.62, 'percent', '8.62%'],
    [0, 'percent', '0%'],
    [4_951_296, 'count', '4,951,296'],
    [2.5, 'ratio', '2.50×'],
    [118.4, 'tokens/s', '118 tokens/s'],
    [8.5, 'bits/weight', '8.50 bits/weight'],
    [38.2e9, 'flops/s', '38.2 GFLOP/s'],
    [1.5e12, 'flops/s', '1.50 TFLOP/s'],
    [9_902_592, 'flops', '9.90 million operations'],
    [1.38e15, 'flops', '1.38 × 10¹⁵ operations'],
    [3.8e25, 'flops', '3.80 × 10²⁵ operations'],
    [30.84e6, 'hours', '30,840,000 hours'],
    [433_196, 'kWh', '433,196 kWh'],
    [45e12, 'tokens', '45.0 trillion tokens'],
    [13.66e9, 'tokens', '13.7 billion tokens'],
    [1_718.4, 'days', '1,718 days'],
    [0.1317, 'share', '13.2%'],
    [0, 'USD', '$0.00'],
    [0.003_551, 'USD', '$0.00355'],
    [0.5, 'USD', '$0.50'],
    [0.88, 'USD/million tokens', '$0.88 a million tokens'],
    [12.3, 'USD', '$12.30'],
    [1_422.4, 'USD', '$1,422'],
    [20.65e6, 'USD', '$20.7 million'],
    [2.5e9, 'USD', '$2.50 billion'],
    [2.95, 'USD/hour', '$2.95 an hour'],
  ] as const)('sets %s %s as %s', (value, unit, text) => {
    expect(figureText({ value, unit })).toBe(text);
  });
});

describe('percent', () => {
  it('tells small from none and large from all', () => {
    expect([0, 0.000_01, 0.0042, 0.5, 0.9999, 1].map(percent)).toEqual(['0.00%', '<0.01%', '0.42%', '50.0%', '>99.9%', '100.0%']);
  });
});

describe('largeNumber', () => {
  it.each([
    [950, '950'],
    [21_500_000, '21.5 million'],
    [9e10, '90.0 billion'],
    [4.2e12, '4.20 trillion'],
    [1e15, '1.00 × 10¹⁵'],
  ])('%d is said %s', (value, text) => {
    expect(largeNumber(value)).toBe(text);
  });
});
