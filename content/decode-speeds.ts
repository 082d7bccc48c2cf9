import type { SourceId } from './sources';

/** How fast somebody saw a model write on a named device, one sequence at a time: rows of published/rows.csv, which has more of them. */
export interface DecodeSpeed {
  /** Of the row. */
  readonly row: string;
  readonly model: string;
  readonly parameters: number;
  /** As `hardware.ts` calls it. */
  readonly device: string;
  /** Ours that is most like it. */
  readonly like: 'f16' | 'q8' | 'q4';
  /** As its source calls it. */
  readonly format: string;
  /** Of the weights, once: what is read for each token. */
  readonly weightBytes: number;
  readonly tokensPerSecond: number;
  readonly source: SourceId;
}

const gibibyte = 2 ** 30;
/** Sizes of the two files, as the source’s own table has them. */
const llama3 = { model: 'Llama-3-8B', parameters: 8_030_261_248, source: 'gpu-benchmarks' } as const;
const q4 = { ...llama3, like: 'q4', format: 'Q4_K_M', weightBytes: 4.58 * gibibyte } as const;
const f16 = { ...llama3, like: 'f16', format: 'F16', weightBytes: 14.96 * gibibyte } as const;

/** The slowest device first. */
export const decodeSpeeds: readonly DecodeSpeed[] = [
  { row: 'V325', ...q4, device: 'M1 Max 32-core', tokensPerSecond: 35.73 },
  { row: 'V233', ...q4, device: 'RTX 4090', tokensPerSecond: 130.58 },
  { row: 'V313', ...q4, device: 'H100-PCIe-80GB', tokensPerSecond: 145.55 },
  { row: 'V329', ...f16, device: 'M1 Max 32-core', tokensPerSecond: 18.75 },
  { row: 'V237', ...f16, device: 'RTX 4090', tokensPerSecond: 54.84 },
  { row: 'V317', ...f16, device: 'H100-PCIe-80GB', tokensPerSecond: 68.03 },
  { row: 'V194', model: 'Llama-3.1-8B', parameters: 8_030_261_248, like: 'q8', format: 'int8', weightBytes: 8_030_261_248, device: 'A100-SXM-80GB', tokensPerSecond: 137.64, source: 'gpt-fast' },
];
