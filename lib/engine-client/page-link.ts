import { type LinkState, type ReadLink, readLink, writeLink } from './url-state';

/**
 * What the router last left in the history about this page. An entry made by a plain link (`#section`) has nothing of it,
 * and given anything else the router would load the page anew on the way back to it.
 */
let routerState: unknown = null;

function stateOfRouter(): unknown {
  return (routerState = (window.history.state as unknown) ?? routerState);
}

/** What this page's address says about the widget. Browser only. */
export function readPageLink(name: string): ReadLink {
  stateOfRouter();
  return readLink(window.location.hash, name);
}

/** Writes the widget's state into this page's address without a step in the history. Call it when a run rests, not per token. */
export function writePageLink(name: string, state: LinkState | null): void {
  const { pathname, search, hash } = window.location;
  const next = writeLink(hash, name, state);
  if (next === hash) return;
  window.history.replaceState(stateOfRouter(), '', `${pathname}${search}${next}`);
}

/**
 * Whether the address is one the reader has just come to, by a link or by hand; false where this page was at this entry
 * of the history before. To be asked while a `hashchange` is handled.
 */
export function isNewAddress(): boolean {
  return window.history.state === null;
}

/** The address to copy: this page with the widget's state in its fragment. */
export function linkTo(name: string, state: LinkState): string {
  const { origin, pathname, search, hash } = window.location;
  return `${origin}${pathname}${search}${writeLink(hash, name, state)}`;
}
