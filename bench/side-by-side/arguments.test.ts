import { describe, expect, it, test } from 'vitest';
import { readArguments, WrongArguments } from './arguments.mjs';

describe('the arguments of npm run bench', () => {
  it('asks for everybody, and keeps the table, where nothing is said', () => {
    expect(readArguments([])).toEqual({
      rounds: 3,
      tokens: 128,
      seconds: 8,
      only: ['ours', 'transformers.js', 'wllama'],
      backends: ['webgpu', 'cpu', 'wasm'],
      precisions: ['f32', 'f16', 'q8', 'q4'],
      jsonFile: undefined,
      isWhole: true,
    });
  });

  it('takes lists and numbers', () => {
    const asked = readArguments(['--only', 'ours, wllama', '--backend', 'cpu,wasm', '--precision', 'q8', '--rounds', '1', '--tokens', '16', '--seconds', '2', '--json', 'rows.json']);
    expect(asked).toEqual({ rounds: 1, tokens: 16, seconds: 2, only: ['ours', 'wllama'], backends: ['cpu', 'wasm'], precisions: ['q8'], jsonFile: 'rows.json', isWhole: false });
  });

  test.for([
    ['more rounds and a file of rows', ['--rounds', '5', '--json', 'rows.json'], true],
    ['fewer rounds', ['--rounds', '1'], false],
    ['fewer tokens', ['--tokens', '64'], false],
    ['less time', ['--seconds', '1'], false],
    ['some of them', ['--only', 'ours'], false],
    ['one precision', ['--precision', 'q8'], false],
  ] as const)('whether %s make a whole run', ([, args, isWhole]) => {
    expect(readArguments([...args]).isWhole).toBe(isWhole);
  });

  test.for([
    [['--only', 'onnx'], /there is no "onnx".*transformers\.js/],
    [['--precision', 'q2'], /there is no "q2"/],
    [['--backend', ''], /there is no ""/],
    [['--rounds', '0'], /--rounds is 0/],
    [['--tokens', '4'], /--tokens is 4/],
    [['--tokens', 'many'], /--tokens is many/],
    [['--seconds', '1.5'], /--seconds is 1\.5/],
    [['--round', '1'], /round/],
    [['ours'], /ours/],
  ] as const)('%j is refused', ([args, words]) => {
    expect(() => readArguments([...args])).toThrow(WrongArguments);
    expect(() => readArguments([...args])).toThrow(words);
  });
});
