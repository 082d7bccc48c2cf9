'use client';

import { useCallback, useEffect, useState } from 'react';
import { EngineError, errorToData, type EngineErrorData } from '@/lib/engine/errors';
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
  readonly error: EngineErrorData | null;
}

const nothingYet: Tokens = { text: '', pieces: [], status: 'idle', engine: 'none', error: null };

/**
 * Splits a text while the reader types: from the recording of example texts where it has the text and nothing live is
 * there yet, else by the real tokenizer in the worker. The model is not needed for it. `retry` tries once more.
 */
export function useTokens(text: string): Tokens & { readonly retry: () => void } {
  const [tokens, setTokens] = useState(nothingYet);
  const [tries, setTries] = useState(1);
  useEffect(() => {
    const abort = new AbortController();
    const show = (next: Partial<Tokens>) => !abort.signal.aborted && setTokens((before) => ({ ...before, ...next }));
    const live = engineClient().order.engine !== 'recorded';
    setTokens((before) => ({ ...before, status: 'loading', error: null }));

    const fromRecording = async () => {
      const { texts } = await loadTokenizerRecording('tokenizer');
      const found = texts.find((entry) => entry.text === text);
      if (found) show({ text, pieces: found.pieces, status: 'done', engine: 'recorded', error: null });
      return found !== undefined;
    };
    const fromWorker = async () => {
      const pieces = await engineClient().tokenize(text, abort.signal);
      abort.signal.throwIfAborted();
      show({ text, pieces, status: 'done', engine: 'cpu', error: null });
      abort.abort(); // The recording, should it come later, is late.
    };
    const recorded = fromRecording().catch(() => false);
    const work = live
      ? fromWorker()
      : recorded.then((found) => {
          if (!found) throw notRecorded();
        });
    work.catch((thrown: unknown) => show({ status: 'error', error: errorToData(thrown) }));
    return () => abort.abort();
  }, [text, tries]);
  const retry = useCallback(() => setTries((before) => before + 1), []);
  return { ...tokens, retry };
}

function notRecorded(): EngineError {
  return new EngineError('invalid-request', 'This visit began with an address that asks for recordings only, and this text is not among them.', 'Choose one of the texts offered, or open the page without ?engine=recorded.');
}
