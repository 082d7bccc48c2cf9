import type { ForeignSource } from '@/lib/engine/adapters';
import type { PrecisionPlan } from '@/lib/engine/generation/events';
import { EngineError } from '@/lib/engine/errors';
import { heldModel, heldName, isHeld } from './held-models';
import { createLabClient, type LabClient } from './lab-client';
import { followPage } from './page-life';
import { parsePageOrder } from './page-order';
import type { EngineOrder } from './protocol';
import { asksToSaveData } from './save-data';
import { startWorker } from './start-worker';

/** An engine and its model, as a reader of the lab chooses them. */
export type LabChoice =
  /** `model`: a folder under /models/, or what `holdModel` called one. */
  | { readonly engine: 'ours'; readonly order: EngineOrder; readonly model: string }
  | { readonly engine: 'transformers.js'; readonly device: 'webgpu' | 'wasm'; readonly source: ForeignSource; readonly chat?: boolean; readonly limitBytes?: number };

/** Absolute URL of the folder of one of our models, with a slash at its end. */
export const modelUrlOf = (model: string): string => isHeld(model) ? model : new URL(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/models/${model}/`, window.location.href).href;

/**
 * An engine of one's own, in a worker of its own that starts when first needed; `dispose` it when another is chosen.
 * @throws EngineError `file-missing` for a model that the page held, and holds no more
 */
export function openLabClient(choice: LabChoice, { plan }: { readonly plan?: PrecisionPlan } = {}): LabClient {
  const { engine, seed } = parsePageOrder(window.location.search);
  const own = choice.engine === 'ours';
  const held = own ? heldModel(choice.model) : undefined;
  if (own && isHeld(choice.model) && !held) throw released(choice.model);
  let leave = () => {};
  const client = createLabClient({
    createWorker: startWorker,
    order: { engine: engine === 'recorded' ? engine : own ? choice.order : 'auto', seed },
    modelUrl: modelUrlOf(own ? choice.model : 'pocket-5m'),
    // A model from elsewhere is loaded by a button that says its size: that is the tap.
    saveData: () => own && !held && asksToSaveData(navigator),
    plan,
    held: held?.files,
    whenDisposed: () => leave(),
    foreign: own ? undefined : choice,
  });
  leave = followPage(window, client);
  return client;
}

const released = (id: string): EngineError => new EngineError('file-missing', `The model “${heldName(id)}” is not on this page any more.`, 'Choose it again, or another one, and run that.');
