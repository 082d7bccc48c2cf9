import type { Limit, Load, Loaded, Prompt, Setup, WriteBatch, WrittenToken } from './contestant';

/** From the start of the navigation to the first token. */
export interface FirstResult {
  readonly firstTokenMs: number;
  readonly version: string;
  readonly threads: number;
  /** The browser's WebGPU adapter in words; null: there is none. */
  readonly adapter: string | null;
}

export interface SingleRequest extends Limit {
  readonly prompt: Prompt;
  /** Other texts of the same length, none of which begins as another does. */
  readonly others: readonly Prompt[];
  readonly warmUpTokens: number;
}

export interface SingleResult {
  readonly tokens: readonly WrittenToken[];
  /** From the call to each token of `tokens`. */
  readonly atMs: readonly number[];
  /** From the call to the first token, once for each of `others`. */
  readonly firstMs: readonly number[];
}

export interface BatchRequest extends Limit {
  readonly prompts: readonly Prompt[];
  /** As many others. */
  readonly warmUp: readonly Prompt[];
}

export interface BatchResult {
  readonly tokens: number;
  /** From the call to the last token. */
  readonly ms: number;
}

/** What the command asks of a page, in this order. */
export interface Visit {
  readonly first: Promise<FirstResult>;
  single(request: SingleRequest): Promise<SingleResult>;
  batch(request: BatchRequest): Promise<BatchResult>;
}

declare global {
  var visit: Visit;
}

/** Begins at once: loads, and writes one token. */
export function beginVisit(load: Load): void {
  const setup = JSON.parse(new URLSearchParams(location.search).get('setup')!) as Setup;
  const loading = load(setup);
  const first = firstToken(loading, setup);
  // The command hears of a failure when it asks.
  first.catch(() => undefined);
  globalThis.visit = {
    first,
    single: async (request) => single(await loading, request),
    batch: async (request) => batch(await loading, request),
  };
}

async function firstToken(loading: Promise<Loaded>, { prompt }: Setup): Promise<FirstResult> {
  const loaded = await loading;
  let firstTokenMs = NaN;
  // The page's clock begins with its navigation.
  await loaded.write(prompt, { tokens: 1, seconds: Infinity }, () => (firstTokenMs = performance.now()));
  const { version, threads } = loaded;
  return { firstTokenMs, version, threads, adapter: await describeAdapter() };
}

async function describeAdapter(): Promise<string | null> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return null;
  const { vendor, architecture, description } = adapter.info;
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'a GPU without a name';
}

async function single(loaded: Loaded, { prompt, others, warmUpTokens, tokens, seconds }: SingleRequest): Promise<SingleResult> {
  await loaded.write(others[0], { tokens: warmUpTokens, seconds }, () => undefined);
  const firstMs: number[] = [];
  const begin = performance.now();
  for (const other of others.slice(1)) {
    if (firstMs.length > 0 && performance.now() - begin > (seconds * 1_000) / 2) break;
    firstMs.push((await timed(loaded, other, { tokens: 1, seconds })).atMs[0]);
  }
  return { ...(await timed(loaded, prompt, { tokens, seconds })), firstMs };
}

async function timed(loaded: Loaded, prompt: Prompt, limit: Limit): Promise<{ tokens: WrittenToken[]; atMs: number[] }> {
  const tokens: WrittenToken[] = [];
  const atMs: number[] = [];
  const begin = performance.now();
  await loaded.write(prompt, limit, (token) => {
    atMs.push(performance.now() - begin);
    tokens.push(token);
  });
  return { tokens, atMs };
}

async function batch(loaded: Loaded, { prompts, warmUp, tokens, seconds }: BatchRequest): Promise<BatchResult> {
  const write = await loaded.batch(prompts.length);
  await countTokens(write, warmUp, { tokens: 2, seconds });
  return countTokens(write, prompts, { tokens, seconds });
}

async function countTokens(write: WriteBatch, prompts: readonly Prompt[], limit: Limit): Promise<BatchResult> {
  let tokens = 0;
  let ms = 0;
  const begin = performance.now();
  await write(prompts, limit, (count) => {
    tokens += count;
    ms = performance.now() - begin;
  });
  return { tokens, ms };
}
