import { describe, expect, it, test } from 'vitest';
import { readArguments, WrongArguments } from './arguments.mjs';

describe('the arguments of npm run bench:limit', () => {
  it('measures all in the browser, and keeps the table, where nothing is said', () => {
    expect(readArguments([])).toEqual({
      dawn: false,
      backends: ['webgpu', 'cpu'],
      request: { precisions: ['f32', 'f16', 'q8', 'q4'], parts: ['model', 'layer', 'growth', 'load'], batches: [1, 2, 4, 8, 16, 32], rounds: 3 },
      jsonFile: undefined,
      isWhole: true,
    });
  });

  it('takes lists and numbers; batches in order, each once', () => {
    expect(readArguments(['--dawn', '--backend', 'cpu', '--precision', 'q2, f32,f32', '--part', 'model', '--batch', '32,1,32', '--rounds', '1', '--json', 'rows.json'])).toEqual({
      dawn: true,
      backends: ['cpu'],
      request: { precisions: ['q2', 'f32'], parts: ['model'], batches: [1, 32], rounds: 1 },
      jsonFile: 'rows.json',
      isWhole: false,
    });
  });

  test.for([
    ['Dawn, more rounds and a file of rows', ['--dawn', '--rounds', '5', '--json', 'rows.json'], true],
    ['fewer rounds', ['--rounds', '2'], false],
    ['one part', ['--part', 'layer'], false],
    ['one precision', ['--precision', 'q8'], false],
    ['one batch', ['--batch', '32'], false],
  ] as const)('whether %s make a whole run', ([, args, isWhole]) => {
    expect(readArguments([...args]).isWhole).toBe(isWhole);
  });

  test.for([
    [['--backend', 'wasm'], /there is no "wasm".*webgpu, cpu/],
    [['--part', 'speed'], /there is no "speed".*growth/],
    [['--precision', 'q3'], /there is no "q3"/],
    [['--batch', '33'], /--batch is 33.*from 1 to 32/],
    [['--batch', '1,,2'], /--batch is : /],
    [['--rounds', '0'], /--rounds is 0/],
    [['--swiftshader'], /swiftshader/],
  ] as const)('%j is refused', ([args, words]) => {
    expect(() => readArguments([...args])).toThrow(WrongArguments);
    expect(() => readArguments([...args])).toThrow(words);
  });
});
