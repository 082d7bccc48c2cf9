import { describe } from 'vitest';
import { contractTests } from './test-contract';

describe('kernels in WebAssembly against their reference, in a browser', contractTests);
