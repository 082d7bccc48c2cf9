import { createEngineClient, type EngineClient } from './client';
import { parsePageOrder } from './page-order';

let client: EngineClient | null = null;

/** The site's one client, made when first asked for, in a browser; it outlives soft navigation. */
export function engineClient(): EngineClient {
  client ??= makeClient();
  return client;
}

function makeClient(): EngineClient {
  const made = createEngineClient({
    createWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    order: parsePageOrder(window.location.search),
    modelUrl: new URL(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/models/pocket-5m/`, window.location.href).href,
    saveData: () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true,
  });
  // Nothing keeps running when the page is left, be it into the browser's memory of pages.
  window.addEventListener('pagehide', () => made.suspend());
  return made;
}
