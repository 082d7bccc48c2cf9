import { describe } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { layerTests } from './test-measurements';

describe.each(['simd', 'reference'] as const)('a layer of X on the CPU, variant %s', (variant) => layerTests(async () => new CpuBackend(variant)));
