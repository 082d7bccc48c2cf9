import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import { seconds, type Bytes, type Seconds } from './quantities';

/** A cable of its own between the devices (NVLink, Infinity Fabric), or the board they sit on. */
export type Link = 'direct' | 'board';

/** PCIe 4.0 with 16 lanes, one direction, 10⁹ bytes a second: what a device without a stated link has. */
const boardGigabytes = 32;

/** PCIe 5.0 with 16 lanes reaches 64 GB/s; the slowest direct link of the table 300. */
export const linkOf = ({ linkGigabytes = boardGigabytes }: Hardware): Link => (linkGigabytes > 100 ? 'direct' : 'board');

export interface ReduceConstants {
  /** From the first device's call to the last one's answer, for next to no bytes. */
  readonly latency: Seconds;
  /** Of the link's stated rate, what is reached. */
  readonly linkShare: number;
}

/**
 * Adding up `size` bytes over all devices and giving each the sum: latency + 2·(g−1)/g·bytes/link (a ring: each byte goes round nearly
 * twice). NCCL's documentation; checked against Vidur's measurements on A100 and H100 (published.csv, all_reduce_time).
 */
export function allReduceTime(size: Bytes, devices: number, hardware: Hardware, { latency, linkShare }: ReduceConstants): Seconds {
  if (devices === 1) return seconds(0);
  const link = (hardware.linkGigabytes ?? boardGigabytes) * 1e9 * linkShare;
  return seconds(latency + (2 * ((devices - 1) / devices) * size) / link);
}

/** Over how many devices keys and values are split: no finer than KV heads; latent vectors are not split, but each device then has sequences of its own. */
export const kvShards = ({ kvHeads, latentWidth }: LanguageModel, devices: number): number => (latentWidth === undefined ? Math.min(devices, kvHeads) : devices);
