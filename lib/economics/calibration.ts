import type { Hardware } from '@/content/hardware';
import fittedConstants from './calibration.json';
import type { Link, ReduceConstants } from './parallel';
import { linkOf } from './parallel';
import { storedPrecisions, type Unpacking } from './precision';
import { seconds, type Seconds } from './quantities';
import type { Software, StoredPrecision } from './request';
import { softwareTraits } from './software';

/**
 * A constant that differs between engines and devices: `all` times every factor of `by` whose name fits. A combination nobody measured
 * has the factors of its parts, and what no row tells apart has no factor: it falls back to `all`.
 */
export interface Factored {
  readonly all: number;
  readonly by: Readonly<Record<string, number>>;
}

/** What the fit chose, and nothing else does: `npm run economics -- --fit` writes it to calibration.json. */
export interface Calibration {
  /** Share of a device's bandwidth that is reached when weights or keys and values are read. */
  readonly bandwidthShare: Factored;
  /** Share of its dense peak that matrix products reach when there is enough to multiply. */
  readonly arithmeticShare: Factored;
  /** Time to launch a layer's kernels, which is waited for where the work itself is shorter. */
  readonly layerSeconds: Factored;
  /** Bytes that a token moves per channel and layer beside matrices and attention: residual stream, norms, rotations, activations. */
  readonly activationBytes: Factored;
  /** Fixed time a step of a server that admits and dismisses sequences between steps. */
  readonly servingSeconds: number;
  /** The same for each sequence in the step: its token is drawn, turned into text and sent. */
  readonly sequenceSeconds: number;
  /** Operations to widen a weight. */
  readonly unpackFlops: Readonly<Record<Exclude<Unpacking, 'none'>, number>>;
  /** How often an engine that stores scores moves them (each four bytes). */
  readonly scorePasses: number;
  /** Seconds that an all-reduce of next to nothing takes within a step that is launched call by call; a captured one has the factor of captured layers. */
  readonly reduceLatency: Readonly<Record<Link, number>>;
  /** Seconds more where one is launched and timed alone. */
  readonly reduceLaunch: number;
  /** Of the stated rate between devices. */
  readonly linkShare: number;
  /** 10th and 90th percentile of predicted / published over the rows scored in each group, or over all with their source left out where that is wider (scripts/economics/bands.mjs). */
  readonly errorBands: Readonly<Record<ErrorBandKind, readonly [low: number, high: number]>>;
}

export type ErrorBandKind = 'decode-batch-1' | 'static-batch' | 'saturated' | 'prefill';

// The file's bands are lists for TypeScript; calibration.test.ts checks that they are pairs.
export const calibration = fittedConstants as unknown as Calibration;

/** Memory that behaves alike: stacked beside the chip, on the board, or shared with the processor. */
export type MemoryKind = 'stacked' | 'board' | 'shared';

/** By what a device is, never by its bandwidth: a constant that changed where the bandwidth passes some value would make more of it slower there. */
export const memoryKinds: Readonly<Record<Hardware['family'], MemoryKind>> = { datacentre: 'stacked', tpu: 'stacked', workstation: 'board', consumer: 'board', apple: 'shared' };

/** Arithmetic as the share of its peak depends on it. Widened blocks are multiplied in f16, and less well than f16 itself: they have a factor more. */
export function arithmeticNames(precision: StoredPrecision): readonly string[] {
  const { arithmetic, unpacking } = storedPrecisions[precision];
  return arithmetic === 'f16' && unpacking !== 'none' ? ['f16', 'blocks'] : [arithmetic];
}

/** Engines that constants are fitted for: `kernels` stands for matrix products that were timed alone. */
export type CalibratedSoftware = Software | 'kernels';

/** The constants of one engine on one kind of device. */
export interface StepConstants {
  readonly bandwidthShare: number;
  readonly arithmeticShare: number;
  readonly layerSeconds: Seconds;
  readonly activationBytes: number;
  readonly servingSeconds: Seconds;
  readonly sequenceSeconds: Seconds;
  readonly unpackFlops: number;
  readonly scorePasses: number;
  readonly reduce: ReduceConstants;
}

/** Who works with what: the names under which a constant may have a factor. */
export interface Circumstances {
  readonly software: CalibratedSoftware;
  readonly hardware: Hardware;
  readonly precision: StoredPrecision;
  /** A mixture of experts: many small products in place of few large ones. */
  readonly experts: boolean;
}

/** The factors that each constant has under given circumstances, where the fit gave it one. */
export function factorNames({ software, hardware, precision, experts }: Circumstances): Readonly<Record<FactoredName, readonly string[]>> {
  const memory = memoryKinds[hardware.family];
  const where = [software, memory, `${software} ${memory}`];
  return {
    bandwidthShare: where,
    arithmeticShare: [...where, ...arithmeticNames(precision), ...(experts ? ['experts'] : [])],
    layerSeconds: [software, memory, ...(software !== 'kernels' && softwareTraits[software].capturesSteps ? ['captured'] : [])],
    activationBytes: [software],
  };
}

export type FactoredName = 'bandwidthShare' | 'arithmeticShare' | 'layerSeconds' | 'activationBytes';

const product = ({ all, by }: Factored, names: readonly string[]): number => names.reduce((value, name) => value * (by[name] ?? 1), all);

export function constantsFor(fitted: Calibration, circumstances: Circumstances): StepConstants {
  const names = factorNames(circumstances);
  const { unpacking } = storedPrecisions[circumstances.precision];
  const captured = names.layerSeconds.includes('captured') ? (fitted.layerSeconds.by.captured ?? 1) : 1;
  return {
    bandwidthShare: Math.min(1, product(fitted.bandwidthShare, names.bandwidthShare)),
    arithmeticShare: Math.min(1, product(fitted.arithmeticShare, names.arithmeticShare)),
    layerSeconds: seconds(product(fitted.layerSeconds, names.layerSeconds)),
    activationBytes: product(fitted.activationBytes, names.activationBytes),
    servingSeconds: seconds(fitted.servingSeconds),
    sequenceSeconds: seconds(fitted.sequenceSeconds),
    unpackFlops: unpacking === 'none' ? 0 : fitted.unpackFlops[unpacking],
    scorePasses: fitted.scorePasses,
    reduce: { latency: seconds(captured * fitted.reduceLatency[linkOf(circumstances.hardware)]), linkShare: fitted.linkShare },
  };
}
