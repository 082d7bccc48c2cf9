import type { BenchPrecision } from '@/content/bench/run';
import type { BenchWork } from '@/content/bench/work';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { BackendKind, GenerateRequest } from '@/lib/engine/generation/events';
import { decodeRate } from '@/lib/measure/decode-rate';
import { percentile } from '@/lib/measure/latency';
import { throughput } from '@/lib/measure/throughput';

/** What one run on the reader's device came to. */
export interface OwnRun {
  readonly backend: BackendKind;
  readonly precision: BenchPrecision;
  readonly device: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The model's files were kept in this browser. */
  readonly fromCache: boolean;
  /** From the start, with no engine, to the first token. */
  readonly firstTokenMs: number;
  readonly prefillTokensPerSecond: number;
  /** Prompts that were timed for it. */
  readonly prefillSamples: number;
  /** Null where the clock ended the text before there was a gap to count. */
  readonly decodeTokensPerSecond: number | null;
  readonly decodeTokens: number;
  /** Of so many texts at once. */
  readonly together: number;
  readonly togetherTokensPerSecond: number;
}

export type BenchStage = 'loading' | 'prefill' | 'decode' | 'together';

interface Effects {
  /** Milliseconds of a clock that only goes on. */
  readonly now: () => number;
  readonly onStage: (stage: BenchStage) => void;
  /** The text so far, as it is written. */
  readonly onText: (text: string) => void;
  /** Ends it, once the engine has been given back. */
  readonly signal: AbortSignal;
}

/**
 * What `npm run bench` asks of ours (bench/side-by-side/pages/visit.ts), in the same order and by the same statistics.
 * @param client an engine that has not been loaded
 * @throws EngineError, or the signal's reason
 */
export async function measureOwnRun(client: LabClient, precision: BenchPrecision, work: BenchWork, { now, onStage, onText, signal }: Effects): Promise<OwnRun> {
  const at = Date.now();
  onStage('loading');
  const clock = clockFromConsent(client, now);
  const { engine, fromCache } = await client.load();
  const { stopId } = engine.model;
  const times = (prompt: string, tokens: number, onToken?: (text: string) => void) => timesOf(client, { prompt, tokens, seconds: work.seconds, stopId }, now, signal, onToken);
  await times(work.prompt, 1);
  const firstTokenMs = clock.stop();

  onStage('prefill');
  const [warmUp, ...timed] = work.others;
  await times(warmUp, work.warmUpTokens);
  const firsts: number[] = [];
  const prefillBegin = now();
  for (const prompt of timed) {
    if (firsts.length > 0 && now() - prefillBegin > (work.seconds * 1_000) / 2) break;
    firsts.push((await times(prompt, 1))[0]);
  }

  onStage('decode');
  let text = '';
  const tokensAt = await times(work.prompt, work.tokens, (more) => onText((text += more)));

  onStage('together');
  await writeTogether(client, work.togetherWarmUp, { tokens: 2, seconds: work.togetherSeconds, stopId }, now, signal);
  const togetherTokensPerSecond = await writeTogether(client, work.together, { tokens: work.togetherTokens, seconds: work.togetherSeconds, stopId }, now, signal);

  return {
    backend: engine.backend,
    precision,
    device: engine.device,
    at,
    fromCache,
    firstTokenMs,
    prefillTokensPerSecond: (1_000 * work.promptTokens) / percentile(firsts, 0.5)!,
    prefillSamples: firsts.length,
    decodeTokensPerSecond: decodeRate(tokensAt, work.warmUpGaps),
    decodeTokens: tokensAt.length,
    together: work.together.length,
    togetherTokensPerSecond,
  };
}

/** Milliseconds since now, or since the reader allowed the download where the browser asks to save data: waiting for that is no work. */
function clockFromConsent(client: LabClient, now: () => number): { readonly stop: () => number } {
  let begin = now();
  let waits = false;
  const release = client.subscribe(() => {
    const waited = waits;
    waits = client.getSnapshot().status === 'waiting-for-consent';
    if (waited && !waits) begin = now();
  });
  return {
    stop: () => {
      release();
      return now() - begin;
    },
  };
}

interface Limit {
  readonly tokens: number;
  readonly seconds: number;
  /** The end token, which is not counted: the others do not tell theirs. */
  readonly stopId: number;
}

/** Continues a prompt greedily. @returns milliseconds from the request to each token, of which there is at least one */
async function timesOf(client: LabClient, { prompt, tokens, seconds, stopId }: Limit & { readonly prompt: string }, now: () => number, signal: AbortSignal, onToken?: (text: string) => void): Promise<readonly number[]> {
  const at: number[] = [];
  const begin = now();
  for await (const event of client.generate(requestOf(prompt, tokens), { signal: AbortSignal.timeout(seconds * 1_000) })) {
    if (event.type !== 'token' || event.id === stopId) continue;
    at.push(now() - begin);
    onToken?.(event.text);
  }
  signal.throwIfAborted();
  if (at.length === 0) throw new Error(`No token came within ${seconds} seconds: this device is too slow for the bench at this precision. Try another one.`);
  return at;
}

/** Continues all prompts at once, greedily. @returns tokens a second of all of them together */
async function writeTogether(client: LabClient, prompts: readonly string[], { tokens, seconds, stopId }: Limit, now: () => number, signal: AbortSignal): Promise<number> {
  let written = 0;
  let ms = 0;
  const begin = now();
  const { events } = client.batch({ slots: prompts.length, sequences: prompts.map((prompt) => ({ request: requestOf(prompt, tokens) })) }, { signal: AbortSignal.timeout(seconds * 1_000) });
  for await (const event of events) {
    if (event.type === 'sequence-error') throw new Error(`${event.error.message} ${event.error.remedy}`);
    if (event.type !== 'sequence-event' || event.event.type !== 'token' || event.event.id === stopId) continue;
    written += 1;
    ms = now() - begin;
  }
  signal.throwIfAborted();
  const rate = throughput([{ tokens: written, ms }]);
  if (rate === null) throw new Error(`No token of ${prompts.length} texts came within ${seconds} seconds: this device is too slow for the bench at this precision. Try another one.`);
  return rate;
}

const requestOf = (prompt: string, maxTokens: number): GenerateRequest => ({ prompt, sampling: { temperature: 0, topK: 0, topP: 1, seed: 1 }, maxTokens });
