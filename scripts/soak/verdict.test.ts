import { expect, test } from 'vitest';
import { notLevel } from './verdict.mjs';

const megabyte = 1024 * 1024;
const level = Array.from({ length: 16 }, (_, index) => ({
  generation: 25 * (index + 1),
  precision: index % 2 ? 'q4' : 'f16',
  buffers: 200,
  bytes: index % 2 ? 5_000_000 : 12_000_000,
  heapBytes: 10 * megabyte + (index % 3) * 100_000,
  residentBytes: 400 * megabyte,
}));

test('what is level is let be, warm-up and all', () => {
  expect(notLevel(level)).toEqual([]);
  expect(notLevel(level.map((reading, index) => (index < 3 ? { ...reading, buffers: 7, heapBytes: 1 } : reading)))).toEqual([]);
});

test('one buffer more is not level', () => {
  expect(notLevel(level.map((reading, index) => (index === 13 ? { ...reading, buffers: 201 } : reading)))).toEqual([expect.stringMatching(/^GPU buffers in q4: 200 .* 201 /)]);
});

test('a heap that climbs, or processes that do, are named with both figures', () => {
  expect(notLevel(level.map((reading, index) => ({ ...reading, heapBytes: (10 + 3 * index) * megabyte })))).toEqual([expect.stringMatching(/heap grew/)]);
  expect(notLevel(level.map((reading, index) => ({ ...reading, residentBytes: (400 + 20 * index) * megabyte })))).toEqual([expect.stringMatching(/processes grew/)]);
});

test('too few readings are no proof', () => {
  expect(notLevel(level.slice(0, 5))).toEqual([expect.stringMatching(/5 readings/)]);
});
