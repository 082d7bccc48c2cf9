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
  // The dates are those of the models’ releases, not of the files.
  'smollm2-135m-config': {
    title: 'Hugging Face: the model SmolLM2-135M, as its config.json has it',
    url: 'https://huggingface.co/HuggingFaceTB/SmolLM2-135M/blob/main/config.json',
    date: '2024-11-01',
  },
  'smollm2-360m-config': {
    title: 'Hugging Face: the model SmolLM2-360M, as its config.json has it',
    url: 'https://huggingface.co/HuggingFaceTB/SmolLM2-360M/blob/main/config.json',
    date: '2024-11-01',
  },
  'smollm2-1.7b-config': {
    title: 'Hugging Face: the model SmolLM2-1.7B, as its config.json has it',
    url: 'https://huggingface.co/HuggingFaceTB/SmolLM2-1.7B/blob/main/config.json',
    date: '2024-11-01',
  },
  'qwen3-0.6b-config': {
    title: 'Qwen Team, Alibaba: the model Qwen3-0.6B, as its config.json has it',
    url: 'https://huggingface.co/Qwen/Qwen3-0.6B/blob/main/config.json',
    date: '2025-04-29',
  },
  'qwen3-8b-config': {
    title: 'Qwen Team, Alibaba: the model Qwen3-8B, as its config.json has it',
    url: 'https://huggingface.co/Qwen/Qwen3-8B/blob/main/config.json',
    date: '2025-04-29',
  },
  'llama-3.2-1b-config': {
    title: 'Meta: the model Llama-3.2-1B, as its config.json has it',
    url: 'https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/config.json',
    date: '2024-09-25',
  },
  'llama-3.2-3b-config': {
    title: 'Meta: the model Llama-3.2-3B, as its config.json has it',
    url: 'https://huggingface.co/meta-llama/Llama-3.2-3B/blob/main/config.json',
    date: '2024-09-25',
  },
  'llama-3.1-8b-config': {
    title: 'Meta: the model Llama-3.1-8B, as its config.json has it',
    url: 'https://huggingface.co/meta-llama/Llama-3.1-8B/blob/main/config.json',
    date: '2024-07-23',
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
