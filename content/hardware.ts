import type { SourceId } from './sources';

/** Arithmetic that a device does at a rate of its own. */
export type ComputeType = 'f32' | 'f16' | 'fp8' | 'int8' | 'fp4';

/** A device as its maker publishes it. */
export interface Hardware {
  readonly name: string;
  /** Other names by which published figures call it. */
  readonly alsoCalled?: readonly string[];
  readonly maker: 'NVIDIA' | 'AMD' | 'Apple' | 'Google';
  /**
   * Kind of memory, since how much of its bandwidth engines reach differs between them: stacked (`datacentre`), GDDR with error correction
   * (`workstation`: server cards such as T4 and L40S too), GDDR (`consumer`), shared with the CPU (`apple`).
   */
  readonly family: 'datacentre' | 'workstation' | 'consumer' | 'apple' | 'tpu';
  /**
   * Dense multiply-add peak, in 10¹² operations a second: never the sparse figure. `f16` stands for bf16 too, and on GeForce cards is the
   * rate with sums in f32 (sums in f16 run twice as fast there). Absent: it has no such arithmetic, or nobody says.
   */
  readonly teraflops: Partial<Readonly<Record<ComputeType, number>>>;
  /** 10⁹ bytes a second. */
  readonly bandwidthGigabytes: number;
  /** As sold. It is 2³⁰ bytes that makers mean here: nvidia-smi shows 143,771 MiB on an H200 “141 GB” and 183,359 MiB on a B200 “180 GB”. */
  readonly memory: number;
  readonly memoryUnit: 'GB' | 'GiB';
  readonly watts?: number;
  /** Bytes a second to its neighbours, all links, one direction; 10⁹. */
  readonly linkGigabytes?: number;
  /** Of the bandwidth, and of all else that no other source is named for. */
  readonly source: SourceId;
  /** Of `teraflops`, where the maker does not say. */
  readonly peakSource?: SourceId;
  /** What is to be known of a figure: which variant, where sources disagree. */
  readonly note?: string;
}

const nvidia = { maker: 'NVIDIA', memoryUnit: 'GiB' } as const;
const datacentre = { ...nvidia, family: 'datacentre' } as const;
const workstation = { ...nvidia, family: 'workstation' } as const;
const consumer = { ...nvidia, family: 'consumer' } as const;
const amd = { maker: 'AMD', memoryUnit: 'GiB' } as const;
const tpu = { maker: 'Google', family: 'tpu', memoryUnit: 'GiB', source: 'scaling-book' } as const;

/** Links: six a chip in a torus of three dimensions, four in one of two. */
const correctedLinks = 'links: as corrected in the book’s commit 54e2c439, from 100, 50 and 100 GB/s a link in v5p, v5e and v6e to 90, 45 and 90';

const a100 = { ...datacentre, teraflops: { f32: 19.5, f16: 312, int8: 624 }, source: 'a100-data-sheet' } as const;
const hopper = { ...datacentre, teraflops: { f32: 67, f16: 989, fp8: 1979, int8: 1979 }, watts: 700, linkGigabytes: 450 } as const;
const ampere = { ...consumer, source: 'ampere-white-paper' } as const;
const ada = { ...consumer, source: 'ada-white-paper' } as const;
const blackwell = { ...consumer, source: 'rtx-blackwell-white-paper' } as const;
const professionalAda = { ...workstation, watts: 300, source: 'ada-white-paper' } as const;

/** Apple’s GPUs multiply f16 no faster than f32 (measured on M1: github.com/philipturner/metal-benchmarks at 007b009f), and Apple names no rate after M2. */
const apple = (teraflops: number) =>
  ({
    maker: 'Apple', family: 'apple', memoryUnit: 'GiB', teraflops: { f32: teraflops, f16: teraflops }, source: 'llama-cpp-apple', peakSource: 'huggingface-hardware',
  }) as const;
/** By the rate of a core of the larger chip. */
const fewerCores = 'rate: that of a core of the full chip, times its cores';
const ratesOfAda = 'rates: twice, four and eight times f32, as of all Ada GeForce cards';
const m4Rate = 'rate: sources differ; by the clock that hmc-tech.com gives, 0.38 to 0.43 a core, here 0.46';

