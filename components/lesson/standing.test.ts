import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reportStanding } from './standing';

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});

describe('the standing in a lesson', () => {
  it('goes from begun to finished, each lesson by itself', () => {
    reportStanding('latency', 'begun');
    reportStanding('cost', 'finished');
    expect([...stored]).toEqual([
      ['lesson-latency', 'begun'],
      ['lesson-cost', 'finished'],
    ]);
    reportStanding('latency', 'finished');
    expect(stored.get('lesson-latency')).toBe('finished');
  });

  it('stays finished when the lesson is read again', () => {
    reportStanding('latency', 'finished');
    reportStanding('latency', 'begun');
    expect(stored.get('lesson-latency')).toBe('finished');
  });
});
