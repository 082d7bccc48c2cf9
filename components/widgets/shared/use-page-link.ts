import { useCallback, useEffect, useRef, useState } from 'react';
import { isNewAddress, readPageLink, writePageLink } from '@/lib/engine-client/page-link';
import type { LinkState } from '@/lib/engine-client/url-state';

/** Milliseconds of quiet before the address is written: no entry per keystroke, and the router has done with its own. */
const quietMs = 250;

/** What a widget has for the address: its state; null: nothing, as at the start; `unsettled`: it changes just now, and the address stays as it is. */
export type StateForLink = LinkState | 'unsettled' | null;

export interface PageLink {
  /** Why the link could not be read, in words; empty: all is well. */
  readonly problem: string;
  /** Takes the widget's entry out of the address, at once. */
  readonly clear: () => void;
}

/**
 * Keeps a widget and its entry in the page's address together. `onOpen` is told of an entry at mount, and of one that
 * the reader comes to later by a link. `state` is written once it rests. What the widget
 * shows survives a link to a section and the way back: its state then goes along to where the reader is.
 */
export function usePageLink(name: string, state: StateForLink, onOpen: (state: LinkState) => void): PageLink {
  const [problem, setProblem] = useState('');
  /** Times the address has changed under the widget. */
  const [moves, setMoves] = useState(0);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });

  useEffect(() => {
    const read = () => {
      const link = readPageLink(name);
      setProblem(link?.problem ?? '');
      if (link?.state) open.current(link.state);
    };
    const whenHashChanges = () => {
      if (isNewAddress()) read();
      setMoves((before) => before + 1);
    };
    read();
    window.addEventListener('hashchange', whenHashChanges);
    return () => window.removeEventListener('hashchange', whenHashChanges);
  }, [name]);

  const text = JSON.stringify(state);
  useEffect(() => {
    const settled = JSON.parse(text) as StateForLink;
    // A link that has only been read, or could not be, stays where it is.
    if (settled === 'unsettled' || (settled === null && moves === 0)) return;
    const timer = setTimeout(() => writePageLink(name, settled), quietMs);
    return () => clearTimeout(timer);
  }, [name, text, moves]);

  const clear = useCallback(() => {
    writePageLink(name, null);
    setProblem('');
  }, [name]);
  return { problem, clear };
}