/** By kind, older first. */
export const hardware: readonly Hardware[] = [
  { ...datacentre, name: 'V100-SXM-16GB', alsoCalled: ['V100'], teraflops: { f32: 15.7, f16: 125 }, bandwidthGigabytes: 900, memory: 16, watts: 300, linkGigabytes: 150, source: 'v100-data-sheet' },
  {
    ...datacentre, name: 'V100-SXM-32GB', alsoCalled: ['V100-32GB'], teraflops: { f32: 15.7, f16: 125 }, bandwidthGigabytes: 900, memory: 32, watts: 300, linkGigabytes: 150,
    source: 'v100-data-sheet',
  },
  { ...a100, name: 'A100-PCIe-40GB', bandwidthGigabytes: 1555, memory: 40, watts: 250, linkGigabytes: 32 },
  { ...a100, name: 'A100-SXM-40GB', alsoCalled: ['A100-40GB'], bandwidthGigabytes: 1555, memory: 40, watts: 400, linkGigabytes: 300 },
  // Tables that say “A100” and numbers “based on PCIe”: mlc-ai/llm-perf-bench.
  { ...a100, name: 'A100-PCIe-80GB', alsoCalled: ['A100 PCIe 80GB', 'A100'], bandwidthGigabytes: 1935, memory: 80, watts: 300, linkGigabytes: 32 },
  {
    ...a100, name: 'A100-SXM-80GB', bandwidthGigabytes: 2039, memory: 80, watts: 400, linkGigabytes: 300,
    alsoCalled: ['A100 SXM 80GB', 'A100-SXM', 'A100-80GB', 'A100-SXM-80GB (330W cap)', 'A100-DGX-80GB', 'A100-DGX NVLink', 'DGX A100 80GB', 'A100 (40/80 unstated)'],
  },
  { ...datacentre, name: 'A30', alsoCalled: ['A30 24GB'], teraflops: { f32: 10.3, f16: 165, int8: 330 }, bandwidthGigabytes: 933, memory: 24, watts: 165, source: 'a30-data-sheet' },
  {
    ...datacentre, name: 'H100-PCIe-80GB', alsoCalled: ['H100 PCIe 80GB', 'H100 PCIe'], teraflops: { f32: 51, f16: 756, fp8: 1513, int8: 1513 }, bandwidthGigabytes: 2000, memory: 80,
    watts: 350, linkGigabytes: 64, source: 'h100-data-sheet',
  },
  {
    ...hopper, name: 'H100-SXM-80GB', alsoCalled: ['H100-SXM', 'H100', 'H100 SXM', 'H100-80GB', 'H100-SXM5', 'H100-DGX NVLink', 'DGX H100', 'HGX H100'], bandwidthGigabytes: 3350, memory: 80,
    source: 'h100-data-sheet',
  },
  { ...hopper, name: 'H200-SXM-141GB', alsoCalled: ['H200', 'H200-SXM5', 'H200 SXM', 'DGX H200', 'HGX H200'], bandwidthGigabytes: 4800, memory: 141, source: 'h200-data-sheet' },
  {
    ...datacentre, name: 'B200-180GB', alsoCalled: ['B200', 'B200 SXM', 'DGX B200', 'HGX B200'], teraflops: { f32: 75, f16: 2250, fp8: 4500, int8: 4500, fp4: 9000 }, bandwidthGigabytes: 7700, memory: 180, watts: 1000,
    linkGigabytes: 900, source: 'blackwell-data-sheet', note: 'as of HGX and DGX B200; 8,000 GB/s and 192 GB were announced',
  },
  {
    ...datacentre, name: 'GB200-192GB', alsoCalled: ['GB200'], teraflops: { f32: 80, f16: 2500, fp8: 5000, int8: 5000, fp4: 10_000 }, bandwidthGigabytes: 8000, memory: 186, watts: 1200,
    linkGigabytes: 900, source: 'blackwell-data-sheet', note: 'one of the two GPUs of a GB200: 192 GB in NVIDIA’s tables of timings, 186 in its data sheet',
  },
  {
    ...amd, family: 'datacentre', name: 'MI300X', teraflops: { f32: 163.4, f16: 1307, fp8: 2615, int8: 2615 }, bandwidthGigabytes: 5300, memory: 192, watts: 750, linkGigabytes: 448,
    source: 'mi300x-data-sheet', note: 'seven links of 64 GB/s each way',
  },

  {
    ...workstation, name: 'T4', alsoCalled: ['T4 16GB'], teraflops: { f32: 8.1, f16: 65, int8: 130 }, bandwidthGigabytes: 320, memory: 16, watts: 70, source: 't4-data-sheet',
    note: 'bandwidth: 300 GB/s on other pages',
  },
  {
    ...workstation, name: 'RTX A6000', alsoCalled: ['RTX A6000 48GB', 'A6000'], teraflops: { f32: 38.7, f16: 154.8, int8: 309.7 }, bandwidthGigabytes: 768, memory: 48, watts: 300,
    source: 'ampere-white-paper',
  },
  { ...workstation, name: 'A40', alsoCalled: ['A40 48GB'], teraflops: { f32: 37.4, f16: 149.7, int8: 299.3 }, bandwidthGigabytes: 696, memory: 48, watts: 300, source: 'ampere-white-paper' },
  { ...workstation, name: 'A10', alsoCalled: ['A10 24GB'], teraflops: { f32: 31.2, f16: 125, int8: 250 }, bandwidthGigabytes: 600, memory: 24, watts: 150, source: 'a10-data-sheet' },
  { ...professionalAda, name: 'RTX 6000 Ada', alsoCalled: ['RTX 6000 Ada 48GB'], teraflops: { f32: 91.1, f16: 364.2, fp8: 728.5, int8: 728.5 }, bandwidthGigabytes: 960, memory: 48 },
  { ...professionalAda, name: 'L40', teraflops: { f32: 90.5, f16: 181, fp8: 362, int8: 362 }, bandwidthGigabytes: 864, memory: 48, linkGigabytes: 32 },
  {
    ...professionalAda, name: 'L4', alsoCalled: ['L4 24GB'], teraflops: { f32: 30.3, f16: 121, fp8: 242.5, int8: 242.5 }, bandwidthGigabytes: 300, memory: 24, watts: 72, linkGigabytes: 32,
    note: 'hmc-tech.com counts half of these rates from the clock',
  },
  {
    ...workstation, name: 'L40S', alsoCalled: ['L40S 48GB', 'L40S-48GB'], teraflops: { f32: 91.6, f16: 362, fp8: 733, int8: 733 }, bandwidthGigabytes: 864, memory: 48, watts: 350,
    linkGigabytes: 32, source: 'l40s-data-sheet',
  },
  {
    ...professionalAda, name: 'RTX 5000 Ada', alsoCalled: ['RTX 5000 Ada 32GB'], teraflops: { f32: 65.3, f16: 261.1, fp8: 522.2, int8: 522.2 }, bandwidthGigabytes: 576, memory: 32, watts: 250,
    source: 'professional-ada-data-sheets',
  },
  {
    ...professionalAda, name: 'RTX 4000 Ada', alsoCalled: ['RTX 4000 Ada 20GB'], teraflops: { f32: 26.7, f16: 106.9, fp8: 213.8, int8: 213.8 }, bandwidthGigabytes: 360, memory: 20, watts: 130,
    source: 'professional-ada-data-sheets', note: 'rates by its clock; NVIDIA’s sheet names 327.6 in all, sparse, a quarter less',
  },
  {
    ...workstation, name: 'RTX PRO 6000 Blackwell Server', alsoCalled: ['RTX 6000 Pro Blackwell Server Edition', 'RTX PRO 6000'], teraflops: { f32: 120, f16: 500, fp8: 1000, int8: 1000, fp4: 2000 },
    bandwidthGigabytes: 1597, memory: 96, watts: 600, linkGigabytes: 64, source: 'rtx-pro-6000-server-page', note: 'the workstation edition has 1,792 GB/s',
  },

  { ...consumer, name: 'RTX 2080 Ti', alsoCalled: ['2080 Ti'], teraflops: { f32: 13.4, f16: 53.8, int8: 215.2 }, bandwidthGigabytes: 616, memory: 11, watts: 250, source: 'turing-white-paper' },
  { ...ampere, name: 'RTX 3070', alsoCalled: ['3070', '3070 8GB'], teraflops: { f32: 20.3, f16: 40.6, int8: 162.6 }, bandwidthGigabytes: 448, memory: 8, watts: 220 },
  { ...ampere, name: 'RTX 3080', alsoCalled: ['3080', '3080 10GB'], teraflops: { f32: 29.8, f16: 59.5, int8: 238 }, bandwidthGigabytes: 760, memory: 10, watts: 320 },
  {
    ...ampere, name: 'RTX 3080 Ti', alsoCalled: ['3080 Ti', '3080 Ti 12GB'], teraflops: { f32: 34.1, f16: 68.2, int8: 272.8 }, bandwidthGigabytes: 912, memory: 12, watts: 350,
    source: 'geforce-3080-ti-page', note: 'rates: twice and eight times f32, as of all Ampere GeForce cards',
  },
  { ...ampere, name: 'RTX 3090', alsoCalled: ['3090', '3090 24GB'], teraflops: { f32: 35.6, f16: 71, int8: 284 }, bandwidthGigabytes: 936, memory: 24, watts: 350 },
  { ...ada, name: 'RTX 3090 Ti', alsoCalled: ['3090 Ti'], teraflops: { f32: 40, f16: 80, int8: 320 }, bandwidthGigabytes: 1008, memory: 24, watts: 450 },
  {
    ...ada, name: 'RTX 4060 Ti', alsoCalled: ['4060 Ti', 'RTX 4060 Ti 8GB'], teraflops: { f32: 22.1, f16: 44.1, fp8: 88.2, int8: 176.5 }, bandwidthGigabytes: 288, memory: 8,
    watts: 160, source: 'geforce-4060-ti-page', note: ratesOfAda,
  },
  {
    ...ada, name: 'RTX 4060 Ti 16GB', teraflops: { f32: 22.1, f16: 44.1, fp8: 88.2, int8: 176.5 }, bandwidthGigabytes: 288, memory: 16, watts: 165, source: 'geforce-4060-ti-page',
    note: ratesOfAda,
  },
  { ...ada, name: 'RTX 4070 Ti', alsoCalled: ['4070 Ti', '4070 Ti 12GB'], teraflops: { f32: 40.1, f16: 80.2, fp8: 160.4, int8: 320.7 }, bandwidthGigabytes: 504, memory: 12, watts: 285 },
  { ...ada, name: 'RTX 4080', alsoCalled: ['4080', '4080 16GB'], teraflops: { f32: 48.7, f16: 97.5, fp8: 194.9, int8: 389.9 }, bandwidthGigabytes: 716.8, memory: 16, watts: 320 },
  { ...ada, name: 'RTX 4090', alsoCalled: ['4090', '4090 24GB'], teraflops: { f32: 82.6, f16: 165.2, fp8: 330.3, int8: 660.6 }, bandwidthGigabytes: 1008, memory: 24, watts: 450 },
  { ...blackwell, name: 'RTX 5080', alsoCalled: ['5080'], teraflops: { f32: 56.3, f16: 112.6, fp8: 225.1, int8: 450.2, fp4: 900.4 }, bandwidthGigabytes: 960, memory: 16, watts: 360 },
  { ...blackwell, name: 'RTX 5090', alsoCalled: ['5090', '5090 32GB'], teraflops: { f32: 104.8, f16: 209.5, fp8: 419, int8: 838, fp4: 1676 }, bandwidthGigabytes: 1792, memory: 32, watts: 575 },
  {
    ...amd, family: 'consumer', name: 'RX 7900 XTX', alsoCalled: ['7900 XTX'], teraflops: { f32: 61.4, f16: 122.8, int8: 122.8 }, bandwidthGigabytes: 960, memory: 24, watts: 355,
    source: 'radeon-7900-xtx-page',
  },

  { ...tpu, name: 'TPU v4', teraflops: { f16: 275, int8: 275 }, bandwidthGigabytes: 1200, memory: 32, linkGigabytes: 270 },
  { ...tpu, name: 'TPU v5e', alsoCalled: ['TPU v5 lite'], teraflops: { f16: 197, int8: 394 }, bandwidthGigabytes: 810, memory: 16, linkGigabytes: 180, note: `Google’s own page says 819 GB/s; ${correctedLinks}` },
  { ...tpu, name: 'TPU v5p', teraflops: { f16: 459, int8: 918 }, bandwidthGigabytes: 2800, memory: 96, linkGigabytes: 540, note: correctedLinks },
  { ...tpu, name: 'TPU v6e', alsoCalled: ['TPU v6 lite'], teraflops: { f16: 920, int8: 1840 }, bandwidthGigabytes: 1600, memory: 32, linkGigabytes: 360, note: correctedLinks },

  { ...apple(2.28), name: 'M1 7-core', alsoCalled: ['M1 7‑Core GPU 8GB'], bandwidthGigabytes: 68, memory: 8, note: fewerCores },
  { ...apple(2.6), name: 'M1 8-core', alsoCalled: ['M1'], bandwidthGigabytes: 68, memory: 16 },
  { ...apple(5.2), name: 'M1 Pro 16-core', alsoCalled: ['M1 Pro'], bandwidthGigabytes: 200, memory: 32 },
  { ...apple(7.8), name: 'M1 Max 24-core', alsoCalled: ['M1 Max 24-Core GPU 32GB'], bandwidthGigabytes: 400, memory: 32, note: fewerCores },
  { ...apple(10.4), name: 'M1 Max 32-core', alsoCalled: ['M1 Max', 'M1 Max 32‑Core GPU 64GB'], bandwidthGigabytes: 400, memory: 64 },
  { ...apple(21), name: 'M1 Ultra 64-core', alsoCalled: ['M1 Ultra'], bandwidthGigabytes: 800, memory: 128 },
  { ...apple(3.6), name: 'M2 10-core', alsoCalled: ['M2'], bandwidthGigabytes: 100, memory: 24 },
  { ...apple(6.8), name: 'M2 Pro 19-core', alsoCalled: ['M2 Pro'], bandwidthGigabytes: 200, memory: 32 },
  { ...apple(10.7), name: 'M2 Max 30-core', bandwidthGigabytes: 400, memory: 96, note: fewerCores },
  { ...apple(13.5), name: 'M2 Max 38-core', alsoCalled: ['M2 Max'], bandwidthGigabytes: 400, memory: 96 },
  { ...apple(21.5), name: 'M2 Ultra 60-core', bandwidthGigabytes: 800, memory: 192, note: fewerCores },
  { ...apple(27.2), name: 'M2 Ultra 76-core', alsoCalled: ['M2 Ultra', 'M2 Ultra 76-Core GPU 192GB'], bandwidthGigabytes: 800, memory: 192 },
  { ...apple(4.1), name: 'M3 10-core', alsoCalled: ['M3', 'M3 10-Core GPU 16GB'], bandwidthGigabytes: 100, memory: 24, note: 'rate: 3.6 by the clock that hmc-tech.com gives' },
  { ...apple(7.4), name: 'M3 Pro 18-core', alsoCalled: ['M3 Pro'], bandwidthGigabytes: 150, memory: 36, note: 'rate: 6.4 to 7.4, by source' },
  { ...apple(10.7), name: 'M3 Max 30-core', alsoCalled: ['M3 Max 36GB', 'M3 Max 96GB'], bandwidthGigabytes: 300, memory: 96, note: fewerCores },
  { ...apple(14.2), name: 'M3 Max 40-core', alsoCalled: ['M3 Max', 'M3 Max 40‑Core GPU 64GB'], bandwidthGigabytes: 400, memory: 128 },
  { ...apple(4.6), name: 'M4 10-core', alsoCalled: ['M4'], bandwidthGigabytes: 120, memory: 32, note: m4Rate },
  { ...apple(9.2), name: 'M4 Pro 20-core', alsoCalled: ['M4 Pro'], bandwidthGigabytes: 273, memory: 64, source: 'apple-m4', note: m4Rate },
  { ...apple(18.4), name: 'M4 Max 40-core', alsoCalled: ['M4 Max'], bandwidthGigabytes: 546, memory: 128, source: 'apple-m4', note: m4Rate },
];
