import { expect, test } from 'vitest';
import type { ModelConfig } from '@/lib/engine/model/config';
import type { HostTensor } from '@/lib/engine/tensor/tensor';
import { withLayers } from './measure-load';

const tensor = (value: number): HostTensor => ({ dtype: 'f32', shape: [1], values: Float32Array.of(value) });
const model = {
  config: { layers: 2, dim: 16 } as ModelConfig,
  file: new Map([['model.norm.weight', tensor(9)], ['model.layers.0.mlp.up_proj.weight', tensor(0)], ['model.layers.1.mlp.up_proj.weight', tensor(1)]]),
};
const valuesOf = ({ file }: ReturnType<typeof withLayers>) => [...file].map(([name, { values }]) => [name, values[0]]);

test('a model with more layers has its own over and over, and the rest once', () => {
  const larger = withLayers(model, 3);
  expect(larger.config).toEqual({ layers: 3, dim: 16 });
  expect(valuesOf(larger)).toEqual([['model.norm.weight', 9], ['model.layers.0.mlp.up_proj.weight', 0], ['model.layers.1.mlp.up_proj.weight', 1], ['model.layers.2.mlp.up_proj.weight', 0]]);
});

test('with fewer it has its first', () => {
  expect(valuesOf(withLayers(model, 1))).toEqual([['model.norm.weight', 9], ['model.layers.0.mlp.up_proj.weight', 0]]);
});
