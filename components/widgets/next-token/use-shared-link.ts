import { useEffect, useState } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import type { Run } from '@/lib/engine-client/use-run';
import type { LinkState } from '@/lib/engine-client/url-state';
import { type StateForLink, usePageLink } from '../shared/use-page-link';

interface SharedLink {
  /** Why the link could not be read or shown, in words; empty: all is well. */
  readonly problem: string;
  /** A link's tokens that the model has not read yet. */
  readonly waitingTokens: number;
  /** The reader does something else: the link's tokens are not waited for any more. */
  readonly forget: () => void;
  /** The same, and the address says nothing of this figure any more. */
  readonly clear: () => void;
}

/**
 * A run and the page's address, kept together. `onOpen` takes a link's settings; its tokens are shown one render later,
 * when the run knows them.
 */
export function useSharedLink(name: string, run: Run, state: StateForLink, onOpen: (state: LinkState) => void): SharedLink {
  const [isRefused, setIsRefused] = useState(false);
  const [opening, setOpening] = useState<{ readonly tokens: readonly number[] } | null>(null);
  const link = usePageLink(name, state, (opened) => {
    onOpen(opened);
    const { tokens = [] } = opened;
    const refused = tokens.length > 0 && engineClient().order.engine === 'recorded';
    setIsRefused(refused);
    setOpening(tokens.length > 0 && !refused ? { tokens } : null);
  });

  const { openLink } = run;
  useEffect(() => {
    if (opening) openLink(opening.tokens);
  }, [opening, openLink]);

  const isLive = run.source === 'live';
  useEffect(() => {
    if (isLive) setOpening(null);
  }, [isLive]);

  const forget = () => {
    setOpening(null);
    setIsRefused(false);
  };
  const clear = () => {
    forget();
    link.clear();
  };
  const isWaiting = !isLive && (run.status === 'loading' || run.status === 'running');
  const problem = isRefused ? 'This visit began with an address that asks for recordings only; the text of the link needs the model.' : link.problem;
  return { problem, waitingTokens: opening && isWaiting ? opening.tokens.length : 0, forget, clear };
}
