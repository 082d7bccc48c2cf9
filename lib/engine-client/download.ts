import { EngineError } from '@/lib/engine/errors';
import { CachedFile, partBytes } from './cached-file';
import type { FileStore } from './file-store';
import type { ManifestFile } from './manifest';
import type { LoadEvent } from './protocol';
import { unlessStalled, type Wait } from './unless-stalled';

/** The world outside, passed in. */
export interface DownloadEffects {
  readonly fetch: typeof fetch;
  readonly store: FileStore;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  readonly wait: Wait;
  /** Does what nobody waits for, when there is time. */
  readonly later: (work: () => Promise<void>) => void;
}

export interface DownloadOptions {
  readonly url: string;
  readonly file: ManifestFile;
  readonly effects: DownloadEffects;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: LoadEvent) => void;
}

export interface Downloaded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** No byte came over the network. */
  readonly cached: boolean;
}

/** Milliseconds to wait before each further attempt; an attempt that brought bytes starts the row again. */
const backOffMs = [500, 1_000, 2_000, 4_000, 8_000] as const;
/** Attempts in all, however many bytes each one brings. */
export const mostAttempts = 20;
/** A download that is over so soon needs no parts: to write them would only hold it up. */
const partsAfterMs = 1_000;
/** An attempt that brings no byte for so long has broken. */
export const stallMs = 20_000;

/**
 * A model file, whole and checked against its SHA-256: from the cache, or downloaded, going on after a break, in this
 * visit or a later one. What was kept and turns out bad is dropped and fetched once more past every cache. The whole file
 * is kept later, when there is time.
 * @throws EngineError `file-missing`, `file-truncated`, `file-altered`, `network`; an abort throws the signal's reason
 */
export async function downloadFile(options: DownloadOptions): Promise<Downloaded> {
  const { url, file, effects, onEvent } = options;
  const cache = new CachedFile(effects.store, url, file);
  const kept = await cache.whole();
  if (kept && (await matches(kept, file, effects))) {
    onEvent?.({ type: 'download-start', file: file.name, totalBytes: file.bytes, cached: true });
    onEvent?.({ type: 'download-end', file: file.name, totalBytes: file.bytes, cached: true });
    return { bytes: kept, cached: true };
  }
  if (kept) await cache.drop();
  onEvent?.({ type: 'download-start', file: file.name, totalBytes: file.bytes, cached: false });
  const bytes = await transferChecked(new Transfer(options, cache), options, cache, kept !== null);
  effects.later(() => cache.keepWhole(bytes));
  onEvent?.({ type: 'download-end', file: file.name, totalBytes: file.bytes, cached: false });
  return { bytes, cached: false };
}

async function transferChecked(
  transfer: Transfer,
  { url, file, effects }: DownloadOptions,
  cache: CachedFile,
  pastCaches: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  if (pastCaches) transfer.startAnew('reload');
  else await transfer.resumeFromParts();
  for (let healing = pastCaches; ; healing = true) {
    try {
      const bytes = await transfer.run();
      if (await matches(bytes, file, effects)) return bytes;
      throw altered(url, file, 'its SHA-256 is not the one its manifest names');
    } catch (thrown) {
      const wrong = thrown instanceof EngineError && (thrown.code === 'file-altered' || thrown.code === 'file-truncated');
      await transfer.partsKept();
      if (wrong) await cache.drop();
      if (!wrong || healing) throw thrown;
      transfer.startAnew('reload');
    }
  }
}

async function matches(bytes: Uint8Array<ArrayBuffer>, file: ManifestFile, effects: DownloadEffects): Promise<boolean> {
  return bytes.length === file.bytes && (await effects.sha256(bytes)) === file.sha256;
}

/** One file on its way: its bytes so far, and as many attempts as it takes. */
class Transfer {
  private readonly options: DownloadOptions;
  private readonly cache: CachedFile;
  private readonly target: Uint8Array<ArrayBuffer>;
  private received = 0;
  /** Bytes that are kept as parts. */
  private kept = 0;
  /** Ends when every whole part is kept, or one could not be: no other is tried then. Null: each is kept. */
  private keeping: Promise<void> | null = null;
  private cacheMode: RequestCache = 'default';
  /** Where an answer ended early without an error; twice at the same byte means that there is no more. */
  private endedAt = -1;

  constructor(options: DownloadOptions, cache: CachedFile) {
    this.options = options;
    this.cache = cache;
    this.target = new Uint8Array(options.file.bytes);
  }

  async resumeFromParts(): Promise<void> {
    await this.cache.dropOlder();
    this.received = await this.cache.readParts(this.target);
    this.kept = this.received;
  }

  /** What was kept behind the download's back is on the disk. */
  async partsKept(): Promise<void> {
    await this.keeping;
  }

  startAnew(cacheMode: RequestCache): void {
    this.beginAnew();
    this.endedAt = -1;
    this.cacheMode = cacheMode;
  }

