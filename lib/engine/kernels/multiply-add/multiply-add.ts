import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './multiply-add.wgsl';

/** Chains of multiply-adds that one invocation keeps going, each of four numbers: enough to hide that each waits for its last. */
const chains = 8;
/** Steps of each chain in one round. */
const stepsPerRound = 2;

/** Floating-point operations of one invocation in one round: a multiply-add counts as two. */
export const multiplyAddFlopsPerRound = chains * 4 * stepsPerRound * 2;

/**
 * Nothing but multiply-adds in registers, to see how many a device does: a = a / 2 + y, over and over. The half comes as a
 * parameter, so that no compiler knows it, and is exact, so that fused or not the result is the same.
 * Shape: output (N), one sum for each invocation, so that nothing is computed for nobody.
 */
export const multiplyAdd: Kernel<'output', { readonly rounds: number }> = {
  name: 'multiplyAdd',
  tensors: { output: 'write' },
  parameters: { count: 'u32', rounds: 'u32', factor: 'f32' },
  sources: { invocation: source },
  plan({ output }, { rounds }) {
    const count = elementCount(output.shape);
    return { workgroups: spread(count, 64), parameters: { count, rounds, factor: 0.5 } };
  },
  reference({ output }, _specs, { rounds }) {
    for (let index = 0; index < output.length; index++) {
      let sum = 0;
      for (let number = 0; number < chains * 4; number++) {
        let value = number;
        for (let step = 0; step < rounds * stepsPerRound; step++) value = Math.fround(value * 0.5 + 1 + (index % 61));
        sum += value;
      }
      output[index] = sum;
    }
  },
};
