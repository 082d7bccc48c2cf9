import type { SourceId } from '../sources';

/**
 * What rows.csv calls a source -> its entry, which has the address and the confirmed date (the file's own column `date` is as its collector
 * knew it, and is shown nowhere). Where one name covers several papers, the entry is that of the latest.
 */
export const rowSources: Readonly<Record<string, SourceId>> = {
  'github:NVIDIA/TensorRT-LLM docs/source/performance/perf-overview.md @00f37686 (v1.0)': 'tensorrt-llm-1.0-performance',
  'github:NVIDIA/TensorRT-LLM docs/source/developer-guide/perf-overview.md @03e27c7d': 'tensorrt-llm-per-gpu-performance',
  'github:NVIDIA/TensorRT-LLM docs/source/performance.md @138f96d4 (v0.6.1 throughput / v0.5 latency)': 'tensorrt-llm-0.6.1-performance',
  'github:NVIDIA/TensorRT-LLM docs/source/blogs/H100vsA100.md (v0.5)': 'tensorrt-llm-h100',
  'github:NVIDIA/TensorRT-LLM docs/source/blogs/H200launch.md (v0.5)': 'tensorrt-llm-h200',
  'github:NVIDIA/TensorRT-LLM docs/source/blogs/XQA-kernel.md': 'tensorrt-llm-xqa',
  'github:pytorch-labs/gpt-fast README.md @32971d31': 'gpt-fast',
  'github:XiongjieDai/GPU-Benchmarks-on-LLM-Inference README.md @aa72e0ec (llama.cpp, May 2024)': 'gpu-benchmarks',
  'github:ggml-org/llama.cpp PR #3084': 'llama-cpp-3084',
  'github:mlc-ai/llm-perf-bench README.md': 'llm-perf-bench',
  'github:cli99/llm-analysis examples/fastertransformer/README.md and kipply/blog @1dd66d03': 'kipply',
  'github:microsoft/vidur data/profiling/compute/a100/meta-llama/Llama-2-7b-hf/mlp.csv @7d475133': 'vidur-profiles',
  'github:microsoft/vidur data/profiling/compute/a100/meta-llama/Llama-2-70b-hf/mlp.csv @7d475133': 'vidur-profiles',
  'github:microsoft/vidur data/profiling/network/a100_dgx/all_reduce.csv': 'vidur-profiles',
  'github:microsoft/vidur data/profiling/network/h100_dgx/all_reduce.csv': 'vidur-profiles',
  'github:microsoft/vidur data/processed_traces (Azure 2023 traces)': 'vidur-traces',
  'github:LLMServe/DistServe simdistserve/estimators/profile_data/profiler-a100-80g.distserve.json': 'distserve',
  'github:LLMServe/DistServe simdistserve/README.md': 'distserve',
  'vLLM paper Table 1 / Fig 2 (arXiv 2309.06180; transcription davidrd123/distributed-video-dit-inference sources/pagedattention/full.md)': 'vllm-paper',
  'Leviathan 2023 Table 4 (arXiv 2211.17192; a transcription)': 'speculative-decoding',
  'EAGLE-3 Table 1 (arXiv 2503.01840': 'eagle-3',
  'github:SemiAnalysisAI/InferenceX golden_al_distribution/*.yaml @843c6254': 'inferencex-glm-acceptance',
  'github:meta-llama/llama-models models/*/MODEL_CARD.md': 'llama-3.2-model-card',
  'github:IST-DASLab/gptq README.md': 'gptq-readme',
  'llama.cpp README May 2023 (commit 2d5db483 diff)': 'llama-cpp-readme',
  'github:jax-ml/scaling-book inference.md / applied-inference.md @0819a7d8': 'scaling-book',
  'github:simonw/llm-prices data/*.json @723ef0bd (2026-08-05) / pydantic/genai-prices @47df840a (2026-08-21)': 'llm-prices',
  'aimultiple.com/gpu-index (2026-05-20); mercatus-ai.com/blog/cloud-gpu-pricing (May 2026)': 'aimultiple-gpu-index',
};

/** Sources whose rows are scored but shown on no page, since nobody could confirm when their figures were published: name -> why. */
export const undatedRowSources: Readonly<Record<string, string>> = {
  'github:ggml-org/llama.cpp tools/quantize/README.md @311c2c9f': 'the day of the commit is not known, nor which device was timed',
  'llama.cpp discussion 4167 (M-series scoreboard); seen only via third-party transcriptions': 'the table is kept up to date in its place, and was seen in copies',
  'llama.cpp CUDA scoreboard (same third-party transcription)': 'the table is kept up to date in its place, and was seen in copies',
  'public GitHub benchmark report, vLLM 0.14.1 V1 ShareGPT)': 'the report’s address and day are not known',
  'public GitHub benchmark report, vLLM 0.14.1 V1, multi-turn part': 'the report’s address and day are not known',
  'public GitHub note "MFU in inference" vLLM': 'the note’s address and day are not known',
};
