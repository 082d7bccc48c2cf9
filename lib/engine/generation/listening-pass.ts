import type { AskedLaunch, Pass } from '../kernels/backend';
import type { Kernel } from '../kernels/kernel';

/** The same pass, with every launch written down in `launches`. */
export function listeningPass(pass: Pass, launches: AskedLaunch[]): Pass {
  return {
    scratch: (name, dtype, shape) => pass.scratch(name, dtype, shape),
    copy: (source, target) => pass.copy(source, target),
    run: (kernel, tensors, options, place = '') => {
      launches.push({ kernel: kernel as unknown as Kernel, tensors, options, place });
      pass.run(kernel, tensors, options, place);
    },
  };
}
