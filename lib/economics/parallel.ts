import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import { seconds, type Bytes, type Seconds } from './quantities';

/**
 * How devices add up what each has: over a cable of their own from neighbour to neighbour (`ring`: NVLink of A100, Infinity Fabric), over one whose
 * switch adds on the way (`switch`: NVLink since H100), or over the board they sit on (`board`: PCIe).
 */
export type Link = 'ring' | 'switch' | 'board';

/** PCIe 4.0 with 16 lanes, one direction, 10⁹ bytes a second: what a device without a stated link has. */
const boardGigabytes = 32;

/** PCIe 5.0 reaches 64 GB/s, the slowest cable of the table 300, and NVIDIA's that add in the switch 450 and more. */
export function linkOf({ maker, linkGigabytes = boardGigabytes }: Hardware): Link {
  if (linkGigabytes <= 100) return 'board';
  return maker === 'NVIDIA' && linkGigabytes >= 450 ? 'switch' : 'ring';
}

/** As many as published rows have share a model, and as one server holds; between servers an all-reduce is another matter. */
export const mostDevices = 8;

export interface ReduceConstants {
  /** From the first device's call to the last one's answer, for next to no bytes. */
  readonly latency: Seconds;
  /** Of the link's stated rate, what is reached. */
  readonly linkShare: number;
}

/**
 * Adding up `size` bytes over all devices and giving each the sum: latency + traffic/link. In a ring each device passes on 2·(g−1)/g of the bytes; a switch
 * that adds takes them once and gives them back, (1 + 1/g). NCCL's documentation; against Vidur's timings on A100 and H100 (published.csv, all_reduce_time).
 */
export function allReduceTime(size: Bytes, devices: number, hardware: Hardware, { latency, linkShare }: ReduceConstants): Seconds {
  if (devices === 1) return seconds(0);
  const link = (hardware.linkGigabytes ?? boardGigabytes) * 1e9 * linkShare;
  const passes = linkOf(hardware) === 'switch' ? 1 + 1 / devices : 2 * (1 - 1 / devices);
  return seconds(latency + (passes * size) / link);
}

/** Over how many devices keys and values are split: no finer than KV heads; latent vectors are not split, but each device then has sequences of its own. */
export const kvShards = ({ kvHeads, latentWidth }: LanguageModel, devices: number): number => (latentWidth === undefined ? Math.min(devices, kvHeads) : devices);
