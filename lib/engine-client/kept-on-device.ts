import { indexedDbStore } from './file-store';
import { KeptModels } from './kept-models';
import { sha256 } from './sha256';

let models: KeptModels | null = null;

/** The reader's kept models, on this device. In a database of their own: what is downloaded again at need is no company for them. */
export function keptModels(): KeptModels {
  models ??= new KeptModels({ store: indexedDbStore('forward-pass-models'), hash: sha256, now: () => Date.now() });
  return models;
}
