import { describe, expect, test } from 'vitest';
import { readArguments, splitStories } from './arguments.mjs';

describe('the words after npm run quality --', () => {
  test('none: a table of both backends on the evaluation text', () => {
    expect(readArguments([])).toEqual({ json: false, textFile: undefined, backends: ['cpu', 'webgpu'] });
  });

  test('all', () => {
    expect(readArguments(['--json', '--text', 'a.txt', '--backend', 'webgpu'])).toEqual({ json: true, textFile: 'a.txt', backends: ['webgpu'] });
  });

  test.for<[string[], RegExp]>([
    [['--jason'], /--jason/],
    [['table'], /table/],
    [['--text'], /--text/],
    [['--text='], /name of a file/],
    [['--backend', 'gpu'], /no backend "gpu": choose cpu or webgpu/],
    [['--json=yes'], /--json/],
  ])('%j is refused', ([words, message]) => {
    expect(() => readArguments(words)).toThrow(message);
  });
});

describe('stories', () => {
  test('parted and closed by lines, their own paragraphs kept', () => {
    expect(splitStories('One.\nTwo.\n<|endoftext|>\nThree.\n<|endoftext|>\n')).toEqual(['One.\nTwo.', 'Three.']);
  });

  test('a text without a line is one story; empty stories are none; line ends of any system', () => {
    expect(splitStories('Once <|endoftext|> upon.\n')).toEqual(['Once <|endoftext|> upon.']);
    expect(splitStories('\n<|endoftext|>\n  \n<|endoftext|>\n')).toEqual([]);
    expect(splitStories('One.\r\nTwo.\r\n<|endoftext|>\r\nThree.\r\n')).toEqual(['One.\nTwo.', 'Three.']);
  });
});
