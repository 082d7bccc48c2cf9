'use client';

import { useEffect, useState } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { inWords } from '@/lib/engine-client/in-words';

/** A text longer than this is not cut up here: a page should stay at hand while one types. */
export const longestCounted = 50_000;

/** Milliseconds of quiet before a text is counted. */
const quietMs = 200;

/** What our own tokenizer makes of a text: how many tokens, or in words why that is not known; null while it is being found out. */
export type OwnCount = number | string | null;

/**
 * Counts a text by the course's own tokenizer, in the worker, once the reader stops typing.
 * @param known counts that came with the page
 */
export function useOwnCount(text: string, known: readonly { readonly text: string; readonly tokens: number }[], mounted: boolean): OwnCount {
  const recorded = known.find((entry) => entry.text === text)?.tokens;
  const [counted, setCounted] = useState<{ readonly text: string; readonly count: OwnCount }>({ text: '', count: 0 });
  const isAsked = mounted && recorded === undefined && text !== '' && text.length <= longestCounted;
  useEffect(() => {
    if (!isAsked) return;
    const abort = new AbortController();
    const show = (count: OwnCount) => !abort.signal.aborted && setCounted({ text, count });
    const count = async () => {
      if (engineClient().order.engine === 'recorded') return show('This visit asks for recordings only, and this text is not among them.');
      try {
        show((await engineClient().tokenize(text, abort.signal)).length);
      } catch (thrown) {
        show(inWords(thrown));
      }
    };
    const timer = setTimeout(() => void count(), quietMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [isAsked, text]);
  if (recorded !== undefined) return recorded;
  if (text === '') return 0;
  if (text.length > longestCounted) return `Ours is not asked about texts of more than ${longestCounted.toLocaleString('en-GB')} characters.`;
  return counted.text === text ? counted.count : null;
}
