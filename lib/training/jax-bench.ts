import { defaultDevice, getWebGPUDevice, init } from '@jax-js/jax';
import type { Workbench } from './choose-program';
import type { TrainingOptions } from './options';
import { JaxProgram } from './program';
import type { TrainingShape } from './shape';

/** jax-js, where this runs. */
export function jaxBench(around: Pick<Workbench, 'adapter' | 'processor' | 'now'>, shape: TrainingShape, options: TrainingOptions): Workbench {
  return {
    ...around,
    async open(backend) {
      if (!(await init(backend)).includes(backend)) return null;
      defaultDevice(backend);
      const lost = backend === 'webgpu' ? getWebGPUDevice().lost.then(({ message }) => Promise.reject<never>(new Error(`The GPU device was lost. ${message}`))) : null;
      lost?.catch(() => undefined);
      return new JaxProgram(backend, shape, options, lost);
    },
  };
}
