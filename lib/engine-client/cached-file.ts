import type { FileStore } from './file-store';
import type { ManifestFile } from './manifest';

/** Bytes of a download are kept in records of this size, so that a later visit can go on where this one broke off. */
export const partBytes = 1 << 20;

/** The records of one version of one file: the whole, or its first parts. A new version has other keys. */
export class CachedFile {
  private readonly store: FileStore;
  private readonly url: string;
  private readonly key: string;
  private readonly totalBytes: number;

  constructor(store: FileStore, url: string, file: ManifestFile) {
    this.store = store;
    this.url = url;
    this.key = `${url}#${file.sha256}`;
    this.totalBytes = file.bytes;
  }

  /** The whole file as it was kept, or null. Its hash is for the caller to check. */
  async whole(): Promise<Uint8Array<ArrayBuffer> | null> {
    return asBytes(await this.store.get(this.key));
  }

  /** The whole file is kept; nothing is read. */
  async isWhole(): Promise<boolean> {
    return (await this.store.keys()).includes(this.key);
  }

  /** Writes the kept parts into `target`, in order, and returns how many bytes they were. */
  async readParts(target: Uint8Array): Promise<number> {
    let received = 0;
    while (received < this.totalBytes) {
      const part = asBytes(await this.store.get(this.partKey(received)));
      if (!part || part.length !== partBytes || received + part.length > this.totalBytes) break;
      target.set(part, received);
      received += part.length;
    }
    return received;
  }

  /** Keeps the part of `source` that begins at `start`. */
  async keepPart(source: Uint8Array, start: number): Promise<void> {
    await this.store.set(this.partKey(start), source.slice(start, start + partBytes));
  }

  /** Keeps the whole file; its parts and its older versions go. */
  async keepWhole(bytes: Uint8Array): Promise<void> {
    await this.dropOthers(() => false);
    await this.store.set(this.key, bytes);
  }

  /** Forgets everything kept of this file, of whatever version. */
  drop(): Promise<void> {
    return this.dropOthers(() => false);
  }

  /** Forgets other versions, keeps what there is of this one. */
  dropOlder(): Promise<void> {
    return this.dropOthers((key) => key.startsWith(this.key));
  }

  private async dropOthers(keep: (key: string) => boolean): Promise<void> {
    const stored = await this.store.keys();
    for (const key of stored) if (key.startsWith(`${this.url}#`) && !keep(key)) await this.store.delete(key);
  }

  private partKey(start: number): string {
    return `${this.key}/${start}`;
  }
}

function asBytes(value: unknown): Uint8Array<ArrayBuffer> | null {
  return value instanceof Uint8Array ? (value as Uint8Array<ArrayBuffer>) : null;
}
