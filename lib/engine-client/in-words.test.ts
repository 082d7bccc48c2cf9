import { expect, it } from 'vitest';
import { EngineError, errorFromData, errorToData } from '@/lib/engine/errors';
import { inWords } from './in-words';

const full = new EngineError('out-of-memory', 'The GPU has no room for two blocks of 128 MB.', 'Close other tabs that use it.');

it.each([
  ['The GPU has no room for two blocks of 128 MB. Close other tabs that use it.', full],
  ['The GPU has no room for two blocks of 128 MB. Close other tabs that use it.', errorFromData(errorToData(full))], // As it comes from the worker.
  ['There is no way to tell.', new Error('There is no way to tell.')],
  ['no', 'no'],
])('says %j', (words, thrown) => {
  expect(inWords(thrown)).toBe(words);
});
