import type { EngineOrder } from './protocol';

/** What the page's address asks for: `?engine=webgpu|cpu|recorded` and `?seed=N`. */
export interface PageOrder {
  readonly engine: EngineOrder | 'recorded';
  /** An unsigned 32-bit integer, or null where the address names none. */
  readonly seed: number | null;
}

const engines = ['webgpu', 'cpu', 'recorded'] as const;

/** Reads `location.search`; what it does not understand is as if it were not there. */
export function parsePageOrder(search: string): PageOrder {
  const parameters = new URLSearchParams(search);
  const engine = engines.find((name) => name === parameters.get('engine')) ?? 'auto';
  const written = parameters.get('seed') ?? '';
  const seed = /^\d{1,10}$/.test(written) && Number(written) <= 0xffffffff ? Number(written) : null;
  return { engine, seed };
}
