import { EngineError } from '../errors';
import { fromHalf } from '../tensor/half';
import type { HostTensor } from '../tensor/tensor';

/**
 * Refuses weights that are no finite numbers, which no arithmetic survives.
 * @throws EngineError `file-malformed` with the tensor's name and the first such element's index
 */
export function checkFinite(name: string, { dtype, values }: HostTensor): void {
  const index = dtype === 'f16' ? firstEndlessHalf(values) : firstEndless(values);
  if (index < 0) return;
  const value = dtype === 'f16' ? fromHalf(values[index]) : values[index];
  throw new EngineError(
    'file-malformed',
    `The weights are damaged: element ${index} of ${name} is ${Number.isNaN(value) ? 'not a number' : 'infinite'}.`,
    'Load the page again without its cache. If you host this site yourself, copy the model folder again.',
    { tensor: name, index },
  );
}

// Every weight goes through here before the first token: loops, since a call for each would take ten times as long.

/** Index of the first half float whose exponent is all ones: infinite, or not a number. */
function firstEndlessHalf(halves: HostTensor['values']): number {
  for (let i = 0; i < halves.length; i++) if ((halves[i] & 0x7c00) === 0x7c00) return i;
  return -1;
}

function firstEndless(values: HostTensor['values']): number {
  for (let i = 0; i < values.length; i++) if (values[i] - values[i] !== 0) return i;
  return -1;
}
