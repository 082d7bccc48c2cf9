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
  // Language models: the paper or model card that gives the dimensions.
  'gpt-2': {
    title: 'OpenAI: gpt-2, its 124M and 1.5B models',
    url: 'https://github.com/openai/gpt-2',
    date: '2019-11-05',
  },
  'gpt-3': {
    title: 'Brown and others: Language Models are Few-Shot Learners',
    url: 'https://arxiv.org/abs/2005.14165',
    date: '2020-05-28',
  },
  'gpt-j': {
    title: 'EleutherAI: GPT-J-6B, model card and config.json',
    url: 'https://huggingface.co/EleutherAI/gpt-j-6b',
    date: '2021-06-09',
  },
  opt: {
    title: 'Zhang and others: OPT: Open Pre-trained Transformer Language Models',
    url: 'https://arxiv.org/abs/2205.01068',
    date: '2022-05-02',
  },
  kipply: {
    title: 'Carol Chen (kipply): Transformer Inference Arithmetic',
    url: 'https://kipp.ly/transformer-inference-arithmetic/',
    date: '2022-03-30',
  },
  llama: {
    title: 'Touvron and others: LLaMA: Open and Efficient Foundation Language Models',
    url: 'https://arxiv.org/abs/2302.13971',
    date: '2023-02-27',
  },
  'llama-2': {
    title: 'Touvron and others: Llama 2: Open Foundation and Fine-Tuned Chat Models',
    url: 'https://arxiv.org/abs/2307.09288',
    date: '2023-07-18',
  },
  falcon: {
    title: 'Almazrouei and others: The Falcon Series of Open Language Models',
    url: 'https://arxiv.org/abs/2311.16867',
    date: '2023-11-28',
  },
  'mistral-7b': {
    title: 'Jiang and others: Mistral 7B',
    url: 'https://arxiv.org/abs/2310.06825',
    date: '2023-10-10',
  },
  mixtral: {
    title: 'Jiang and others: Mixtral of Experts',
    url: 'https://arxiv.org/abs/2401.04088',
    date: '2024-01-08',
  },
  'deepseek-v3': {
    title: 'DeepSeek-AI: DeepSeek-V3 Technical Report',
    url: 'https://arxiv.org/abs/2412.19437',
    date: '2024-12-27',
  },
  qwen3: {
    title: 'Qwen Team: Qwen3 Technical Report',
    url: 'https://arxiv.org/abs/2505.09388',
    date: '2025-05-14',
  },
  'gpt-oss': {
    title: 'OpenAI: gpt-oss-120b & gpt-oss-20b Model Card',
    url: 'https://arxiv.org/abs/2508.10925',
    date: '2025-08-08',
  },
  // Devices.
  't4-data-sheet': {
    title: 'NVIDIA T4 Tensor Core GPU, data sheet',
    url: 'https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/tesla-t4/t4-tensor-core-datasheet-951643.pdf',
    date: '2019-03',
  },
  'a100-data-sheet': {
    title: 'NVIDIA A100 Tensor Core GPU, data sheet',
    url: 'https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-us-nvidia-1758950-r4-web.pdf',
    date: '2021-06',
  },
  'a40-data-sheet': { title: 'NVIDIA A40, data sheet', url: 'https://images.nvidia.com/content/Solutions/data-center/a40/nvidia-a40-datasheet.pdf', date: '2021' },
  'l4-data-sheet': { title: 'NVIDIA L4 Tensor Core GPU, data sheet', url: 'https://resources.nvidia.com/en-us-data-center-overview/l4-gpu-datasheet', date: '2023' },
  'l40s-data-sheet': { title: 'NVIDIA L40S, data sheet', url: 'https://resources.nvidia.com/en-us-l40s/l40s-datasheet-28413', date: '2023' },
  'h100-data-sheet': { title: 'NVIDIA H100 Tensor Core GPU, data sheet', url: 'https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet', date: '2023' },
  'h200-data-sheet': { title: 'NVIDIA H200 Tensor Core GPU, data sheet', url: 'https://resources.nvidia.com/en-us-data-center-overview/hpc-datasheet-sc23-h200', date: '2023' },
  'b200-data-sheet': { title: 'NVIDIA Blackwell, data sheet', url: 'https://resources.nvidia.com/en-us-blackwell-architecture/datasheet', date: '2024' },
  'a6000-data-sheet': { title: 'NVIDIA RTX A6000, data sheet', url: 'https://www.nvidia.com/content/dam/en-zz/Solutions/design-visualization/quadro-product-literature/proviz-print-nvidia-rtx-a6000-datasheet-us-nvidia-1454980-r9-web.pdf', date: '2021' },
  'rtx-6000-ada-data-sheet': { title: 'NVIDIA RTX 6000 Ada Generation, data sheet', url: 'https://www.nvidia.com/en-us/design-visualization/rtx-6000/', date: '2022' },
  'ampere-white-paper': { title: 'NVIDIA Ampere GA102 GPU Architecture, white paper', url: 'https://www.nvidia.com/content/PDF/nvidia-ampere-ga-102-gpu-architecture-whitepaper-v2.pdf', date: '2021' },
  'ada-white-paper': { title: 'NVIDIA Ada GPU Architecture, white paper', url: 'https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf', date: '2023' },
  'mi300x-data-sheet': { title: 'AMD Instinct MI300X Accelerator, data sheet', url: 'https://www.amd.com/content/dam/amd/en/documents/instinct-tech-docs/data-sheets/amd-instinct-mi300x-data-sheet.pdf', date: '2023' },
  '7900-xtx-page': { title: 'AMD Radeon RX 7900 XTX, product page', url: 'https://www.amd.com/en/products/graphics/desktops/radeon/7000-series/amd-radeon-rx-7900xtx.html', date: '2022' },
  'scaling-book': { title: 'Austin and others: How to Scale Your Model (commit 0819a7d8)', url: 'https://github.com/jax-ml/scaling-book/tree/0819a7d8', date: '2025' },
  'llama-cpp-apple': { title: 'Gerganov and others: Performance of llama.cpp on Apple Silicon M-series', url: 'https://github.com/ggml-org/llama.cpp/discussions/4167', date: '2023-11-22' },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
