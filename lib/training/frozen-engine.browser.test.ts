import { describe } from 'vitest';
import { testDevice } from '@/lib/engine/test-device';
import { frozenEngineTests } from './test-frozen-engine';

describe('a frozen model on WebGPU', () => {
  frozenEngineTests(async (files) => ({ device: await testDevice(), description: 'the test adapter', software: true, files }));
});
