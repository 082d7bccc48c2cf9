import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.mjs';

describe('what npm run economics is asked', () => {
  it('nothing, other rows, JSON, a fit', () => {
    expect(readArguments([])).toEqual({ rowsFile: undefined, json: false, refit: false });
    expect(readArguments(['--rows', 'a.csv', '--json'])).toEqual({ rowsFile: 'a.csv', json: true, refit: false });
    expect(readArguments(['--fit'])).toEqual({ rowsFile: undefined, json: false, refit: true });
  });

  it.each([
    [['--rows', ''], '--rows needs the name of a file.'],
    [['--rows', 'a.csv', '--fit'], '--fit fits the constants on the house’s own rows: leave out --rows.'],
    [['--speed'], "Unknown option '--speed'."],
    [['a.csv'], "Unexpected argument 'a.csv'. This command does not take positional arguments."],
  ])('%j is wrong', (words, complaint) => {
    expect(() => readArguments(words)).toThrow(complaint);
  });
});
