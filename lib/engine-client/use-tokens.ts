'use client';

import { useEffect, useState } from 'react';
import { errorToData, type EngineErrorData } from '@/lib/engine/errors';
import type { TokenPiece } from '@/lib/engine/generation/events';
import { engineClient } from './engine-client';
import { loadTokenizerRecording } from './load-recording';

/** A text's tokens as a widget shows them. While a new text is read, the pieces of the one before stay. */
export interface Tokens {
  readonly text: string;
  readonly pieces: readonly TokenPiece[];
  readonly status: 'idle' | 'loading' | 'done' | 'error';
  /** `recorded`: from the recording; `cpu`: by the tokenizer in the worker, which always runs on the processor. */
  readonly engine: 'none' | 'recorded' | 'cpu';
  readonly recorded: { readonly device: string; readonly date: string } | null;
  readonly error: EngineErrorData | null;
}

const nothingYet: Tokens = { text: '', pieces: [], status: 'idle', engine: 'none', recorded: null, error: null };

/**
 * Splits a text while the reader types: from the recording (`recording`: a file of example texts) where it has the
 * text and nothing live is there yet, else by the real tokenizer in the worker. The model is not needed for it.
 */
export function useTokens(text: string, recording: string | null = 'tokenizer'): Tokens {
  const [tokens, setTokens] = useState(nothingYet);
  useEffect(() => {
    const abort = new AbortController();
    const show = (next: Partial<Tokens>) => !abort.signal.aborted && setTokens((before) => ({ ...before, ...next }));
    const live = engineClient().order.engine !== 'recorded';
    setTokens((before) => ({ ...before, status: 'loading', error: null }));

    const fromRecording = async () => {
      if (recording === null) return false;
      const { texts, device, date } = await loadTokenizerRecording(recording);
      const found = texts.find((entry) => entry.text === text);
      if (found) show({ text, pieces: found.pieces, status: 'done', engine: 'recorded', recorded: { device, date }, error: null });
      return found !== undefined;
    };
    const fromWorker = async () => {
      const pieces = await engineClient().tokenize(text, abort.signal);
      abort.signal.throwIfAborted();
      show({ text, pieces, status: 'done', engine: 'cpu', recorded: null, error: null });
      abort.abort(); // The recording, should it come later, is late.
    };
    const recorded = fromRecording().catch(() => false);
    const work = live
      ? fromWorker()
      : recorded.then((found) => {
          if (!found) throw new Error('This page shows recordings only, and this text is not among them.');
        });
    work.catch((thrown: unknown) => show({ status: 'error', error: errorToData(thrown) }));
    return () => abort.abort();
  }, [text, recording]);
  return tokens;
}
