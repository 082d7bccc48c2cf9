import { seconds, type BytesPerSecond, type Bytes, type FlopsPerSecond, type Seconds } from './quantities';

/**
 * What one decode step cannot be faster than, with no efficiency and no knee: B·KV/W + max(2·B·N/P, N·b/W), over all devices together.
 * Source: Austin et al., "How To Scale Your Model", chapter on inference. Validity: a bound; engines take 1.3 to 3 times as long (predict says how much).
 *
 * @param batch B sequences
 * @param weights N that one token is multiplied by
 * @param weightBytes N·b that are read
 * @param kvBytes keys and values of one sequence
 * @param rate P, of all devices
 * @param bandwidth W, of all devices
 */
export function rooflineStepTime(batch: number, weights: number, weightBytes: Bytes, kvBytes: Bytes, rate: FlopsPerSecond, bandwidth: BytesPerSecond): Seconds {
  return seconds((batch * kvBytes) / bandwidth + Math.max((2 * batch * weights) / rate, weightBytes / bandwidth));
}
