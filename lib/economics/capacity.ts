import type { Provenance } from '@/lib/measure/measure';
import { derived, type Derived } from './derived';
import { checkPositive, checkWhole, limits } from './numbers';
import type { Bytes, BytesPerSecond, Count, FlopsPerSecond, Ratio, Seconds } from './quantities';
import { firstRefusal } from './refusal';
import type { Refusal } from './request';

/**
 * Sequences in a step from which arithmetic, not the reading of weights, sets its time: (P / W) · bits / 16, since each weight read is multiplied twice per sequence.
 *
 * Source: kipply 2022 ("flops vs memory boundedness": 208 on A100); scaling-book (Austin et al. 2025), inference.md: 240 on TPU v5e, 120 with int8 weights and bf16 arithmetic.
 * Validity: of the matrices of a dense model; attention reads a cache of its own for each sequence and stays bound by memory. The knee is soft: near it, both.
 * @param peak P: of the arithmetic that is used
 * @param bandwidth W
 */
export function criticalBatch(peak: FlopsPerSecond, bandwidth: BytesPerSecond, bitsPerWeight: number, from: readonly Provenance[]): Derived<Count> | Refusal {
  return (
    firstRefusal(
      checkPositive('peak', peak, limits.flopsPerSecond),
      checkPositive('bandwidth', bandwidth, limits.bytesPerSecond),
      checkPositive('bitsPerWeight', bitsPerWeight, limits.bitsPerNumber),
    ) ?? derived('critical-batch', ((peak / bandwidth) * bitsPerWeight) / 16, 'count', 'peak ÷ bandwidth × bits a weight ÷ 16', from)
  );
}

export interface SplitServer {
  /** A prompt's, on one prefill server that reads one at a time. */
  readonly prefillTime: Seconds;
  /** One step's, on one decode server. */
  readonly stepTime: Seconds;
  /** Sequences that a decode server writes at once. */
  readonly batch: number;
  readonly outputTokens: number;
}

/**
 * Where prompts are read on other servers than answers are written: prefill servers to a decode server, so that neither waits: T_prefill · B / (T_step · output tokens).
 *
 * Source: scaling-book (2025), inference.md, its worked example of disaggregated serving: 910 ms, steps of 19 ms, 32 sequences, 512 tokens: three to one.
 * Validity: in the mean, of a steady stream; what queues need beside it is a simulator's question.
 */
export function prefillServers({ prefillTime, stepTime, batch, outputTokens }: SplitServer, from: readonly Provenance[]): Derived<Ratio> | Refusal {
  return (
    firstRefusal(
      checkPositive('prefillTime', prefillTime, limits.seconds),
      checkPositive('stepTime', stepTime, limits.seconds),
      checkWhole('batch', batch, limits.requests),
      checkWhole('outputTokens', outputTokens, limits.requestTokens),
    ) ?? derived('prefill-servers', (prefillTime * batch) / (stepTime * outputTokens), 'ratio', 'time of a prefill × sequences at once ÷ (time of a step × tokens written)', from)
  );
}

/**
 * How long a prompt's cache takes from the server that read it to the one that writes: tokens · bytes a token / bandwidth.
 *
 * Source: DistServe (Zhong et al. 2024, arXiv 2401.09670). Validity: the link is idle and full; the sending of a layer may overlap the computing of the next.
 */
export function kvTransferTime(promptTokens: number, bytesPerToken: Bytes, link: BytesPerSecond, from: readonly Provenance[]): Derived<Seconds> | Refusal {
  return (
    firstRefusal(
      checkWhole('promptTokens', promptTokens, limits.requestTokens),
      checkPositive('bytesPerToken', bytesPerToken, limits.bytes),
      checkPositive('link', link, limits.bytesPerSecond),
    ) ?? derived('kv-transfer-time', (promptTokens * bytesPerToken) / link, 's', 'prompt’s tokens × cache bytes a token ÷ bandwidth of the link', from)
  );
}
