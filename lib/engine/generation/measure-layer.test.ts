import { describe } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { layerTests } from './test-measurements';

describe('a layer of X on the CPU', () => layerTests(async () => new CpuBackend()));
