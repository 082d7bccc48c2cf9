import type { SourceId } from './sources';

/** Arithmetic that a device does at a rate of its own. */
export type ComputeType = 'f32' | 'f16' | 'fp8' | 'int8' | 'fp4';

/** A device as its maker publishes it. */
export interface Hardware {
  readonly name: string;
  readonly maker: 'NVIDIA' | 'AMD' | 'Apple' | 'Google';
  /** Kind of memory: how much of its bandwidth engines reach differs between them. */
  readonly family: 'datacentre' | 'workstation' | 'consumer' | 'apple' | 'tpu';
  /** Dense multiply-add peak, in 10¹² operations a second: never the sparse figure. `f16` stands for bf16 too. Absent: it has no such arithmetic, or nobody says. */
  readonly teraflops: Partial<Readonly<Record<ComputeType, number>>>;
  /** 10⁹ bytes a second. */
  readonly bandwidthGigabytes: number;
  /** As sold: 10⁹ bytes for discs and Apple's memory, 2³⁰ for GPUs; `memoryUnit` says which. */
  readonly memory: number;
  readonly memoryUnit: 'GB' | 'GiB';
  readonly watts?: number;
  /** Bytes a second to its neighbours, all links, one direction; 10⁹. */
  readonly linkGigabytes?: number;
  readonly source: SourceId;
  /** What is to be known of a figure: which variant, where sources disagree. */
  readonly note?: string;
}
