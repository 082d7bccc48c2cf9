import { type BenchPrecision, benchPrecisions } from '@/content/bench/run';
import type { PageOrder } from '@/lib/engine-client/page-order';
import type { EngineOrder } from '@/lib/engine-client/protocol';
import type { LinkState } from '@/lib/engine-client/url-state';

/** What the reader can set. */
export interface BenchSettings {
  /** `best`: what the page's address asks for, else the best here. */
  readonly backend: 'best' | 'webgpu' | 'cpu';
  readonly precision: BenchPrecision;
}

export const backends = ['best', 'webgpu', 'cpu'] as const;

export const startSettings: BenchSettings = { backend: 'best', precision: 'q8' };

/** The engine that settings ask for. */
export const orderOf = ({ backend }: BenchSettings, asked: PageOrder['engine']): EngineOrder => (backend !== 'best' ? backend : asked === 'recorded' ? 'auto' : asked);

/** As a link carries it. */
export const linkOf = ({ backend, precision }: BenchSettings): LinkState => ({ settings: { backend, precision } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState): BenchSettings {
  const among = <Value extends string>(values: readonly Value[], said: unknown, otherwise: Value): Value => values.find((value) => value === said) ?? otherwise;
  return { backend: among(backends, settings.backend, startSettings.backend), precision: among(benchPrecisions, settings.precision, startSettings.precision) };
}
