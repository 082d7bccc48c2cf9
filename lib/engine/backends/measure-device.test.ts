import { describe } from 'vitest';
import { measureHostCopyBandwidth } from './cpu/copy-bandwidth';
import { CpuBackend } from './cpu/cpu-backend';
import { measureMultiplyAddPeak } from './cpu/multiply-add-peak';
import { deviceTests } from './test-device-measurement';

describe('device facts on the CPU', () =>
  deviceTests(async () => ({
    backend: new CpuBackend(),
    meters: { copyBandwidth: async () => measureHostCopyBandwidth(), multiplyAddPeak: measureMultiplyAddPeak },
  })));
