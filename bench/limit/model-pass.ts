import { allocateInputs, releaseInputs } from '@/lib/engine/generation/input-tensors';
import { listeningPass } from '@/lib/engine/generation/listening-pass';
import { attention } from '@/lib/engine/kernels';
import type { AskedLaunch, Backend, Program } from '@/lib/engine/kernels/backend';
import type { ModelConfig } from '@/lib/engine/model/config';
import { forward } from '@/lib/engine/model/forward';
import { allocateKvCache, kvCacheBytes, releaseKvCache } from '@/lib/engine/model/kv-cache';
import { launchWork } from '@/lib/engine/model/layer-work';
import type { Weights } from '@/lib/engine/model/weights';
import type { Tensor } from '@/lib/engine/tensor/tensor';

/** A whole forward pass that is captured: it can stand at any place of its sequences, and its work there is counted. */
export interface ModelPass {
  readonly program: Program;
  readonly rows: Tensor; // (B, 3) u32
  /** Puts every sequence's new tokens at the end of so many. */
  place(context: number): void;
  flops(context: number): number;
  attentionFlops(context: number): number;
  /** Weights once, keys and values of all positions. */
  bytes(context: number): number;
  release(): void;
}

/** @throws EngineError `out-of-memory` */
export async function captureModelPass(backend: Backend, config: ModelConfig, weights: Weights, batch: number, tokens: number): Promise<ModelPass> {
  const cache = allocateKvCache(backend, config, batch, config.contextLength);
  const inputs = allocateInputs(backend, {
    ids: ['ids', 'u32', [batch * tokens]],
    rows: ['rows', 'u32', [batch, 3]],
    logitRows: ['logit rows', 'u32', [batch]],
  });
  backend.write(inputs.ids, Uint32Array.from({ length: batch * tokens }, (_, index) => (index * 37) % config.vocab));
  backend.write(inputs.logitRows, Uint32Array.from({ length: batch }, (_, row) => row * tokens + tokens - 1));
  const launches: AskedLaunch[] = [];
  const program = await backend.capture((pass) => {
    forward(listeningPass(pass, launches), config, weights, cache, { tokens, ids: inputs.ids, rows: inputs.rows, logitRows: tokens === 1 ? undefined : inputs.logitRows });
  });
  const flopsOf = (context: number, counted: readonly AskedLaunch[]) => {
    const spans = Array.from({ length: batch }, () => ({ firstPosition: context - tokens, tokens }));
    return counted.reduce((sum, { kernel, tensors, options }) => sum + launchWork(kernel, tensors, options, spans).flops, 0);
  };
  return {
    program,
    rows: inputs.rows,
    place: (context) => backend.write(inputs.rows, Uint32Array.from(Array.from({ length: batch }, (_, slot) => [context - tokens, tokens, slot]).flat())),
    flops: (context) => flopsOf(context, launches),
    attentionFlops: (context) => flopsOf(context, launches.filter(({ kernel }) => (kernel as unknown) === attention)),
    bytes: (context) => weights.bytes + kvCacheBytes(config, batch, context),
    release: () => {
      program.release();
      releaseInputs(backend, inputs);
      releaseKvCache(backend, cache);
    },
  };
}
