import type { Pass } from '../kernels/backend';
import type { Kernel } from '../kernels/kernel';
import type { Tensor } from '../tensor/tensor';

/** One launch as a forward pass asked for it. */
export interface AskedLaunch {
  readonly kernel: Kernel;
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly options: object;
  /** Where in the pass, such as `layer 3 / feed-forward / down`. */
  readonly place: string;
}

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
