import { describe, expect, it } from 'vitest';
import { longestRun, writtenLines } from './recital';

describe('the longest run', () => {
  it('is found wherever it stands', () => {
    expect(longestRun('xx the cat sat yy', 'once the cat sat down')).toBe(' the cat sat ');
    expect(longestRun('abc', 'abc')).toBe('abc');
    expect(longestRun('zabcz', 'qqabcqq')).toBe('abc');
  });

  it('is the first of several', () => {
    expect(longestRun('ab-cd', 'cd ab')).toBe('ab');
  });

  it('is empty where nothing is shared, or there is nothing', () => {
    expect(longestRun('xyz', 'abc')).toBe('');
    expect(longestRun('', 'abc')).toBe('');
    expect(longestRun('abc', '')).toBe('');
  });

  it('cuts no character in two', () => {
    // The two differ in the second half of their surrogate pairs only.
    expect(longestRun('🙂', '🙃')).toBe('');
    expect(longestRun('a🙂b', 'x🙂b')).toBe('🙂b');
  });

  it('agrees with looking everywhere', () => {
    const text = 'the quick brown fox jumps over the lazy dog and the cat';
    const sample = 'a lazy dog ate the quick cat';
    let longest = '';
    for (let start = 0; start < sample.length; start++) for (let end = start + 1; end <= sample.length; end++) if (end - start > longest.length && text.includes(sample.slice(start, end))) longest = sample.slice(start, end);
    expect(longestRun(sample, text)).toBe(longest);
  });
});

it('lines are told apart by whether they were in the list', () => {
  expect(writtenLines('Anna\nZorbelle\n\nPet', new Set(['Anna', 'Peter']))).toEqual([
    { line: 'Anna', known: true },
    { line: 'Zorbelle', known: false },
  ]);
});
