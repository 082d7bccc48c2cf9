import type { SourceId } from './sources';

/** One training run as its makers tell it; each figure only where they do. Unless said otherwise, of the pre-training alone. */
export interface TrainingFact {
  /** A name of content/language-models.ts or content/model-shapes.ts where it is there. */
  readonly model: string;
  readonly parameters: number;
  /** Weights that a token is multiplied by, where not all are. */
  readonly activeParameters?: number;
  readonly tokens: number;
  /** The makers say "about", "up to" or "more than". */
  readonly tokensAre?: 'about' | 'up to' | 'more than';
  /** Operations as published, not computed here. */
  readonly flops?: number;
  readonly device?: string;
  /** Hours of one device: all devices' hours together. */
  readonly deviceHours?: number;
  /** What the hours cover, where they say more than one clean pass. */
  readonly hoursCover?: string;
  /** Operations of the model done / operations the devices could have done: lowest and highest published. */
  readonly utilisation?: readonly [lowest: number, highest: number];
  /** US dollars, as published. */
  readonly dollars?: number;
  /** How the dollars were reckoned, in the publication's words made short. */
  readonly dollarsAre?: string;
  readonly kilowattHours?: number;
  readonly source: SourceId;
  /** Which figures another source gives. */
  readonly otherSources?: Partial<Readonly<Record<'tokens' | 'flops' | 'utilisation', SourceId>>>;
  readonly note?: string;
}

const a100 = { device: 'A100-SXM-80GB' } as const;
const h100 = { device: 'H100-SXM-80GB' } as const;
const llama2 = { tokens: 2e12, ...a100, source: 'llama-2-model-card' } as const;
/** Of one clean pass (6ND at 40% of the peak) these are 1.2 to 2.9 times the hours: show what is reckoned from either as a range. */
const allHours = 'the total GPU time of training this model: more than one clean pass';
const llama3 = { tokens: 15e12, tokensAre: 'more than', ...h100, hoursCover: allHours, source: 'llama-3-model-card' } as const;
const llama31 = { ...llama3, tokensAre: 'about', source: 'llama-3.1-model-card' } as const;
const llama32 = { tokens: 9e12, tokensAre: 'up to', ...h100, hoursCover: 'its own training; logits of larger models took 86,000 hours more for both', source: 'llama-3.2-model-card' } as const;

/** By date. */
export const trainingFacts: readonly TrainingFact[] = [
  { model: 'GPT-3-175B', parameters: 175e9, tokens: 300e9, flops: 3.14e23, utilisation: [0.213, 0.213], source: 'gpt-3', otherSources: { utilisation: 'palm' } },
  { model: 'Chinchilla-70B', parameters: 70e9, tokens: 1.4e12, source: 'chinchilla' },
  { model: 'PaLM-540B', parameters: 540e9, tokens: 780e9, device: 'TPU v4', utilisation: [0.462, 0.462], source: 'palm', note: 'attention’s operations counted' },
  { model: 'BLOOM-176B', parameters: 176e9, tokens: 366e9, ...a100, deviceHours: 1_082_990, kilowattHours: 433_196, source: 'bloom-carbon', otherSources: { tokens: 'bloom' } },
  { model: 'Llama-2-7B', parameters: 7e9, deviceHours: 184_320, ...llama2 },
  { model: 'Llama-2-13B', parameters: 13e9, deviceHours: 368_640, ...llama2 },
  { model: 'Llama-2-70B', parameters: 70e9, deviceHours: 1_720_320, ...llama2 },
  { model: 'Llama-3-8B', parameters: 8e9, deviceHours: 1.3e6, ...llama3 },
  { model: 'Llama-3-70B', parameters: 70e9, deviceHours: 6.4e6, ...llama3 },
  { model: 'Llama-3.1-8B', parameters: 8e9, deviceHours: 1.46e6, ...llama31 },
  { model: 'Llama-3.1-70B', parameters: 70e9, deviceHours: 7e6, ...llama31 },
  {
    model: 'Llama-3.1-405B',
    parameters: 405e9,
    ...h100,
    tokens: 15.6e12,
    flops: 3.8e25,
    deviceHours: 30.84e6,
    hoursCover: allHours,
    utilisation: [0.38, 0.43],
    source: 'llama-3.1-model-card',
    otherSources: { tokens: 'llama-3', flops: 'llama-3', utilisation: 'llama-3' },
  },
  { model: 'Llama-3.2-1B', parameters: 1.23e9, deviceHours: 370_000, ...llama32 },
  { model: 'Llama-3.2-3B', parameters: 3.21e9, deviceHours: 460_000, ...llama32 },
  {
    model: 'DeepSeek-V3',
    parameters: 671e9,
    activeParameters: 37e9,
    tokens: 14.8e12,
    device: 'H800',
    deviceHours: 2.788e6,
    hoursCover: 'the final run: 2,664,000 of pre-training, 119,000 for the longer context, 5,000 after it',
    dollars: 5.576e6,
    dollarsAre: 'hours × an assumed 2 dollars; no research, no failed runs, no data',
    source: 'deepseek-v3',
  },
];
