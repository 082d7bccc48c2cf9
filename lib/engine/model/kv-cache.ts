import type { Backend } from '../kernels/backend';
import type { Tensor } from '../tensor/tensor';
import type { ModelConfig } from './config';

/** Keys and values of all tokens read so far, so that a new token only computes its own. */
export interface KvCache {
  readonly batch: number;
  readonly capacity: number;
  readonly layers: readonly { readonly keys: Tensor; readonly values: Tensor }[]; // each (B, capacity, kvHeads · headDim)
  readonly bytes: number;
}

/** An empty cache in f32. @throws EngineError `out-of-memory` */
export function allocateKvCache(backend: Backend, config: ModelConfig, batch: number, capacity: number): KvCache {
  const shape = [batch, capacity, config.kvHeads * config.headDim];
  const layers = Array.from({ length: config.layers }, (_, layer) => ({
    keys: backend.allocate(`keys of layer ${layer}`, 'f32', shape),
    values: backend.allocate(`values of layer ${layer}`, 'f32', shape),
  }));
  const bytes = layers.reduce((sum, { keys, values }) => sum + backend.bytesOf(keys) + backend.bytesOf(values), 0);
  return { batch, capacity, layers, bytes };
}
