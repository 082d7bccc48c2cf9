import { type LinkState, type ReadLink, readLink, writeLink } from './url-state';

/** What this page's address says about the widget. Browser only. */
export function readPageLink(name: string): ReadLink {
  return readLink(window.location.hash, name);
}

/** Writes the widget's state into this page's address without a step in the history. Call it when a run rests, not per token. */
export function writePageLink(name: string, state: LinkState | null): void {
  const { pathname, search, hash } = window.location;
  const next = writeLink(hash, name, state);
  if (next === hash) return;
  window.history.replaceState(window.history.state, '', `${pathname}${search}${next}`);
}

/** The address to copy: this page with the widget's state in its fragment. */
export function linkTo(name: string, state: LinkState): string {
  const { origin, pathname, search, hash } = window.location;
  return `${origin}${pathname}${search}${writeLink(hash, name, state)}`;
}
