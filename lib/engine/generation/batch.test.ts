import { describe, vi } from 'vitest';
import { EngineError } from '../errors';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { batchMemoryTest, batchTests } from './test-batches';
import { optionsInNode } from './test-options';

describe('a batch on the CPU', () => {
  batchTests(optionsInNode);

  batchMemoryTest(
    optionsInNode,
    () => {
      const allocate = CpuBackend.prototype.allocate;
      const spy = vi.spyOn(CpuBackend.prototype, 'allocate').mockImplementation(function (this: CpuBackend, ...of) {
        if (of[0] === 'values of layer 3') throw new EngineError('out-of-memory', 'There was no memory.', 'Close other tabs.', { neededBytes: 1 });
        return allocate.apply(this, of);
      });
      return () => spy.mockRestore();
    },
    false,
  );
});
