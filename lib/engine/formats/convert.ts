import type { Precision } from '../generation/events';
import { isQuantised } from '../tensor/dtype';
import { narrowToHalves } from '../tensor/half';
import type { HostTensor } from '../tensor/tensor';
import { widen } from '../tensor/widen';
import { checkFinite, quantise, type QuantiseOptions } from './quantise';

/**
 * A file's tensor in another precision; the same tensor where it has that one already.
 * @throws EngineError `file-malformed` where a weight is no number, `invalid-request` where the block does not fit the rows
 */
export function convert(name: string, host: HostTensor, precision: Precision, options: QuantiseOptions): HostTensor {
  checkFinite(name, host);
  if (host.dtype === precision) return host;
  if (isQuantised(precision)) return quantise(name, host, precision, options);
  const values = precision === 'f32' ? widen(host) : narrowToHalves(widen(host));
  return { dtype: precision, shape: host.shape, values };
}
