import type { Roof, RooflinePoint } from '@/components/charts/roofline-geometry';
import { decodeSpeeds, type DecodeSpeed } from '@/content/decode-speeds';
import { hardware } from '@/content/hardware';
import type { Measure, Provenance } from '@/lib/measure/measure';
import type { SizePrecision } from './sizes';

/** A published speed, as a bar and as a point. */
export interface PublishedSpeed {
  readonly key: string;
  readonly label: string;
  /** As its source calls the precision. */
  readonly format: string;
  readonly measure: Measure;
  readonly point: RooflinePoint;
}

/** What stands beside the reader’s own figures, at one precision. */
export interface Published {
  readonly roofs: readonly Roof[];
  readonly speeds: readonly PublishedSpeed[];
}

function roofOf(name: string): Roof {
  const device = hardware.find((each) => each.name === name)!;
  const from: Provenance[] = [{ kind: 'published', source: device.source }, ...(device.peakSource ? [{ kind: 'published', source: device.peakSource } as const] : [])];
  return {
    name,
    bytesPerSecond: device.bandwidthGigabytes * 1e9,
    flopsPerSecond: device.teraflops.f16! * 1e12,
    provenance: { kind: 'derived', from, formula: 'memory bandwidth × FLOPs a byte, up to the dense peak in f16' },
  };
}

function speedOf({ row, model, parameters, device, format, weightBytes, tokensPerSecond, source }: DecodeSpeed): PublishedSpeed {
  const provenance: Provenance = { kind: 'published', source };
  const label = `${model}, ${device}`;
  return {
    key: row,
    label,
    format,
    measure: { name: 'published-tokens-per-second', value: tokensPerSecond, unit: 'tokens/s', provenance },
    point: {
      name: label,
      intensity: (2 * parameters) / weightBytes,
      flopsPerSecond: 2 * parameters * tokensPerSecond,
      mark: 'other',
      provenance: { kind: 'derived', from: [provenance], formula: 'operations: 2 × parameters for each token; bytes: the file’s, once for each token' },
    },
  };
}

/** What others have published of a model of eight thousand million parameters, by the precision of ours that is most like theirs. */
export const publishedBy: Readonly<Record<SizePrecision, Published>> = { f16: publishedLike('f16'), q8: publishedLike('q8'), q4: publishedLike('q4') };

function publishedLike(precision: SizePrecision): Published {
  const speeds = decodeSpeeds.filter(({ like }) => like === precision);
  return { roofs: [...new Set(speeds.map(({ device }) => device))].map(roofOf), speeds: speeds.map(speedOf) };
}
