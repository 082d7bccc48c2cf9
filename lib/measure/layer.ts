import type { LayerMeasurement } from '@/lib/engine/generation/measurements';
import type { Measure, Provenance } from './measure';

/** A layer's figures, and what they make of the whole model. `at`: milliseconds since the epoch. */
export function layerMeasures(layers: number, { layer, head, copies }: LayerMeasurement, device: string, at: number): readonly Measure[] {
  const measured = (samples: number): Provenance => ({ kind: 'measured', device, at, samples });
  const both = [measured(layer.samples), measured(head.samples)];
  const wholeMs = layers * layer.ms + head.ms;
  return [
    { name: 'layer-ms', value: layer.ms, unit: 'ms', provenance: measured(layer.samples) },
    { name: 'head-ms', value: head.ms, unit: 'ms', provenance: measured(head.samples) },
    { name: 'decode-tokens-per-second', value: 1000 / wholeMs, unit: 'tokens/s', provenance: { kind: 'derived', from: both, formula: `1 ÷ (${layers} × the layer’s time + the head’s); ${copies} copies of the layer took turns, so that no cache held its weights` } },
    { name: 'weight-bytes', value: layers * layer.weightBytes + head.weightBytes, unit: 'bytes', provenance: { kind: 'counted', what: `${layers} layers and the head, scales included; an embedding of its own is not counted` } },
  ];
}
