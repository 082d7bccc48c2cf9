import { describe } from 'vitest';
import { forwardTests } from './test-forward';

describe('the training forward in WebAssembly', () => forwardTests('wasm', (files) => Promise.resolve({ device: null, description: 'the processor', software: false, files })));
