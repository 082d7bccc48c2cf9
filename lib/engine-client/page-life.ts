import type { EngineClient } from './client';

/**
 * Nothing keeps running when the page is left, be it into the browser's memory of pages (the back/forward cache); when
 * the page comes back from there, what it had asked for is started again. The returned function ends the following.
 */
export function followPage(page: Pick<EventTarget, 'addEventListener'>, client: Pick<EngineClient, 'suspend' | 'resume'>): () => void {
  const following = new AbortController();
  const { signal } = following;
  page.addEventListener('pagehide', () => client.suspend(), { signal });
  page.addEventListener(
    'pageshow',
    (event) => {
      if ((event as PageTransitionEvent).persisted) client.resume();
    },
    { signal },
  );
  return () => following.abort();
}
