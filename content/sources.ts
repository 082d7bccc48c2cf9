/** A published source: where a figure on the site comes from, and when it said so. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** ISO date of the publication or of the version cited. */
  readonly date: string;
}

export const sources = {
  tinystories: {
    title: 'Eldan and Li: TinyStories: How Small Can Language Models Be and Still Speak Coherent English?',
    url: 'https://arxiv.org/abs/2305.07759',
    date: '2023-05-12',
  },
  'tokenizer-unfairness': {
    title: 'Petrov, La Malfa, Torr and Bibi: Language Model Tokenizers Introduce Unfairness Between Languages',
    url: 'https://arxiv.org/abs/2305.15425',
    date: '2023-05-17',
  },
  'llama-3': {
    title: 'Llama Team, AI @ Meta: The Llama 3 Herd of Models',
    url: 'https://arxiv.org/abs/2407.21783',
    date: '2024-07-31',
  },
  'defeating-nondeterminism': {
    title: 'Horace He and Thinking Machines Lab: Defeating Nondeterminism in LLM Inference',
    url: 'https://thinkingmachines.ai/blog/defeating-nondeterminism-in-llm-inference/',
    date: '2025-09-10',
  },
  'llm-prices': {
    title: 'Simon Willison: llm-prices, list prices collected from the providers’ pages (commit 723ef0bd)',
    url: 'https://github.com/simonw/llm-prices/tree/723ef0bd/data',
    date: '2026-08-05',
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
