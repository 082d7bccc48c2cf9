import type { Roof, RooflinePoint } from '@/components/charts/roofline-geometry';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { base, type Bounds, boundsOf, limitWords, speedUpsOf, type TimedLayer } from './limits';
import { type Settings, shapeOf } from './settings';

/** What is shown of one run. */
export interface Shown {
  readonly settings: Settings;
  readonly device: string;
  readonly measured: DeviceMeasurement;
  readonly layers: readonly TimedLayer[];
  /** Measured here or recorded there. */
  readonly origin: (samples: number) => Provenance;
}

/** The figures of one precision. */
export interface Row {
  readonly precision: TimedLayer['precision'];
  readonly bounds: Bounds;
  readonly boundBy: Provenance;
  readonly layerMs: Measure;
  readonly weightBytes: Measure;
  readonly speedUp: Measure | null;
  readonly idealSpeedUp: Measure | null;
}

export function rowOf(shown: Shown, timed: TimedLayer): Row {
  const { settings, measured, layers, origin } = shown;
  const { layer, precision } = timed;
  const bounds = boundsOf(timed, settings, measured);
  const own = origin(layer.samples);
  const ups = speedUpsOf(layers, timed);
  const counted: Provenance = { kind: 'counted', what: `the weights of one layer of ${settings.model} as the engine stores them at ${precision}, scales and minima included` };
  const from = layers.find((each) => each.precision === base);
  return {
    precision,
    bounds,
    boundBy: {
      kind: 'derived',
      from: [own, origin(measured.samples), { kind: 'published', source: shapeOf(settings.model).source }],
      formula: 'the longest of three times: bytes of weights and cache ÷ the bandwidth of copying, multiply-adds ÷ their peak, launches × what one launch adds',
    },
    layerMs: { name: 'layer-ms', value: layer.ms, unit: 'ms', provenance: own },
    weightBytes: { name: 'weight-bytes', value: layer.weightBytes, unit: 'bytes', provenance: counted },
    speedUp: ups && { name: 'speed-up', value: ups.measured, unit: 'ratio', provenance: { kind: 'derived', from: [origin(from!.layer.samples), own], formula: `the layer’s time at ${base} ÷ its time at ${precision}` } },
    idealSpeedUp: ups && { name: 'ideal-speed-up', value: ups.ideal, unit: 'ratio', provenance: { kind: 'derived', from: [counted], formula: `bytes at ${base} ÷ bytes at ${precision}` } },
  };
}

/** This device as a roof. */
export function roofOf({ device, measured, origin }: Shown): Roof {
  return { name: device, bytesPerSecond: measured.copyBytesPerSecond, flopsPerSecond: measured.multiplyAddFlopsPerSecond, provenance: origin(measured.samples), mine: true };
}

/** A precision's layer as a point under it. */
export function pointOf({ precision, bounds, boundBy }: Row): RooflinePoint {
  return { name: precision, mark: precision, intensity: bounds.intensity, flopsPerSecond: bounds.flopsPerSecond, provenance: boundBy };
}

/** What the run says, in a sentence or two; of f16 and q4, which readers meet most. */
export function findingOf(rows: readonly Row[]): string {
  const q4 = rows.find(({ precision }) => precision === 'q4');
  if (!q4?.speedUp || !q4.idealSpeedUp) return '';
  const [got, promised] = [q4.speedUp.value, q4.idealSpeedUp.value];
  const times = (value: number) => `${value.toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times`;
  const compared = got < 1 ? `At q4 the layer takes longer than at f16, although it has ${times(promised)} fewer bytes` : `At q4 the layer has ${times(promised)} fewer bytes than at f16, and is ${times(got)} as fast`;
  const { boundBy, share } = q4.bounds;
  const nearly =
    share >= 0.7
      ? `That is nearly all that ${limitWords[boundBy]} allows.`
      : `Its nearest limit is ${limitWords[boundBy]}, which accounts for ${Math.round(100 * share)}% of the time; the rest is what no limit counts, such as unpacking the weights.`;
  return `${compared}. ${nearly}`;
}
