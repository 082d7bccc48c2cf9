import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { EngineError } from '../errors';
import type { TokenPiece } from '../generation/events';
import { bytesOfEntry } from './byte-level';

/** Text to token ids and back, for a vocabulary whose entries stand for bytes: spelled in the byte-level alphabet, or as plain text. */
export interface Tokenizer {
  readonly vocab: number;
  /** Token ids of a text; no begin token is added. Lone surrogates become U+FFFD, as in any UTF-8 text. */
  encode(text: string): number[];
  /** A token as a reader sees it. */
  piece(id: number): TokenPiece;
  /** A decoder for one stream of tokens. */
  stream(): StreamingDecoder;
}

/** Turns tokens into text as they come; a character split over tokens appears when its last byte has. */
export interface StreamingDecoder {
  /** Whole characters that this token completes. */
  push(id: number): string;
}

interface TokenizerJson {
  readonly added_tokens?: readonly { readonly id: number; readonly content: string; readonly special: boolean }[];
  readonly decoder?: { readonly type?: string } | null;
  readonly model?: { readonly vocab?: Readonly<Record<string, number>> };
}

const bytesOfText = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

/** How a vocabulary spells its entries, by the decoder that puts them together: in the byte-level alphabet, or each as the text it is. */
const spellings: Readonly<Record<string, (entry: string) => readonly number[] | undefined>> = { ByteLevel: bytesOfEntry, Fuse: bytesOfText };

function malformed(what: string): EngineError {
  return new EngineError(
    'file-malformed',
    `The tokenizer file cannot be read: ${what}.`,
    'Load the page again without its cache. If you host this site yourself, copy the model folder again.',
  );
}

/** Whoever splits a text before the weights are there, and the engine then, ask with the same files: they are read once. */
const made = new WeakMap<object, { readonly config: unknown; readonly tokenizer: Tokenizer }>();

/** The tokenizer of a model's files; the same for the same files. @throws EngineError `file-malformed` */
export function createTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): Tokenizer {
  const json = (tokenizerJson ?? {}) as TokenizerJson;
  const known = made.get(json);
  if (known && known.config === tokenizerConfig) return known.tokenizer;
  const tokenizer = readTokenizer(json, tokenizerConfig);
  made.set(json, { config: tokenizerConfig, tokenizer });
  return tokenizer;
}

/**
 * The tokenizer that a `tokenizer.json` describes. Encoding is @huggingface/tokenizers'; decoding is by bytes, which
 * is what lets a stream hold back half a character.
 * @throws EngineError `file-malformed`
 */
function readTokenizer(json: TokenizerJson, tokenizerConfig: unknown): Tokenizer {
  const decoder = json.decoder?.type ?? 'missing';
  if (!Object.hasOwn(spellings, decoder)) throw malformed(`its decoder is ${decoder}, and ByteLevel or Fuse is needed`);
  const bytesOf = spellings[decoder];
  if (!json.model?.vocab) throw malformed('it has no vocabulary');

  const added = json.added_tokens ?? [];
  const special = new Map(added.filter((token) => token.special).map((token) => [token.id, token.content]));
  const bytesById = new Map<number, readonly number[]>();
  for (const [entry, id] of Object.entries(json.model.vocab)) {
    if (special.has(id)) continue;
    const bytes = bytesOf(entry);
    if (!bytes) throw malformed(`the entry ${JSON.stringify(entry)} is not spelled in bytes`);
    bytesById.set(id, bytes);
  }

  for (const { id, content } of added) if (!special.has(id)) bytesById.set(id, bytesOfText(content));

  const inner = new HuggingFaceTokenizer(json, tokenizerConfig ?? {});
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  function piece(id: number): TokenPiece {
    const name = special.get(id);
    if (name !== undefined) return { id, bytes: [], text: name, whole: true };
    const bytes = bytesById.get(id);
    // Models pad their vocabulary to a round number; nothing forbids them to choose such an id.
    if (!bytes) return { id, bytes: [], text: `⟨unused ${id}⟩`, whole: true };
    try {
      return { id, bytes, text: utf8.decode(Uint8Array.from(bytes)), whole: true };
    } catch {
      return { id, bytes, text: bytes.map((byte) => `⟨${byte.toString(16).toUpperCase().padStart(2, '0')}⟩`).join(''), whole: false };
    }
  }

  return {
    vocab: bytesById.size + special.size,
    encode: (text) => inner.encode(toWellFormed(text), { add_special_tokens: false }).ids,
    piece,
    stream() {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return { push: (id) => decoder.decode(Uint8Array.from(piece(id).bytes), { stream: true }) };
    },
  };
}

/** Lone surrogates become U+FFFD, as `String.prototype.toWellFormed` does, by a round trip that older browsers know too. */
function toWellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
