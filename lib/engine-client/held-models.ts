import type { ModelFolder } from './protocol';

/** A model that is on this page and nowhere else: trained here, kept on this device, or opened from the reader's files. */
export interface HeldModel {
  readonly name: string;
  readonly files: ModelFolder;
}

const held = new Map<string, HeldModel>();
let count = 0;

/**
 * Holds a model until it is released or the page is left.
 * @returns its name for `openLabClient` and the runs of a lab, wherever a model of the site has its folder's; never the same twice
 */
export function holdModel(model: HeldModel): string {
  const id = `held:/${++count}/${model.name.replaceAll('/', '-')}/`;
  held.set(id, model);
  return id;
}

export const isHeld = (id: string): boolean => id.startsWith('held:/');

/** What the reader calls the model of such a name; it outlives the model. */
export const heldName = (id: string): string => id.split('/')[2];

export const heldModel = (id: string): HeldModel | undefined => held.get(id);

/** Engines that were opened with it keep it. */
export function releaseModel(id: string): void {
  held.delete(id);
}
