import { EngineError } from '@/lib/engine/errors';
import type { FileStore } from './file-store';
import type { HeldModel } from './held-models';
import type { ModelFolder } from './protocol';

/** A model that is kept on this device, as it stands in the list. */
export interface KeptModel {
  /** What the reader called it: no two are called the same. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly keptAt: number;
  /** Of all its files. */
  readonly bytes: number;
}

export interface KeptList {
  /** Newest first. */
  readonly models: readonly KeptModel[];
  /** Names of entries that could not be read any more and were removed now. */
  readonly dropped: readonly string[];
}

export interface KeptModelsEffects {
  readonly store: FileStore;
  /** SHA-256 in hexadecimal. */
  readonly hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Some browsers never answer where storage is blocked; after so long they are taken to have refused. */
  readonly patienceMs?: number;
}

/** What is kept of a model beside its files. */
interface Card extends KeptModel {
  /** Where its files are. */
  readonly filesKey: string;
  /** SHA-256 of each file by its name. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** Files without a card, of a keeping that broke off, are removed after an hour: a younger one may still be under way in another tab. */
const orphanAgeMs = 3_600_000;

const cardPrefix = 'card/';
const filesPrefix = 'files/';

/**
 * Models that the reader keeps on this device. A model's files are written first, under a name that no other has, and its card
 * last: whatever breaks off in between, the list is as it was, and a model that was to be replaced is still there.
 */
export class KeptModels {
  private readonly effects: KeptModelsEffects;

  constructor(effects: KeptModelsEffects) {
    this.effects = effects;
  }

  /** @throws EngineError `storage-refused` */
  async list(): Promise<KeptList> {
    return this.inTime(async () => {
      const { store, now } = this.effects;
      const keys = await store.keys();
      const models: KeptModel[] = [];
      const dropped: string[] = [];
      const used = new Set<string>();
      for (const key of keys) {
        if (!key.startsWith(cardPrefix)) continue;
        const card = asCard(await store.get(key));
        if (card) used.add(card.filesKey);
        if (card && keys.includes(card.filesKey)) models.push({ name: card.name, keptAt: card.keptAt, bytes: card.bytes });
        else {
          dropped.push(key.slice(cardPrefix.length));
          await store.delete(key);
        }
      }
      const isOrphan = (key: string) => key.startsWith(filesPrefix) && !used.has(key) && now() - Number(key.slice(key.lastIndexOf('/') + 1)) > orphanAgeMs;
      for (const key of keys.filter(isOrphan)) await store.delete(key);
      return { models: models.toSorted((a, b) => b.keptAt - a.keptAt), dropped };
    });
  }

  /**
   * Keeps a model, in the place of one that is called the same.
   * @throws EngineError `storage-full`, `storage-refused`: nothing has changed then
   */
  async keep({ name, files }: HeldModel): Promise<KeptModel> {
    const { store, now } = this.effects;
    const hashes: Record<string, string> = {};
    for (const [file, bytes] of files) hashes[file] = await this.effects.hash(bytes);
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    const keptAt = now();
    const card: Card = { name, keptAt, bytes, hashes, filesKey: `${filesPrefix}${name}/${keptAt}` };
    return this.inTime(async () => {
      const before = asCard(await store.get(cardPrefix + name));
      try {
        await store.set(card.filesKey, Object.fromEntries(files));
        await store.set(cardPrefix + name, card);
      } catch (thrown) {
        await store.delete(card.filesKey).catch(() => undefined);
        throw isFull(thrown) ? full(name, bytes) : thrown;
      }
      if (before && before.filesKey !== card.filesKey) await store.delete(before.filesKey).catch(() => undefined);
      return { name, keptAt, bytes };
    });
  }

  /**
   * A kept model, whole and checked.
   * @throws EngineError `file-missing` where none is called so, `file-altered` where it has been damaged: it is removed then; `storage-refused`
   */
  async load(name: string): Promise<HeldModel> {
    return this.inTime(async () => {
      const { store } = this.effects;
      const card = asCard(await store.get(cardPrefix + name));
      if (!card) throw new EngineError('file-missing', `No model called “${name}” is kept on this device.`, 'Another tab may have removed it. Train it again, or open it from its files.', { name });
      const files = await this.whole(card, await store.get(card.filesKey));
      if (files) return { name, files };
      await this.remove(name, card);
      throw new EngineError('file-altered', `The kept model “${name}” was damaged, and has been removed.`, 'Open it from its files if you downloaded them, or train it again.', { name });
    });
  }

  /** Nothing happens where none is called so. @throws EngineError `storage-refused` */
  async delete(name: string): Promise<void> {
    await this.inTime(async () => this.remove(name, asCard(await this.effects.store.get(cardPrefix + name))));
  }

  private async remove(name: string, card: Card | null): Promise<void> {
    const { store } = this.effects;
    await store.delete(cardPrefix + name);
    if (card) await store.delete(card.filesKey);
  }

  private async whole({ hashes }: Card, stored: unknown): Promise<ModelFolder | null> {
    if (typeof stored !== 'object' || stored === null) return null;
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const [file, hash] of Object.entries(hashes)) {
      const bytes = (stored as Record<string, unknown>)[file];
      if (!(bytes instanceof Uint8Array) || (await this.effects.hash(bytes as Uint8Array<ArrayBuffer>)) !== hash) return null;
      files.set(file, bytes as Uint8Array<ArrayBuffer>);
    }
    return files;
  }

  /** What storage itself throws, in words; and an end to waiting. */
  private async inTime<T>(work: () => Promise<T>): Promise<T> {
    const { patienceMs = 5_000 } = this.effects;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(refused('it does not answer')), patienceMs);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (thrown) {
      if (thrown instanceof EngineError) throw thrown;
      throw refused(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      clearTimeout(timer);
    }
  }
}

function asCard(value: unknown): Card | null {
  const { name, keptAt, bytes, filesKey, hashes } = (value ?? {}) as Partial<Record<keyof Card, unknown>>;
  const isGood = typeof name === 'string' && typeof keptAt === 'number' && typeof bytes === 'number' && typeof filesKey === 'string' && typeof hashes === 'object' && hashes !== null;
  return isGood ? (value as Card) : null;
}

const isFull = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'QuotaExceededError';

function full(name: string, bytes: number): EngineError {
  return new EngineError(
    'storage-full',
    `There is no room on this device to keep “${name}”: it needs ${Math.ceil(bytes / 1000).toLocaleString('en-GB')} kB.`,
    'Remove a kept model, or free some space, and keep it again; or download it instead. The model is still here.',
    { bytes },
  );
}

function refused(why: string): EngineError {
  return new EngineError('storage-refused', `This browser keeps no models for this site: ${why.replace(/\.$/, '')}.`, 'A private window often refuses. Download the model instead, and open it again from its file.');
}
