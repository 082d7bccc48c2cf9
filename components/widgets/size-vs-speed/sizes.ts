import { modelShapes, type ModelShape, type ModelShapeName } from '@/content/model-shapes';
import type { LayerMeasurement } from '@/lib/engine/generation/measurements';
import { layerMeasures } from '@/lib/measure/layer';
import type { Measure, Provenance } from '@/lib/measure/measure';

/** Precisions that the figure offers. */
export const sizePrecisions = ['f16', 'q8', 'q4'] as const;
export type SizePrecision = (typeof sizePrecisions)[number];

/** Tokens in the cache of the one sequence that is timed. */
export const context = 256;

/** A size that was measured. */
export interface MeasuredSize {
  readonly shape: ModelShapeName;
  readonly precision: SizePrecision;
  readonly found: LayerMeasurement;
}

export const shapeOf = (name: ModelShapeName): ModelShape => modelShapes.find((shape) => shape.name === name)!;

/** Bits of a stored weight, its share of the block’s scale (and in q4 its least value) counted in. */
const bits: Readonly<Record<SizePrecision, number>> = { f16: 16, q8: 8.5, q4: 5 };
/** The head is kept wider where the rest has four bits. */
const headBits = (precision: SizePrecision): number => bits[precision === 'q4' ? 'q8' : precision];
const normBytes = 2;

/** Bytes of one layer’s weights. */
export function layerBytes({ dim, hiddenDim, heads, kvHeads, headDim }: ModelShape, precision: SizePrecision): number {
  const matrices = 2 * dim * heads * headDim + 2 * dim * kvHeads * headDim + 3 * dim * hiddenDim;
  return (matrices * bits[precision]) / 8 + 2 * dim * normBytes;
}

/** Bytes of the final norm and the head. */
export const headBytes = ({ dim, vocab }: ModelShape, precision: SizePrecision): number => (vocab * dim * headBits(precision)) / 8 + dim * normBytes;

/** Bytes of one layer’s keys and values. */
const cacheBytes = ({ kvHeads, headDim }: ModelShape): number => 2 * context * kvHeads * headDim * 4;

/** Bytes that one token reads: every weight once, and the cache. */
export const readBytes = (shape: ModelShape, precision: SizePrecision): number => shape.layers * (layerBytes(shape, precision) + cacheBytes(shape)) + headBytes(shape, precision);

/** The weights of the whole model, known before anything is made of it. */
export function weightBytes(shape: ModelShape, precision: SizePrecision): Measure {
  return {
    name: 'weight-bytes',
    value: shape.layers * layerBytes(shape, precision) + headBytes(shape, precision),
    unit: 'bytes',
    provenance: {
      kind: 'derived',
      from: [{ kind: 'published', source: shape.source }, { kind: 'counted', what: `${bits[precision]} bits a weight as stored here, scales included, and ${headBits(precision)} in the head` }],
      formula: `${shape.layers} × the layer’s weights + the head’s; an embedding of its own is not counted`,
    },
  };
}

/** Copies take turns until so much is read: more than a cache holds. As the engine has it, for an estimate only. */
const beyondCaches = 256 * 1024 * 1024;
const mostHeads = 16;

/** Bytes that are made and read to measure a size, about. */
export function workBytes(shape: ModelShape, precision: SizePrecision): number {
  const held = (bytes: number, most: number) => Math.min(Math.floor(beyondCaches / bytes) + 1, most) * bytes;
  return held(layerBytes(shape, precision) + cacheBytes(shape), shape.layers) + held(headBytes(shape, precision), mostHeads);
}

/** Two figures of a size, and its place under the roof. */
export interface SizeFigures {
  readonly layerMs: Measure;
  readonly tokensPerSecond: Measure;
  /** FLOPs for each byte read. */
  readonly intensity: number;
  readonly flopsPerSecond: number;
}

export type Origin = { readonly kind: 'measured'; readonly device: string; readonly at: number } | { readonly kind: 'recorded'; readonly device: string; readonly date: string };

export function figuresOf({ shape: name, precision, found }: MeasuredSize, origin: Origin): SizeFigures {
  const shape = shapeOf(name);
  const measures = layerMeasures(shape, found, origin.device, origin.kind === 'measured' ? origin.at : 0).map((measure) => (origin.kind === 'measured' ? measure : { ...measure, provenance: recordedInstead(measure.provenance, origin) }));
  const measure = (wanted: string) => measures.find((each) => each.name === wanted)!;
  const flops = shape.layers * found.layer.flops + found.head.flops;
  const tokensPerSecond = measure('decode-tokens-per-second');
  return { layerMs: measure('layer-ms'), tokensPerSecond, intensity: flops / readBytes(shape, precision), flopsPerSecond: flops * tokensPerSecond.value };
}

/** The same figure of a run that was saved. */
export function recordedInstead(provenance: Provenance, { device, date }: { readonly device: string; readonly date: string }): Provenance {
  if (provenance.kind === 'measured') return { kind: 'recorded', device, date };
  return provenance.kind === 'derived' ? { ...provenance, from: provenance.from.map((each) => recordedInstead(each, { device, date })) } : provenance;
}
