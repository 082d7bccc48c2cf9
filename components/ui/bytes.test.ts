import { describe, expect, it } from 'vitest';
import { bytesText } from './bytes';

describe('bytesText', () => {
  it('chooses the unit by size', () => {
    expect([0, 1, 9_999, 10_000, 9_909_024, 2.5e9].map((bytes) => bytesText(bytes))).toEqual(['0 bytes', '1 byte', '9,999 bytes', '10.0 kB', '9.9 MB', '2.5 GB']);
  });

  it('shares the unit of another figure', () => {
    expect(bytesText(120_000, 9_909_024)).toBe('0.1 MB');
  });
});
