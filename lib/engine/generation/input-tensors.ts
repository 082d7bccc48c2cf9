import type { Backend } from '../kernels/backend';
import type { DType } from '../tensor/dtype';
import type { Shape, Tensor } from '../tensor/tensor';

type Wanted = readonly [label: string, dtype: DType, shape: Shape];

/** Takes the tensors that go into a pass, all of them or none. @throws EngineError `out-of-memory` */
export function allocateInputs<Names extends string>(backend: Backend, wanted: Readonly<Record<Names, Wanted>>): Record<Names, Tensor> {
  const taken = {} as Record<Names, Tensor>;
  try {
    for (const name of Object.keys(wanted) as Names[]) {
      const [label, dtype, shape]: Wanted = wanted[name];
      taken[name] = backend.allocate(label, dtype, shape);
    }
    return taken;
  } catch (thrown) {
    releaseInputs(backend, taken);
    throw thrown;
  }
}

/** Gives them back. */
export function releaseInputs(backend: Backend, inputs: object): void {
  for (const tensor of Object.values(inputs) as Tensor[]) backend.release(tensor);
}
