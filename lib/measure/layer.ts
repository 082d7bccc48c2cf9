import type { ModelShape } from '@/content/model-shapes';
import type { LayerMeasurement } from '@/lib/engine/generation/measurements';
import type { Measure, Provenance } from './measure';

/** A layer's figures, and what they make of the whole model. `at`: milliseconds since the epoch. */
export function layerMeasures({ layers, source, notModelled }: Pick<ModelShape, 'layers' | 'source' | 'notModelled'>, { layer, head, copies }: LayerMeasurement, device: string, at: number): readonly Measure[] {
  const measured = (samples: number): Provenance => ({ kind: 'measured', device, at, samples });
  const shape: Provenance = { kind: 'published', source };
  const missing = notModelled ? `; ${notModelled}` : '';
  const wholeMs = layers * layer.ms + head.ms;
  return [
    { name: 'layer-ms', value: layer.ms, unit: 'ms', provenance: measured(layer.samples) },
    { name: 'head-ms', value: head.ms, unit: 'ms', provenance: measured(head.samples) },
    { name: 'decode-tokens-per-second', value: 1000 / wholeMs, unit: 'tokens/s', provenance: { kind: 'derived', from: [shape, measured(layer.samples), measured(head.samples)], formula: `1 ÷ (${layers} × the layer’s time + the head’s); ${copies} copies of the layer took turns, so that no cache held its weights${missing}` } },
    { name: 'weight-bytes', value: layers * layer.weightBytes + head.weightBytes, unit: 'bytes', provenance: { kind: 'derived', from: [shape, { kind: 'counted', what: 'the bytes of the layer and of the head made here, scales included' }], formula: `${layers} × the layer’s bytes + the head’s; an embedding of its own is not counted${missing}` } },
  ];
}
