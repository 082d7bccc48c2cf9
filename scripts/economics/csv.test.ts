import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.mjs';

describe('a CSV file', () => {
  it('is rows by the names of its first line; quoted fields keep commas, quotes and line ends', () => {
    expect(parseCsv('id,note\r\nV1,"a, ""b""\nc"\nV2,\n')).toEqual([
      { id: 'V1', note: 'a, "b"\nc' },
      { id: 'V2', note: '' },
    ]);
  });

  it('is refused where a row has other fields than the first line names', () => {
    expect(() => parseCsv('id,note\nV1,a,b\n')).toThrow('Row 2 has 3 fields; the first line names 2.');
    expect(() => parseCsv('')).toThrow('The file is empty.');
    expect(() => parseCsv('id,note\n', ['id', 'value', 'unit'])).toThrow('The first line names no value, unit.');
  });
});
