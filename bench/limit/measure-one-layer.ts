import { modelShapes } from '@/content/model-shapes';
import { blockSize } from '@/lib/engine/formats/block-size';
import { measureLayer } from '@/lib/engine/generation/measure-layer';
import type { Precision } from '@/lib/engine/generation/precision';
import type { Backend } from '@/lib/engine/kernels/backend';
import { kvCacheBytes } from '@/lib/engine/model/kv-cache';
import type { PassFinding } from './findings';

/** A layer of it is larger than most caches, and copies of it take turns until no cache holds them. */
const published = modelShapes.find(({ name }) => name === 'Llama-3.2-1B')!;

/** Its head, of 128,256 rows, is left small: it is a matrix like the layer's, and takes long to make. */
const shape = { ...published, vocab: 16 };

const context = 256;

/** Times a layer of a model of a billion parameters, with random weights. @throws EngineError `out-of-memory`, `device-lost` */
export async function measureOneLayer(backend: Backend, precision: Precision, batch: number, tokens: number): Promise<PassFinding> {
  const { layer } = await measureLayer(backend, { shape, plan: { precision }, batch, tokens, context }, blockSize);
  return {
    subject: `a layer of ${published.name}`,
    precision,
    batch,
    tokens,
    context,
    ms: { median: layer.ms, min: layer.ms, max: layer.ms, samples: layer.samples },
    flops: layer.flops,
    bytes: layer.weightBytes + kvCacheBytes({ ...shape, layers: 1 }, batch, context),
    launches: layer.launches,
  };
}
