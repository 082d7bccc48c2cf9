import { EngineError } from '../errors';
import type { Precision } from '../generation/events';
import { isQuantised } from '../tensor/dtype';
import { narrowToHalves } from '../tensor/half';
import type { HostTensor } from '../tensor/tensor';
import { widen } from '../tensor/widen';
import { checkFinite } from './check-finite';
import { quantise, type QuantiseOptions } from './quantise';

/**
 * A file's tensor in another precision; the same tensor where it has that one already.
 * @throws EngineError `file-malformed` where a weight is no number, `invalid-request` where the block does not fit the rows,
 * or a weight is beyond half floats
 */
export function convert(name: string, host: HostTensor, precision: Precision, options: QuantiseOptions): HostTensor {
  if (isQuantised(precision)) return quantise(name, host, precision, options);
  checkFinite(name, host);
  if (host.dtype === precision) return host;
  const values = precision === 'f32' ? widen(host) : narrowed(name, widen(host));
  return { dtype: precision, shape: host.shape, values };
}

function narrowed(name: string, values: Float32Array): Uint16Array {
  const halves = narrowToHalves(values);
  const index = halves.findIndex((bits) => (bits & 0x7c00) === 0x7c00);
  if (index < 0) return halves;
  throw new EngineError('invalid-request', `${name} has a weight of size ${Math.abs(values[index]).toPrecision(3)}, and half floats end at 65,504.`, 'Keep this tensor at f32.', { tensor: name, index });
}
