import type { SourceId } from './sources';

/** How fast a rented machine serves a model, as its testers published: rows of content/published/rows.csv. */
export interface ServingRate {
  /** Of the row. */
  readonly id: string;
  /** A name of content/language-models.ts or another by which it goes there. */
  readonly model: string;
  /** A name of content/hardware.ts. */
  readonly device: string;
  readonly devices: number;
  readonly precision: string;
  /** `one text`: nobody else is served meanwhile. `always full`: more requests wait than fit. */
  readonly load: 'one text' | 'always full';
  /** Tokens of each request. */
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Tokens written a second, by all devices together. The prompts are read in the same time. */
  readonly tokensPerSecond: number;
  readonly source: SourceId;
}

const alone = { device: 'A100-SXM-80GB', devices: 1, load: 'one text', promptTokens: 5, outputTokens: 200, source: 'gpt-fast' } as const;
const full = { device: 'H100-SXM-80GB', precision: 'fp8', load: 'always full', promptTokens: 1_000, outputTokens: 1_000, source: 'tensorrt-llm-1.0-performance' } as const;

/** Smallest model first. */
export const servingRates: readonly ServingRate[] = [
  { ...alone, id: 'V193', model: 'Llama-3.1-8B', precision: 'bf16', tokensPerSecond: 93.89 },
  { ...full, id: 'V090', model: 'Llama-3.1-8B', devices: 1, tokensPerSecond: 15_220 },
  { ...alone, id: 'V195', model: 'Llama-3.1-70B', precision: 'int8', tokensPerSecond: 18.04 },
  { ...full, id: 'V020', model: 'Llama-3.3-70B', devices: 2, tokensPerSecond: 4_205 },
  { ...full, id: 'V060', model: 'Llama-3.1-405B', devices: 8, tokensPerSecond: 2_919 },
];
