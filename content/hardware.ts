import type { SourceId } from './sources';

/** Arithmetic that a device does at a rate of its own. */
export type ComputeType = 'f32' | 'f16' | 'fp8' | 'int8' | 'fp4';

/** A device as its maker publishes it. */
export interface Hardware {
  readonly name: string;
  /** Other names by which published figures call it. */
  readonly alsoCalled?: readonly string[];
  readonly maker: 'NVIDIA' | 'AMD' | 'Apple' | 'Google';
  /** Kind of memory: how much of its bandwidth engines reach differs between them. */
  readonly family: 'datacentre' | 'workstation' | 'consumer' | 'apple' | 'tpu';
  /**
   * Dense multiply-add peak, in 10¹² operations a second: never the sparse figure. `f16` stands for bf16 too, and on GeForce cards is the
   * rate with sums in f32 (sums in f16 run twice as fast there). Absent: it has no such arithmetic, or nobody says.
   */
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

const nvidia = { maker: 'NVIDIA', memoryUnit: 'GiB' } as const;
const datacentre = { ...nvidia, family: 'datacentre' } as const;
const workstation = { ...nvidia, family: 'workstation' } as const;
const consumer = { ...nvidia, family: 'consumer' } as const;
const apple = { maker: 'Apple', family: 'apple', memoryUnit: 'GiB' } as const;
const tpu = { maker: 'Google', family: 'tpu', memoryUnit: 'GiB' } as const;

const a100Peak = { f32: 19.5, f16: 312, int8: 624 } as const;
const h100Peak = { f32: 67, f16: 989, fp8: 1979, int8: 1979 } as const;
/** Apple's GPUs multiply f16 no faster than f32. */
const appleRate = (teraflops: number) => ({ f32: teraflops, f16: teraflops });

/** By maker and kind, older first. */
export const hardware: readonly Hardware[] = [
  { ...datacentre, name: 'T4', teraflops: { f32: 8.1, f16: 65, int8: 130 }, bandwidthGigabytes: 320, memory: 16, watts: 70, source: 't4-data-sheet' },
  {
    ...datacentre, name: 'A100-SXM-40GB', alsoCalled: ['A100-40GB'], teraflops: a100Peak, bandwidthGigabytes: 1555, memory: 40, watts: 400, linkGigabytes: 300,
    source: 'a100-data-sheet',
  },
  {
    ...datacentre, name: 'A100-PCIe-80GB', alsoCalled: ['A100 PCIe 80GB', 'A100'], teraflops: a100Peak, bandwidthGigabytes: 1935, memory: 80, watts: 300,
    linkGigabytes: 32, source: 'a100-data-sheet',
  },
  {
    ...datacentre, name: 'A100-SXM-80GB',
    alsoCalled: ['A100 SXM 80GB', 'A100-SXM', 'A100-80GB', 'A100-SXM-80GB (330W cap)', 'A100-DGX-80GB', 'A100-DGX NVLink', 'A100 (40/80 unstated)'],
    teraflops: a100Peak, bandwidthGigabytes: 2039, memory: 80, watts: 400, linkGigabytes: 300, source: 'a100-data-sheet',
  },
  { ...datacentre, name: 'A40', alsoCalled: ['A40 48GB'], teraflops: { f32: 37.4, f16: 149.7, int8: 299.3 }, bandwidthGigabytes: 696, memory: 48, watts: 300, source: 'a40-data-sheet' },
  { ...datacentre, name: 'L4', teraflops: { f32: 30.3, f16: 121, fp8: 242.5, int8: 242.5 }, bandwidthGigabytes: 300, memory: 24, watts: 72, source: 'l4-data-sheet' },
  {
    ...datacentre, name: 'L40S', alsoCalled: ['L40S 48GB', 'L40S-48GB'], teraflops: { f32: 91.6, f16: 362, fp8: 733, int8: 733 }, bandwidthGigabytes: 864, memory: 48, watts: 350,
    linkGigabytes: 32, source: 'l40s-data-sheet',
  },
  {
    ...datacentre, name: 'H100-PCIe-80GB', alsoCalled: ['H100 PCIe 80GB', 'H100 PCIe'], teraflops: { f32: 51, f16: 756, fp8: 1513, int8: 1513 }, bandwidthGigabytes: 2000, memory: 80,
    watts: 350, linkGigabytes: 64, source: 'h100-data-sheet',
  },
  {
    ...datacentre, name: 'H100-SXM-80GB', alsoCalled: ['H100-SXM', 'H100', 'H100-80GB', 'H100-SXM5', 'H100-DGX NVLink'], teraflops: h100Peak, bandwidthGigabytes: 3350, memory: 80,
    watts: 700, linkGigabytes: 450, source: 'h100-data-sheet',
  },
  {
    ...datacentre, name: 'H200-SXM-141GB', alsoCalled: ['H200', 'H200-SXM5'], teraflops: h100Peak, bandwidthGigabytes: 4800, memory: 141, watts: 700, linkGigabytes: 450,
    memoryUnit: 'GB', source: 'h200-data-sheet',
  },
  {
    ...datacentre, name: 'B200-180GB', alsoCalled: ['B200'], teraflops: { f16: 2250, fp8: 4500, int8: 4500, fp4: 9000 }, bandwidthGigabytes: 8000, memory: 180, memoryUnit: 'GB', watts: 1000,
    linkGigabytes: 900, source: 'b200-data-sheet',
  },
  {
    ...datacentre, name: 'GB200-192GB', alsoCalled: ['GB200'], teraflops: { f16: 2500, fp8: 5000, int8: 5000, fp4: 10_000 }, bandwidthGigabytes: 8000, memory: 192, memoryUnit: 'GB',
    linkGigabytes: 900, source: 'b200-data-sheet', note: 'one of the two GPUs of a GB200',
  },
  {
    ...workstation, name: 'RTX A6000', alsoCalled: ['RTX A6000 48GB'], teraflops: { f32: 38.7, f16: 154.8, int8: 309.7 }, bandwidthGigabytes: 768, memory: 48, watts: 300,
    source: 'a6000-data-sheet',
  },
  {
    ...workstation, name: 'RTX 6000 Ada', alsoCalled: ['RTX 6000 Ada 48GB'], teraflops: { f32: 91.1, f16: 364, fp8: 728.5, int8: 728.5 }, bandwidthGigabytes: 960, memory: 48, watts: 300,
    source: 'rtx-6000-ada-data-sheet',
  },
  { ...consumer, name: 'RTX 3070', alsoCalled: ['3070 8GB', '3070'], teraflops: { f32: 20.3, f16: 40.6, int8: 162.6 }, bandwidthGigabytes: 448, memory: 8, watts: 220, source: 'ampere-white-paper' },
  { ...consumer, name: 'RTX 3090', alsoCalled: ['3090 24GB', '3090'], teraflops: { f32: 35.6, f16: 71, int8: 284 }, bandwidthGigabytes: 936, memory: 24, watts: 350, source: 'ampere-white-paper' },
  { ...consumer, name: 'RTX 3090 Ti', alsoCalled: ['3090 Ti'], teraflops: { f32: 40, f16: 80, int8: 320 }, bandwidthGigabytes: 1008, memory: 24, watts: 450, source: 'ada-white-paper' },
  { ...consumer, name: 'RTX 4060 Ti', teraflops: { f32: 22.1, f16: 44, fp8: 88, int8: 176.5 }, bandwidthGigabytes: 288, memory: 8, watts: 160, source: 'ada-white-paper' },
  { ...consumer, name: 'RTX 4080', alsoCalled: ['4080 16GB', '4080'], teraflops: { f32: 48.7, f16: 97.5, fp8: 194.9, int8: 389.9 }, bandwidthGigabytes: 717, memory: 16, watts: 320, source: 'ada-white-paper' },
  { ...consumer, name: 'RTX 4090', alsoCalled: ['4090 24GB', '4090'], teraflops: { f32: 82.6, f16: 165.2, fp8: 330.3, int8: 660.6 }, bandwidthGigabytes: 1008, memory: 24, watts: 450, source: 'ada-white-paper' },
  { ...datacentre, maker: 'AMD', name: 'MI300X', teraflops: { f32: 163.4, f16: 1307, fp8: 2615, int8: 2615 }, bandwidthGigabytes: 5300, memory: 192, memoryUnit: 'GB', watts: 750, linkGigabytes: 448, source: 'mi300x-data-sheet' },
  { ...consumer, maker: 'AMD', name: 'RX 7900 XTX', alsoCalled: ['7900 XTX'], teraflops: { f32: 61.4, f16: 122.8, int8: 122.8 }, bandwidthGigabytes: 960, memory: 24, watts: 355, source: '7900-xtx-page' },
  { ...tpu, name: 'TPU v4', teraflops: { f16: 275, int8: 275 }, bandwidthGigabytes: 1228, memory: 32, source: 'scaling-book' },
  { ...tpu, name: 'TPU v5e', teraflops: { f16: 197, int8: 394 }, bandwidthGigabytes: 819, memory: 16, source: 'scaling-book' },
  { ...apple, name: 'M1 8-core', alsoCalled: ['M1'], teraflops: appleRate(2.6), bandwidthGigabytes: 68, memory: 16, source: 'llama-cpp-apple' },
  { ...apple, name: 'M1 Pro 16-core', alsoCalled: ['M1 Pro'], teraflops: appleRate(5.2), bandwidthGigabytes: 200, memory: 32, source: 'llama-cpp-apple' },
  { ...apple, name: 'M1 Max 32-core', alsoCalled: ['M1 Max', 'M1 Max 32‑Core GPU 64GB'], teraflops: appleRate(10.4), bandwidthGigabytes: 400, memory: 64, source: 'llama-cpp-apple' },
  { ...apple, name: 'M2 Ultra 76-core', alsoCalled: ['M2 Ultra', 'M2 Ultra 76-Core GPU 192GB'], teraflops: appleRate(27.2), bandwidthGigabytes: 800, memory: 192, source: 'llama-cpp-apple' },
  { ...apple, name: 'M3 Max 40-core', alsoCalled: ['M3 Max', 'M3 Max 40‑Core GPU 64GB'], teraflops: appleRate(14.1), bandwidthGigabytes: 400, memory: 64, source: 'llama-cpp-apple' },
  { ...apple, name: 'M4 Pro 20-core', alsoCalled: ['M4 Pro'], teraflops: appleRate(8.1), bandwidthGigabytes: 273, memory: 48, source: 'llama-cpp-apple' },
  { ...apple, name: 'M4 Max 40-core', alsoCalled: ['M4 Max'], teraflops: appleRate(16.2), bandwidthGigabytes: 546, memory: 64, source: 'llama-cpp-apple' },
];
