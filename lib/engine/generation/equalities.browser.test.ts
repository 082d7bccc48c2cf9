import { describe } from 'vitest';
import { equalityTests } from './test-equalities';
import { optionsInBrowser } from './test-browser-options';

describe('ways of running on WebGPU', () => equalityTests(optionsInBrowser));