  async run(): Promise<Uint8Array<ArrayBuffer>> {
    const { file, signal, effects, onEvent } = this.options;
    let fruitless = 0;
    for (let attempt = 1; this.received < file.bytes; attempt++) {
      const before = this.received;
      try {
        await this.attempt();
      } catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof EngineError) throw thrown;
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        fruitless = this.received > before ? 0 : fruitless + 1;
        if (fruitless >= backOffMs.length || attempt >= mostAttempts) throw this.gaveUp(reason, attempt);
        onEvent?.({ type: 'download-retry', file: file.name, receivedBytes: this.received, attempt, reason });
        await effects.wait(backOffMs[fruitless], signal);
      }
    }
    return this.target;
  }

  private beginAnew(): void {
    this.received = 0;
    this.kept = 0;
  }

  /** There is a part to keep; once all is there, the whole will be. */
  private get hasPart(): boolean {
    return this.kept + partBytes <= this.received && this.received < this.options.file.bytes;
  }

  /** Keeps parts as fast as the storage takes them, for a later visit if this one breaks off: the download does not wait for it. */
  private async keepParts(): Promise<void> {
    const { effects, signal } = this.options;
    await effects.wait(partsAfterMs, signal).catch(() => undefined); // Aborted: what is there is worth keeping all the same.
    while (this.hasPart) {
      const start = this.kept;
      await this.cache.keepPart(this.target, start);
      if (this.kept === start) this.kept += partBytes;
    }
    this.keeping = null;
  }

  /** One request: from the byte where the last one broke off. Whatever a further one may mend is a plain `Error`. */
  private async attempt(): Promise<void> {
    const { url, signal, effects } = this.options;
    const attempt = new AbortController();
    const abort = () => attempt.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const headers: HeadersInit = this.received > 0 ? { Range: `bytes=${this.received}-` } : {};
    try {
      signal.throwIfAborted();
      const answer = effects.fetch(url, { headers, signal: attempt.signal, cache: this.cacheMode });
      const response = await this.unlessStalled(answer, attempt);
      this.checkAnswer(response);
      await this.readBody(response, attempt);
    } finally {
      signal.removeEventListener('abort', abort);
      attempt.abort();
    }
  }

  /** Decides from status and headers where the body belongs, or that it is of no use. */
  private checkAnswer(response: Response): void {
    const { url, file } = this.options;
    const { status, headers } = response;
    if (status === 404 || status === 410) throw missing(url, file);
    if (status === 416) {
      this.checkTotal(totalOfRange(headers.get('content-range')));
      this.beginAnew();
      throw new Error('the server refused to go on in the middle');
    }
    if (status >= 500 || status === 408 || status === 429) throw new Error(`the server answered ${status}`);
    if (status !== 200 && status !== 206) throw refused(url, file, status);
    if (!response.body) throw new Error('the answer has no body');
    const encoded = (headers.get('content-encoding') ?? 'identity') !== 'identity';
    if (status === 206) this.checkRange(headers.get('content-range'), encoded);
    else {
      const length = headers.get('content-length');
      if (length !== null && !encoded) this.checkTotal(Number(length));
      this.beginAnew(); // The whole file: the server does not know ranges.
    }
  }

  private checkRange(range: string | null, encoded: boolean): void {
    const parsed = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range ?? '');
    if (!encoded && parsed && Number(parsed[1]) === this.received) return this.checkTotal(totalOfRange(range));
    this.beginAnew();
    throw new Error('the server answered with another part of the file');
  }

  private checkTotal(total: number | null): void {
    const { url, file } = this.options;
    if (total === null || !Number.isFinite(total) || total === file.bytes) return;
    if (total < file.bytes) throw truncated(url, file, total);
    throw altered(url, file, `it has ${total} bytes and not ${file.bytes}`);
  }

  private async readBody(response: Response, attempt: AbortController): Promise<void> {
    const { url, file, onEvent } = this.options;
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await this.unlessStalled(reader.read(), attempt);
      if (done) break;
      if (this.received + value.length > file.bytes) throw altered(url, file, `it has more than ${file.bytes} bytes`);
      this.target.set(value, this.received);
      this.received += value.length;
      onEvent?.({ type: 'download-progress', file: file.name, receivedBytes: this.received, totalBytes: file.bytes });
      if (this.hasPart) this.keeping ??= this.keepParts().catch(() => undefined);
    }
    if (this.received === file.bytes) return;
    if (this.received === this.endedAt) throw truncated(url, file, this.received);
    this.endedAt = this.received;
    throw new Error(`the answer ended after ${this.received} of ${file.bytes} bytes`);
  }

  private unlessStalled<T>(work: Promise<T>, attempt: AbortController): Promise<T> {
    return unlessStalled(work, stallMs, attempt, this.options.effects.wait);
  }

  private gaveUp(reason: string, attempts: number): EngineError {
    const { url, file } = this.options;
    const got = `${this.received} of ${file.bytes} bytes`;
    return new EngineError(
      'network',
      `The download of ${file.name} broke off after ${got}: ${reason}.`,
      'Check the connection and try again: it goes on where it broke off.',
      { url, receivedBytes: this.received, totalBytes: file.bytes, attempts },
    );
  }
}

function totalOfRange(range: string | null): number | null {
  const total = /\/(\d+)$/.exec(range ?? '')?.[1];
  return total === undefined ? null : Number(total);
}

const ownerRemedy = 'If this site is yours, copy the model folder again, manifest.json with it; if not, tell its owner.';

function missing(url: string, file: ManifestFile): EngineError {
  return new EngineError('file-missing', `The model file ${file.name} is not on the server.`, ownerRemedy, { url });
}

function refused(url: string, file: ManifestFile, status: number): EngineError {
  const remedy = 'A filter or a login page may stand in between: open the address of this page afresh, or ask who runs the network.';
  return new EngineError('network', `The server refused the model file ${file.name} (HTTP ${status}).`, remedy, { url, status });
}

function truncated(url: string, file: ManifestFile, bytes: number): EngineError {
  const message = `The model file ${file.name} is cut off on the server: ${bytes} of ${file.bytes} bytes.`;
  return new EngineError('file-truncated', message, ownerRemedy, { url, receivedBytes: bytes, totalBytes: file.bytes });
}

function altered(url: string, file: ManifestFile, what: string): EngineError {
  const message = `The model file ${file.name} is not the one that was published: ${what}.`;
  return new EngineError('file-altered', message, ownerRemedy, { url, totalBytes: file.bytes });
}
