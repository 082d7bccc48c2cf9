import type { Backend } from '../kernels/backend';
import type { Tensor } from '../tensor/tensor';
import type { ModelConfig } from './config';

/** Keys and values of all tokens read so far, so that a new token only computes its own. */
export interface KvCache {
  /** Sequences it can hold at once. */
  readonly slots: number;
  readonly capacity: number;
  readonly layers: readonly { readonly keys: Tensor; readonly values: Tensor }[]; // each (slots, capacity, kvHeads · headDim)
  readonly bytes: number;
}

/** An empty cache in f32. @throws EngineError `out-of-memory` */
export function allocateKvCache(backend: Backend, config: ModelConfig, slots: number, capacity: number): KvCache {
  const shape = [slots, capacity, config.kvHeads * config.headDim];
  const layers = Array.from({ length: config.layers }, (_, layer) => ({
    keys: backend.allocate(`keys of layer ${layer}`, 'f32', shape),
    values: backend.allocate(`values of layer ${layer}`, 'f32', shape),
  }));
  const bytes = layers.reduce((sum, { keys, values }) => sum + backend.bytesOf(keys) + backend.bytesOf(values), 0);
  return { slots, capacity, layers, bytes };
}

/** Gives the memory back. */
export function releaseKvCache(backend: Backend, cache: KvCache): void {
  for (const { keys, values } of cache.layers) {
    backend.release(keys);
    backend.release(values);
  }
}
