import { useEffect, useRef, useState } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { readPageLink, writePageLink } from '@/lib/engine-client/page-link';
import type { Run } from '@/lib/engine-client/use-run';
import type { LinkState } from '@/lib/engine-client/url-state';

export interface SharedLink {
  /** Why the link could not be read or shown, in words; empty: all is well. */
  readonly problem: string;
  /** A link's tokens that the model has not read yet. */
  readonly waitingTokens: number;
}

/**
 * Keeps a run and the page's address together: a link's state is opened at mount and when the fragment changes, and
 * `state` is written back while the run rests. `onOpen` takes a link's settings; its tokens are shown one render later,
 * when the run knows them.
 */
export function useSharedLink(name: string, run: Run, state: LinkState | null, onOpen: (state: LinkState) => void): SharedLink {
  const [problem, setProblem] = useState('');
  const [opening, setOpening] = useState<{ readonly tokens: readonly number[] } | null>(null);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });

  useEffect(() => {
    const read = () => {
      const link = readPageLink(name);
      setProblem(link?.problem ?? '');
      if (!link?.state) return;
      open.current(link.state);
      const tokens = link.state.tokens ?? [];
      if (tokens.length > 0 && engineClient().order.engine === 'recorded') {
        setProblem('This address asks for recordings only; the text of the link needs the model.');
      } else setOpening({ tokens });
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [name]);

  const { openLink } = run;
  useEffect(() => {
    if (opening && opening.tokens.length > 0) openLink(opening.tokens);
  }, [opening, openLink]);

  const text = state && JSON.stringify(state);
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => writePageLink(name, JSON.parse(text) as LinkState), 250);
    return () => clearTimeout(timer);
  }, [name, text]);

  const isWaiting = run.source !== 'live' && (run.status === 'loading' || run.status === 'running');
  const waiting = opening && isWaiting ? opening.tokens.length : 0;
  return { problem, waitingTokens: waiting };
}
