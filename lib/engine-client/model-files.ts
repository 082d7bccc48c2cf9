import { EngineError } from '@/lib/engine/errors';
import { CachedFile } from './cached-file';
import { type DownloadEffects, downloadFile } from './download';
import { findInManifest, type Manifest, parseManifest } from './manifest';
import type { LoadEvent, ModelSize } from './protocol';
import { unlessStalled } from './unless-stalled';

/** How often a download's progress is told. */
const progressEveryMs = 60;

/** A manifest is a few hundred bytes: a server that takes longer than this for it says nothing. */
export const manifestStallMs = 5_000;

/** Something that is being made, or was, for all who ask. */
interface Made {
  readonly making: Promise<unknown>;
  /** Of the one who asked first: his abort ends it. */
  readonly signal: AbortSignal;
}

/** Where a model's files come from. */
export interface FileSource {
  /** Bytes that came over the network so far. */
  readonly downloadedBytes: number;
  listen(listener: (event: LoadEvent) => void): () => void;
  size(): Promise<ModelSize>;
  /** The same object for all who ask. @throws EngineError */
  json(name: string, signal: AbortSignal): Promise<unknown>;
  /** From the first byte of their buffer to its last. @throws EngineError */
  bytes(name: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

/** The files of one model, each fetched once; what failed may be asked for again. */
export class ModelFiles implements FileSource {
  private readonly url: string;
  private readonly effects: DownloadEffects;
  private readonly memory = new Map<string, Made>();
  private readonly listeners = new Set<(event: LoadEvent) => void>();
  private bytesOverNetwork = 0;

  /** @param url the model's folder, with a slash at its end */
  constructor(url: string, effects: DownloadEffects) {
    this.url = url;
    this.effects = effects;
  }

  /** Bytes of model files that came over the network so far. */
  get downloadedBytes(): number {
    return this.bytesOverNetwork;
  }

  listen(listener: (event: LoadEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async size(): Promise<ModelSize> {
    const manifest = await this.manifest();
    const kept = await Promise.all(
      manifest.map(async (file) => new CachedFile(this.effects.store, this.url + file.name, file).isWhole()),
    );
    return { totalBytes: manifest.reduce((sum, file) => sum + file.bytes, 0), cached: kept.every(Boolean) };
  }

  /** A file as JSON, the same for all who ask. @throws EngineError `file-malformed`, and all that a download throws */
  json(name: string, signal: AbortSignal): Promise<unknown> {
    return this.once(`${name} as JSON`, signal, () => this.parse(name, signal));
  }

  private async parse(name: string, signal: AbortSignal): Promise<unknown> {
    const bytes = await this.bytes(name, signal);
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw new EngineError('file-malformed', `The model file ${name} is not JSON.`, 'Tell the owner of this site.', { file: name });
    }
  }

  /** A file's bytes, checked; kept in memory, since a lost device is built anew from them. */
  bytes(name: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return this.once(name, signal, async () => {
      const file = findInManifest(await this.manifest(), name, this.manifestUrl);
      const onEvent = throttleProgress((event) => this.tell(event));
      const { bytes, cached } = await downloadFile({ url: this.url + name, file, effects: this.effects, signal, onEvent });
      if (!cached) this.bytesOverNetwork += bytes.length;
      return bytes;
    });
  }

  private get manifestUrl(): string {
    return `${this.url}manifest.json`;
  }

  private manifest(): Promise<Manifest> {
    return this.once('manifest.json', new AbortController().signal, () => this.fetchManifest());
  }

  /**
   * The manifest has no hash of its own, so the server is asked each time; offline, the last one will do, and where
   * the server keeps silent it must do soon.
   */
  private async fetchManifest(): Promise<Manifest> {
    const { store, wait, later } = this.effects;
    const url = this.manifestUrl;
    const keeping = store.get(url).then((stored) => (typeof stored === 'string' ? stored : null));
    for (const pause of [300, 1_500, 0]) {
      const { text, stalled } = await this.askForManifest();
      if (text !== null) {
        const manifest = parseManifest(text, url);
        later(async () => void ((await keeping) === text || (await store.set(url, text))));
        return manifest;
      }
      if (stalled && (await keeping) !== null) break;
      if (pause > 0) await wait(pause, new AbortController().signal);
    }
    const kept = await keeping;
    if (kept !== null) return parseManifest(kept, url);
    throw new EngineError('network', 'The model could not be reached.', 'Check the connection and try again.', { url });
  }

  /** One request. @throws EngineError `file-missing` */
  private async askForManifest(): Promise<{ readonly text: string | null; readonly stalled: boolean }> {
    const { fetch, wait } = this.effects;
    const attempt = new AbortController();
    const ask = async () => {
      const response = await fetch(this.manifestUrl, { cache: 'no-cache', signal: attempt.signal });
      return { status: response.status, text: response.ok ? await response.text() : null };
    };
    const answer = await unlessStalled(ask(), manifestStallMs, attempt, wait).catch(() => null);
    if (answer?.status === 404) throw noModel(this.manifestUrl);
    return { text: answer?.text ?? null, stalled: attempt.signal.aborted };
  }

  /** Makes it once for all who ask. Where the one who began it goes away, another who waits for it begins anew. */
  private async once<T>(name: string, signal: AbortSignal, make: () => Promise<T>): Promise<T> {
    for (;;) {
      const made = this.memory.get(name) ?? this.begin(name, signal, make);
      try {
        return await (made.making as Promise<T>);
      } catch (thrown) {
        const leftByAnother = made.signal !== signal && made.signal.aborted;
        if (!leftByAnother || signal.aborted) throw thrown;
      }
    }
  }

  private begin(name: string, signal: AbortSignal, make: () => Promise<unknown>): Made {
    const made: Made = { making: make(), signal };
    this.memory.set(name, made);
    made.making.catch(() => this.memory.delete(name));
    return made;
  }

  private tell(event: LoadEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

function noModel(url: string): EngineError {
  const remedy = 'If this site is yours, copy public/models with it; if not, tell its owner.';
  return new EngineError('file-missing', 'The model is not on the server: its list of files is missing.', remedy, { url });
}

function throttleProgress(tell: (event: LoadEvent) => void): (event: LoadEvent) => void {
  let lastAt = -Infinity;
  return (event) => {
    const now = performance.now();
    if (event.type === 'download-progress' && now - lastAt < progressEveryMs) return;
    lastAt = now;
    tell(event);
  };
}
