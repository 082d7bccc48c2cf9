import type { Precision } from '@/lib/engine/generation/precision';
import type { Backend } from '@/lib/engine/kernels/backend';
import type { ModelConfig } from '@/lib/engine/model/config';
import { loadInstance } from '@/lib/engine/model-instance';
import type { HostTensor } from '@/lib/engine/tensor/tensor';
import type { LoadFinding } from './findings';
import { inRounds } from './rounds';

export interface ModelFile {
  readonly config: ModelConfig;
  readonly file: ReadonlyMap<string, HostTensor>;
}

/** The same model with another number of layers: its own, over and over, so that models of several sizes can be loaded. */
export function withLayers({ config, file }: ModelFile, layers: number): ModelFile {
  const layerPrefix = /^model\.layers\.(\d+)\./;
  const own = [...file].filter(([name]) => !layerPrefix.test(name));
  const repeated = Array.from({ length: layers }, (_, layer) => {
    const prefix = `model.layers.${layer % config.layers}.`;
    return [...file].flatMap(([name, tensor]) => (name.startsWith(prefix) ? [[`model.layers.${layer}.${name.slice(prefix.length)}`, tensor] as const] : []));
  });
  return { config: { ...config, layers }, file: new Map([...own, ...repeated.flat()]) };
}

/** Times loading at several numbers of layers, until the logits of one token are here. @throws EngineError `out-of-memory`, `device-lost` */
export async function measureLoads(backend: Backend, model: ModelFile, precision: Precision, layerCounts: readonly number[], rounds: number): Promise<LoadFinding[]> {
  const bytes = new Map<number, number>();
  const load = async (layers: number) => {
    const { config, file } = withLayers(model, layers);
    const begin = performance.now();
    const instance = await loadInstance(backend, { config, file, plan: { precision } });
    await instance.runner.read([config.beginId], 0);
    const ms = performance.now() - begin;
    bytes.set(layers, instance.weights.bytes);
    instance.release();
    return { ms, samples: 1 };
  };
  // Compiles what is not compiled yet.
  await load(Math.min(...layerCounts));
  const times = await inRounds(rounds, layerCounts, load);
  return [...times].map(([layers, ms]) => ({ precision, layers, bytes: bytes.get(layers)!, ms }));
}
