/** A published source: where a figure on the site comes from, and when it said so. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** ISO date of the publication or of the version cited; the month (`2023-12`) or the year alone where no day could be confirmed. */
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
    date: '2022',
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
  // Devices. Vendors’ papers are dated to the year: what they print on the day varies from copy to copy.
  'v100-data-sheet': { title: 'NVIDIA V100 Tensor Core GPU, data sheet', url: 'https://images.nvidia.com/content/technologies/volta/pdf/volta-v100-datasheet-update-us-1165301-r5.pdf', date: '2020' },
  't4-data-sheet': { title: 'NVIDIA T4 Tensor Core GPU, data sheet', url: 'https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/tesla-t4/t4-tensor-core-datasheet-951643.pdf', date: '2019' },
  'a100-data-sheet': {
    title: 'NVIDIA A100 Tensor Core GPU, data sheet',
    url: 'https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-us-nvidia-1758950-r4-web.pdf',
    date: '2021',
  },
  'a30-data-sheet': { title: 'NVIDIA A30 Tensor Core GPU, product page', url: 'https://www.nvidia.com/en-us/data-center/products/a30-gpu/', date: '2021' },
  'a10-data-sheet': { title: 'NVIDIA A10 Tensor Core GPU, product page', url: 'https://www.nvidia.com/en-us/data-center/products/a10-gpu/', date: '2021' },
  'h100-data-sheet': { title: 'NVIDIA H100 Tensor Core GPU, data sheet', url: 'https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet', date: '2023' },
  'h200-data-sheet': { title: 'NVIDIA H200 Tensor Core GPU, product page', url: 'https://www.nvidia.com/en-us/data-center/h200/', date: '2023' },
  'l40s-data-sheet': { title: 'NVIDIA L40S, product page', url: 'https://www.nvidia.com/en-us/data-center/l40s/', date: '2023' },
  'blackwell-data-sheet': { title: 'NVIDIA Blackwell, data sheet of HGX B200 and GB200 NVL72', url: 'https://resources.nvidia.com/en-us-blackwell-architecture/datasheet', date: '2024' },
  'turing-white-paper': {
    title: 'NVIDIA Turing GPU Architecture, white paper',
    url: 'https://images.nvidia.com/aem-dam/en-zz/Solutions/design-visualization/technologies/turing-architecture/NVIDIA-Turing-Architecture-Whitepaper.pdf',
    date: '2018',
  },
  'ampere-white-paper': { title: 'NVIDIA Ampere GA102 GPU Architecture, white paper 2.0', url: 'https://www.nvidia.com/content/PDF/nvidia-ampere-ga-102-gpu-architecture-whitepaper-v2.pdf', date: '2021' },
  'ada-white-paper': { title: 'NVIDIA Ada GPU Architecture, white paper 2.01', url: 'https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf', date: '2023' },
  'rtx-blackwell-white-paper': {
    title: 'NVIDIA RTX Blackwell GPU Architecture, white paper',
    url: 'https://images.nvidia.com/aem-dam/Solutions/geforce/blackwell/nvidia-rtx-blackwell-gpu-architecture.pdf',
    date: '2025',
  },
  'geforce-3080-ti-page': { title: 'NVIDIA GeForce RTX 3080 and 3080 Ti, product page', url: 'https://www.nvidia.com/en-us/geforce/graphics-cards/30-series/rtx-3080-3080ti/', date: '2021' },
  'geforce-4060-ti-page': { title: 'NVIDIA GeForce RTX 4060 and 4060 Ti, product page', url: 'https://www.nvidia.com/en-us/geforce/graphics-cards/40-series/rtx-4060-4060ti/', date: '2023' },
  'professional-ada-data-sheets': { title: 'NVIDIA RTX 4000 and 5000 Ada Generation, product page', url: 'https://www.nvidia.com/en-us/design-visualization/desktop-graphics/', date: '2023' },
  'rtx-pro-6000-server-page': {
    title: 'NVIDIA RTX PRO 6000 Blackwell Server Edition, product page',
    url: 'https://www.nvidia.com/en-us/data-center/rtx-pro-6000-blackwell-server-edition/',
    date: '2025',
  },
  'mi300x-data-sheet': {
    title: 'AMD Instinct MI300X Accelerator, data sheet',
    url: 'https://www.amd.com/content/dam/amd/en/documents/instinct-tech-docs/data-sheets/amd-instinct-mi300x-data-sheet.pdf',
    date: '2023',
  },
  'radeon-7900-xtx-page': { title: 'AMD Radeon RX 7900 XTX, product page', url: 'https://www.amd.com/en/products/graphics/desktops/radeon/7000-series/amd-radeon-rx-7900xtx.html', date: '2022' },
  'scaling-book': { title: 'Austin and others: How to Scale Your Model (commit 0819a7d8)', url: 'https://github.com/jax-ml/scaling-book/tree/0819a7d8', date: '2025-02-04' },
  'llama-cpp-apple': { title: 'Gerganov and others: Performance of llama.cpp on Apple Silicon M-series (discussion 4167)', url: 'https://github.com/ggml-org/llama.cpp/discussions/4167', date: '2023-11' },
  'huggingface-hardware': {
    title: 'Hugging Face: huggingface.js, rates of Apple’s chips (pull request 1044)',
    url: 'https://github.com/huggingface/huggingface.js/pull/1044',
    date: '2024-11-19',
  },
  'apple-m4': {
    title: 'Apple: M4 Pro and M4 Max',
    url: 'https://www.apple.com/newsroom/2024/10/apple-introduces-m4-pro-and-m4-max/',
    date: '2024-10-30',
  },
  // Published rows: content/published/row-sources.ts.
  'tensorrt-llm-1.0-performance': {
    title: 'NVIDIA: TensorRT-LLM 1.0, performance overview (commit 00f37686, pull request 7848)',
    url: 'https://github.com/NVIDIA/TensorRT-LLM/blob/00f37686/docs/source/performance/perf-overview.md',
    date: '2025-09',
  },
  'tensorrt-llm-per-gpu-performance': {
    title: 'NVIDIA: TensorRT-LLM, performance overview by GPU (commit 03e27c7d)',
    url: 'https://github.com/NVIDIA/TensorRT-LLM/blob/03e27c7d5ff0c6e89f8328838c0a8e64f1b34f9d/docs/source/developer-guide/perf-overview.md',
    date: '2025',
  },
  'tensorrt-llm-0.6.1-performance': {
    title: 'NVIDIA: TensorRT-LLM 0.6.1, performance (commit 138f96d4)',
    url: 'https://github.com/NVIDIA/TensorRT-LLM/blob/138f96d4/docs/source/performance.md',
    date: '2023-12',
  },
  'tensorrt-llm-h100': { title: 'NVIDIA: H100 has 4.6x A100 Performance in TensorRT-LLM (0.5)', url: 'https://nvidia.github.io/TensorRT-LLM/blogs/H100vsA100.html', date: '2023' },
  'tensorrt-llm-h200': {
    title: 'NVIDIA: H200 achieves nearly 12,000 tokens/sec on Llama2-13B with TensorRT-LLM (0.5)',
    url: 'https://github.com/NVIDIA/TensorRT-LLM/blob/main/docs/source/blogs/H200launch.md',
    date: '2023-11-13',
  },
  'tensorrt-llm-xqa': {
    title: 'NVIDIA: New XQA-kernel provides 2.4x more Llama-70B throughput within the same latency budget',
    url: 'https://github.com/NVIDIA/TensorRT-LLM/blob/main/docs/source/blogs/XQA-kernel.md',
    date: '2024-01-30',
  },
  'gpt-fast': { title: 'PyTorch Labs: gpt-fast, README (commit 32971d31)', url: 'https://github.com/pytorch-labs/gpt-fast/blob/32971d31/README.md', date: '2024' },
  'llama-cpp-3084': { title: 'Gerganov: llama.cpp, Metal prompt processing (pull request 3084)', url: 'https://github.com/ggml-org/llama.cpp/pull/3084', date: '2023-09-09' },
  'llm-perf-bench': { title: 'MLC: llm-perf-bench, README (pull request 33)', url: 'https://github.com/mlc-ai/llm-perf-bench/pull/33', date: '2023-10' },
  'vidur-profiles': { title: 'Agrawal and others: Vidur, profiles of A100 and H100 (commit 7d475133)', url: 'https://github.com/microsoft/vidur/tree/7d475133/data/profiling', date: '2024' },
  'vidur-traces': { title: 'Agrawal and others: Vidur, Azure’s traces of 2023 as processed there', url: 'https://github.com/microsoft/vidur/tree/main/data/processed_traces', date: '2024' },
  distserve: { title: 'Zhong and others: DistServe, its simulator and profiles', url: 'https://github.com/LLMServe/DistServe/tree/main/simdistserve', date: '2024' },
  'vllm-paper': {
    title: 'Kwon and others: Efficient Memory Management for Large Language Model Serving with PagedAttention',
    url: 'https://arxiv.org/abs/2309.06180',
    date: '2023-09-12',
  },
  // Prices, training runs, quality, distillation, speculation.
  'genai-prices': {
    title: 'Pydantic: genai-prices, list prices collected from the providers’ pages (package @pydantic/genai-prices 0.1.8)',
    url: 'https://www.npmjs.com/package/@pydantic/genai-prices/v/0.1.8',
    date: '2026-09-23',
  },
  'aimultiple-gpu-index': {
    title: 'Ekrem Sarı, AIMultiple: Cloud GPU Rental Price Index',
    url: 'https://aimultiple.com/gpu-index',
    date: '2026-05-20',
  },
  'mercatus-gpu-pricing': {
    title: 'Mercatus Compute: Cloud GPU pricing',
    url: 'https://www.mercatus-ai.com/blog/cloud-gpu-pricing',
    date: '2026-05',
  },
  'llama-2-model-card': {
    title: 'Meta: Llama 2, model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama2/MODEL_CARD.md',
    date: '2023-07-18',
  },
  'llama-3-model-card': {
    title: 'Meta: Llama 3, model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3/MODEL_CARD.md',
    date: '2024-04-18',
  },
  'llama-3.1-model-card': {
    title: 'Meta: Llama 3.1, model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/MODEL_CARD.md',
    date: '2024-07-23',
  },
  'llama-3.2-model-card': {
    title: 'Meta: Llama 3.2, model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3_2/MODEL_CARD.md',
    date: '2024-09-25',
  },
  chinchilla: {
    title: 'Hoffmann and others: Training Compute-Optimal Large Language Models',
    url: 'https://arxiv.org/abs/2203.15556',
    date: '2022-03',
  },
  palm: {
    title: 'Chowdhery and others: PaLM: Scaling Language Modeling with Pathways',
    url: 'https://arxiv.org/abs/2204.02311',
    date: '2022-04',
  },
  'bloom-carbon': {
    title: 'Luccioni, Viguier and Ligozat: Estimating the Carbon Footprint of BLOOM, a 176B Parameter Language Model',
    url: 'https://arxiv.org/abs/2211.02001',
    date: '2022-11',
  },
  bloom: {
    title: 'BigScience Workshop: BLOOM: A 176B-Parameter Open-Access Multilingual Language Model',
    url: 'https://arxiv.org/abs/2211.05100',
    date: '2022-11',
  },
  'gptq-readme': {
    title: 'Frantar and others: GPTQ, the code and its results on LLaMA',
    url: 'https://github.com/IST-DASLab/gptq',
    date: '2023',
  },
  'llama-cpp-readme': {
    title: 'ggml-org: llama.cpp, README of May 2023 (commit 2d5db483)',
    url: 'https://github.com/ggml-org/llama.cpp/blob/2d5db483/README.md',
    date: '2023-05',
  },
  'gpu-benchmarks': {
    title: 'Xiongjie Dai: GPU benchmarks on LLM inference (commit aa72e0ec, llama.cpp of May 2024)',
    url: 'https://github.com/XiongjieDai/GPU-Benchmarks-on-LLM-Inference/tree/aa72e0ec',
    date: '2024-05',
  },
  distilbert: {
    title: 'Sanh, Debut, Chaumond and Wolf: DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter',
    url: 'https://arxiv.org/abs/1910.01108',
    date: '2019-10-02',
  },
  tinybert: {
    title: 'Jiao and others: TinyBERT: Distilling BERT for Natural Language Understanding',
    url: 'https://arxiv.org/abs/1909.10351',
    date: '2019-09',
  },
  minitron: {
    title: 'Muralidharan and others: Compact Language Models via Pruning and Knowledge Distillation',
    url: 'https://arxiv.org/abs/2407.14679',
    date: '2024-07',
  },
  'gemma-2': {
    title: 'Gemma Team, Google DeepMind: Gemma 2: Improving Open Language Models at a Practical Size',
    url: 'https://arxiv.org/abs/2408.00118',
    date: '2024-08',
  },
  'speculative-decoding': {
    title: 'Leviathan, Kalman and Matias: Fast Inference from Transformers via Speculative Decoding',
    url: 'https://arxiv.org/abs/2211.17192',
    date: '2022-11-30',
  },
  'eagle-3': {
    title: 'Li, Wei, Zhang and Zhang: EAGLE-3: Scaling up Inference Acceleration of Large Language Models via Training-Time Test',
    url: 'https://arxiv.org/abs/2503.01840',
    date: '2025-03',
  },
  'inferencex-acceptance': {
    title: 'SemiAnalysis: InferenceX, golden acceptance lengths (pull request 1926)',
    url: 'https://github.com/SemiAnalysisAI/InferenceX/pull/1926',
    date: '2026-06-24',
  },
  'inferencex-glm-acceptance': {
    title: 'SemiAnalysis: InferenceX, golden acceptance lengths of GLM-5.2 (pull request 2460)',
    url: 'https://github.com/SemiAnalysisAI/InferenceX/pull/2460',
    date: '2026-08-03',
  },
  // What the hub listed when it was read for the playground, in archived copies: those bear no date of their own.
  'hub-smollm2-135m': {
    title: 'HuggingFaceTB/SmolLM2-135M-Instruct, folder onnx: model_q4f16.onnx, 134 MB',
    url: 'https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct/tree/main/onnx',
    date: '2026-11-23',
  },
  'hub-qwen3-0.6b': {
    title: 'econetworkai/Qwen3-0.6B-ONNX-external-data: sizes of the same file split in two, 569,493,504 and 328,247 bytes',
    url: 'https://huggingface.co/econetworkai/Qwen3-0.6B-ONNX-external-data',
    date: '2026-11-23',
  },
  'hub-llama-3.2-1b': {
    title: 'onnx-community/Llama-3.2-1B-Instruct, folder onnx: model_q4f16.onnx, 1.07 GB',
    url: 'https://huggingface.co/onnx-community/Llama-3.2-1B-Instruct/tree/main/onnx',
    date: '2026-11-23',
  },
  'llm-analysis': {
    title: 'Cheng Li: llm-analysis, the 13B model of its FasterTransformer example (commit b60b392f)',
    url: 'https://github.com/cli99/llm-analysis/blob/b60b392f/llm_analysis/model_configs/test-13b.json',
    date: '2023',
  },
  'code-llama': {
    title: 'Rozière and others: Code Llama: Open Foundation Models for Code',
    url: 'https://arxiv.org/abs/2308.12950',
    date: '2023-08-24',
  },
  tinyllama: {
    title: 'Zhang, Zeng, Wang and Lu: TinyLlama: An Open-Source Small Language Model',
    url: 'https://arxiv.org/abs/2401.02385',
    date: '2024-01-04',
  },
  'phi-3': {
    title: 'Microsoft: Phi-3 Technical Report: A Highly Capable Language Model Locally on Your Phone',
    url: 'https://arxiv.org/abs/2404.14219',
    date: '2024-04-22',
  },
  'qwen2.5': {
    title: 'Qwen Team: Qwen2.5 Technical Report',
    url: 'https://arxiv.org/abs/2412.15115',
    date: '2024-12-19',
  },
  'llama-4-model-card': {
    title: 'Meta: Llama 4, model card',
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama4/MODEL_CARD.md',
    date: '2025-04-05',
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
