import { describe } from 'vitest';
import { testDevice } from '../test-device';
import { deviceTests } from './test-device-measurement';
import { measureCopyBandwidth } from './webgpu/copy-bandwidth';
import { WebGpuBackend } from './webgpu/webgpu-backend';

describe('device facts on WebGPU', () =>
  deviceTests(async () => {
    const device = await testDevice();
    return { backend: new WebGpuBackend(device, 'invocation'), meters: { copyBandwidth: () => measureCopyBandwidth(device) } };
  }));
