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

type CacheShape = Pick<ModelConfig, 'layers' | 'kvHeads' | 'headDim'>;

/** Bytes of a cache in f32, not made yet. */
export function kvCacheBytes({ layers, kvHeads, headDim }: CacheShape, slots: number, capacity: number): number {
  return 2 * layers * 4 * slots * capacity * kvHeads * headDim;
}

/** An empty cache in f32. @throws EngineError `out-of-memory`, with nothing kept */
export function allocateKvCache(backend: Backend, config: ModelConfig, slots: number, capacity: number): KvCache {
  const shape = [slots, capacity, config.kvHeads * config.headDim];
  const made: Tensor[] = [];
  const allocate = (label: string): Tensor => {
    const tensor = backend.allocate(label, 'f32', shape);
    made.push(tensor);
    return tensor;
  };
  try {
    const layers = Array.from({ length: config.layers }, (_, layer) => ({ keys: allocate(`keys of layer ${layer}`), values: allocate(`values of layer ${layer}`) }));
    const bytes = made.reduce((sum, tensor) => sum + backend.bytesOf(tensor), 0);
    return { slots, capacity, layers, bytes };
  } catch (thrown) {
    for (const tensor of made) backend.release(tensor);
    throw thrown;
  }
}

/** Gives the memory back. */
export function releaseKvCache(backend: Backend, cache: KvCache): void {
  for (const { keys, values } of cache.layers) {
    backend.release(keys);
    backend.release(values);
  }
}
