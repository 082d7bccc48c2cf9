import { describe, expect, it } from 'vitest';
import { tableToCsv } from './table';

describe('tableToCsv', () => {
  it('quotes what needs quoting: commas, quotes, breaks, and spaces at an end', () => {
    expect(tableToCsv({ columns: ['token', 'probability'], rows: [[',', 0.84], [' a', 0.1], ['"', 0.02], ['\n', 0.01]] })).toBe(
      'token,probability\r\n",",0.84\r\n" a",0.1\r\n"""",0.02\r\n"\n",0.01\r\n',
    );
  });
});
