import { EngineError } from '@/lib/engine-client/error-data';
import type { FileStore } from '@/lib/engine-client/file-store';
import { checkText } from '@/lib/training/text';
import type { CorpusName } from '@/lib/training/trained-model';

/** The reader’s text: typed or pasted, or out of a file, which is too long for a field. */
export interface OwnText {
  readonly text: string;
  /** Null: typed. */
  readonly fileName: string | null;
}

export const noText: OwnText = { text: '', fileName: null };

const fileOf: Readonly<Record<Exclude<CorpusName, 'own'>, string>> = { names: 'names', course: 'course' };

/** Texts of the site that were fetched in this visit. */
const fetched = new Map<string, Promise<string>>();

/**
 * The text to train on.
 * @throws EngineError `network`; `invalid-request` where a text of the reader’s own cannot be trained on
 */
export async function textOf(corpus: CorpusName, own: OwnText): Promise<string> {
  if (corpus === 'own') return checkText(own.text).text;
  const url = `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/training/${fileOf[corpus]}.txt`;
  const known = fetched.get(url) ?? fetchText(url);
  fetched.set(url, known);
  known.catch(() => fetched.delete(url));
  return known;
}

async function fetchText(url: string): Promise<string> {
  const unreachable = () => new EngineError('network', 'The text to train on could not be fetched.', 'Check the connection and press Train again; or paste a text of your own, which needs none.');
  const answer = await fetch(url).catch(() => {
    throw unreachable();
  });
  if (!answer.ok) throw unreachable();
  return answer.text();
}

const ownTextKey = 'training-text';
const isOwnText = (value: unknown): value is OwnText => typeof value === 'object' && value !== null && typeof (value as OwnText).text === 'string';

/** The reader’s text of an earlier visit; `noText`: none, or storage refuses. */
export async function keptText(store: FileStore): Promise<OwnText> {
  const kept = await store.get(ownTextKey).catch(() => null);
  return isOwnText(kept) ? { text: kept.text, fileName: typeof kept.fileName === 'string' ? kept.fileName : null } : noText;
}

/** Keeps the text on this device, or forgets it where it is empty; in words why that did not work, else nothing. */
export async function keepText(store: FileStore, own: OwnText): Promise<string> {
  try {
    if (own.text === '') await store.delete(ownTextKey);
    else await store.set(ownTextKey, own);
    return '';
  } catch (thrown) {
    const full = thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
    return `${full ? 'This browser’s storage is full' : 'This browser stores nothing for this page'}, so the text is here only until the page is closed. Training works all the same.`;
  }
}
