import { afterEach, expect, it, vi } from 'vitest';
import { isNewAddress, linkTo, readPageLink, writePageLink } from './page-link';
import { type LinkState, longestPrompt } from './url-state';

/** A page at this address, in a browser as far as links look at one. */
function pageAt(href: string) {
  const page = { location: new URL(href), history: { state: { tree: 'kept' }, replaceState: vi.fn() } };
  page.history.replaceState.mockImplementation((_state: unknown, _title: string, to: string) => {
    page.location = new URL(to, page.location);
  });
  vi.stubGlobal('window', page);
  return page;
}
afterEach(() => vi.unstubAllGlobals());

const state: LinkState = { prompt: 'Once', settings: { topK: 40 }, tokens: [3, 141] };

it('writes a widget’s state into the address, and reads it back', () => {
  const page = pageAt('https://site/base/lab/?engine=cpu&seed=7');
  expect(readPageLink('next-token')).toBeNull();
  writePageLink('next-token', state);
  expect(readPageLink('next-token')).toEqual({ state, problem: null });
  expect(page.location.href).toMatch(/^https:\/\/site\/base\/lab\/\?engine=cpu&seed=7#w\.next-token=[\w-]+$/);
});

it('makes no step in the history, and leaves its state as the router put it there', () => {
  const page = pageAt('https://site/lab/');
  writePageLink('next-token', state);
  writePageLink('next-token', state); // The same once more is no news.
  expect(page.history.replaceState).toHaveBeenCalledTimes(1);
  expect(page.history.replaceState).toHaveBeenCalledWith({ tree: 'kept' }, '', expect.stringMatching(/^\/lab\/#w\./));
});

it('gives an entry that a plain link made the router’s state, so that the way back to it is no reload', () => {
  const page = pageAt('https://site/lab/');
  readPageLink('next-token');
  expect(isNewAddress()).toBe(false);
  page.location = new URL('#place', page.location);
  Object.assign(page.history, { state: null });
  expect(isNewAddress()).toBe(true);
  writePageLink('next-token', state);
  expect(page.history.replaceState).toHaveBeenLastCalledWith({ tree: 'kept' }, '', expect.stringMatching(/^\/lab\/#place&w\./));
});

it('takes the state out again, and leaves what others wrote', () => {
  const page = pageAt('https://site/lab/#place');
  writePageLink('tokenizer', { prompt: 'a' });
  writePageLink('next-token', state);
  writePageLink('tokenizer', null);
  expect(readPageLink('tokenizer')).toBeNull();
  expect(readPageLink('next-token')?.state).toEqual(state);
  expect(page.location.hash).toMatch(/^#place&w\.next-token=/);
  writePageLink('next-token', null);
  expect(page.location.href).toBe('https://site/lab/#place');
});

it('says so when the address is damaged', () => {
  pageAt('https://site/lab/#w.next-token=%%%');
  expect(readPageLink('next-token')).toMatchObject({ state: null, problem: expect.stringContaining('damaged') as string });
});

it('makes a link to copy without touching the address', () => {
  const page = pageAt('https://site/lab/?seed=7#place');
  const link = linkTo('next-token', { ...state, prompt: 'é'.repeat(longestPrompt) });
  expect(link).toMatch(/^https:\/\/site\/lab\/\?seed=7#place&w\.next-token=[\w-]+$/);
  expect(page.location.href).toBe('https://site/lab/?seed=7#place');
  pageAt(link);
  expect(readPageLink('next-token')?.state?.prompt).toHaveLength(longestPrompt);
});
