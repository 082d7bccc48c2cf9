import { expect, test } from 'vitest';
import { EngineError } from '../errors';
import { loadFailure, runFailure } from './in-our-words';

// As ONNX Runtime 1.31 and the browsers word them.
test.for([
  ['Failed to allocate memory for requested buffer of size 1073741824', 'out-of-memory'],
  ['std::bad_alloc', 'out-of-memory'],
  ['Array buffer allocation failed', 'out-of-memory'],
  ['WebGPU device was lost: destroyed', 'device-lost'],
  ["no available backend found. ERR: [wasm] RuntimeError: Aborted(both async and sync fetching of the wasm failed)", 'network'],
  ["Can't create a session. ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model because protobuf parsing failed.", 'file-malformed'],
] as const)('"%s" in a load is %s', ([message, code]) => {
  const error = loadFailure(new Error(message), 'someone/tiny-chat');
  expect(error.code).toBe(code);
  expect(error.remedy).toMatch(/\.$/);
});

test('in a run, what nobody foresaw is told as it was worded, on one line; numbers are thrown by WebAssembly', () => {
  expect(runFailure(new Error('failed to call\n   OrtRun()'))).toMatchObject({ code: 'internal', message: 'transformers.js stopped: failed to call OrtRun()' });
  expect(runFailure(11_223_344)).toMatchObject({ code: 'internal', message: 'transformers.js stopped: 11223344' });
});

test('an error that is in our words already stays as it is', () => {
  const error = new EngineError('network', 'a', 'b');
  expect(loadFailure(error, 'x')).toBe(error);
  expect(runFailure(error)).toBe(error);
});
