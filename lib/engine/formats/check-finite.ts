import { EngineError } from '../errors';
import { fromHalf } from '../tensor/half';
import type { HostTensor } from '../tensor/tensor';

/**
 * Refuses weights that are no finite numbers, which no arithmetic survives.
 * @throws EngineError `file-malformed` with the tensor's name and the first such element's index
 */
export function checkFinite(name: string, { dtype, values }: HostTensor): void {
  const index = dtype === 'f16' ? values.findIndex((bits: number) => (bits & 0x7c00) === 0x7c00) : values.findIndex((value: number) => !Number.isFinite(value));
  if (index < 0) return;
  const value = dtype === 'f16' ? fromHalf(values[index]) : values[index];
  throw new EngineError(
    'file-malformed',
    `The weights are damaged: element ${index} of ${name} is ${Number.isNaN(value) ? 'not a number' : 'infinite'}.`,
    'Load the page again without its cache. If you host this site yourself, copy the model folder again.',
    { tensor: name, index },
  );
}
