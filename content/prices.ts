import type { SourceId } from './sources';

/** What an API asks for a million tokens, in US dollars: list price, the tier of short prompts, no discount for batches. */
export interface ApiPrice {
  readonly model: string;
  /** Who trained it. */
  readonly maker: string;
  /** Who asks the price, where that is not the maker: open models are served by many. */
  readonly host?: string;
  readonly input: number;
  readonly output: number;
  /** Input that the provider still has in its cache; absent where none is offered, or the collections disagree. */
  readonly cached?: number;
  /** ISO date on which the source says so. Never "current": prices move. */
  readonly asOf: string;
  readonly source: SourceId;
  /** A second collection that says the same, at its own date. */
  readonly alsoIn?: SourceId;
  readonly note?: string;
}

const read = { asOf: '2026-09-23', source: 'genai-prices' } as const;
/** Also among the rows read in llm-prices on 5 August 2026. */
const inBoth = { ...read, alsoIn: 'llm-prices' } as const;
const openAi = { maker: 'OpenAI', ...read } as const;
const anthropic = { maker: 'Anthropic', ...read } as const;
const google = { maker: 'Google', ...read } as const;
const mistral = { maker: 'Mistral AI', ...read } as const;
const meta = { maker: 'Meta', ...read } as const;
const llmPricesHasNoCachedPrice = 'llm-prices gives no cached price';

/**
 * List prices, by maker, each maker's oldest model first: enough for a bill, a comparison and the decline over the years. Every model of a
 * maker's own API was looked up in both collections; left out is one where input or output differ between them: o3, gemini-3.6-flash,
 * gpt-5.6-luna, deepseek-v4-pro and -flash (which since August 2026 also cost more at peak hours).
 */
export const prices: readonly ApiPrice[] = [
  { model: 'GPT-3 (text-davinci-003)', ...openAi, input: 20, output: 20 },
  { model: 'GPT-4', ...openAi, input: 30, output: 60, note: 'in one collection only' },
  { model: 'GPT-4 Turbo', ...openAi, input: 10, output: 30, note: 'in one collection only' },
  { model: 'GPT-4o', ...openAi, ...inBoth, input: 2.5, output: 10, cached: 1.25 },
  { model: 'GPT-4o mini', ...openAi, ...inBoth, input: 0.15, output: 0.6, cached: 0.075 },
  { model: 'GPT-4.5', ...openAi, input: 75, output: 150, cached: 37.5 },
  { model: 'GPT-4.1', ...openAi, input: 2, output: 8, cached: 0.5 },
  { model: 'GPT-4.1 nano', ...openAi, input: 0.1, output: 0.4, cached: 0.025 },
  { model: 'GPT-5', ...openAi, ...inBoth, input: 1.25, output: 10, cached: 0.125 },
  { model: 'GPT-5 mini', ...openAi, input: 0.25, output: 2, cached: 0.025 },
  { model: 'GPT-5 nano', ...openAi, input: 0.05, output: 0.4, cached: 0.005 },
  { model: 'GPT-5.5', ...openAi, ...inBoth, input: 5, output: 30, cached: 0.5, note: 'for prompts of up to 272,000 tokens' },

  { model: 'Claude 3 Opus', ...anthropic, input: 15, output: 75, cached: 1.5 },
  { model: 'Claude Haiku 4.5', ...anthropic, ...inBoth, input: 1, output: 5, cached: 0.1 },
  { model: 'Claude Sonnet 4.5', ...anthropic, ...inBoth, input: 3, output: 15, cached: 0.3, note: 'for prompts of up to 200,000 tokens' },
  { model: 'Claude Opus 4.8', ...anthropic, ...inBoth, input: 5, output: 25, cached: 0.5 },

  { model: 'Gemini 2.5 Pro', ...google, ...inBoth, input: 1.25, output: 10, cached: 0.125, note: 'for prompts of up to 200,000 tokens' },
  { model: 'Gemini 2.5 Flash', ...google, ...inBoth, input: 0.3, output: 2.5, cached: 0.03 },
  { model: 'Gemini 2.5 Flash-Lite', ...google, ...inBoth, input: 0.1, output: 0.4, cached: 0.01 },
  { model: 'Gemini 3.1 Pro', ...google, input: 2, output: 12, note: 'preview; for prompts of up to 200,000 tokens; the collections disagree on a cached price' },

  { model: 'Mistral Large (2512)', ...mistral, ...inBoth, input: 0.5, output: 1.5, cached: 0.05 },
  { model: 'Ministral 3B (24.10)', ...mistral, input: 0.04, output: 0.04 },
  { model: 'Grok 4', maker: 'xAI', ...inBoth, input: 3, output: 15, cached: 0.75, note: 'for prompts of up to 128,000 tokens' },
  { model: 'Nova Micro', maker: 'Amazon', ...inBoth, input: 0.035, output: 0.14, note: llmPricesHasNoCachedPrice },

  { model: 'Llama 3.1 8B', ...meta, host: 'Groq', input: 0.05, output: 0.08 },
  { model: 'Llama 3.1 8B', ...meta, host: 'Together AI', input: 0.18, output: 0.18 },
  { model: 'Llama 3.3 70B', ...meta, host: 'Groq', input: 0.59, output: 0.79 },
  { model: 'Llama 3.3 70B', ...meta, host: 'Together AI', input: 0.88, output: 0.88 },
  { model: 'Llama 3.1 405B', ...meta, host: 'Together AI', input: 3.5, output: 3.5 },
  { model: 'gpt-oss-20b', ...openAi, host: 'Groq', input: 0.075, output: 0.3, cached: 0.0375 },
  { model: 'gpt-oss-120b', ...openAi, host: 'Groq', input: 0.15, output: 0.6, cached: 0.075 },
];
