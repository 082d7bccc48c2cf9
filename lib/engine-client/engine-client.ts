import { createEngineClient, type EngineClient } from './client';
import { followPage } from './page-life';
import { parsePageOrder } from './page-order';
import { asksToSaveData } from './save-data';
import { startWorker } from './start-worker';

let client: EngineClient | null = null;

/** The site's one client, made when first asked for, in a browser; it outlives soft navigation. */
export function engineClient(): EngineClient {
  client ??= makeClient();
  return client;
}

function makeClient(): EngineClient {
  const made = createEngineClient({
    createWorker: startWorker,
    order: parsePageOrder(window.location.search),
    modelUrl: new URL(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/models/pocket-5m/`, window.location.href).href,
    saveData: () => asksToSaveData(navigator),
  });
  followPage(window, made);
  return made;
}
