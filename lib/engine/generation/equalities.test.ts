import { describe } from 'vitest';
import { equalityTests } from './test-equalities';
import { optionsInNode } from './test-options';

describe('ways of running on the CPU', () => equalityTests(optionsInNode));
