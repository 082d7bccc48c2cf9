import { modelShapes, type ModelShape, type ModelShapeName } from '@/content/model-shapes';
import type { LinkState } from '@/lib/engine-client/url-state';
import type { LayerRequest } from '@/lib/engine/generation/measurements';
import type { Precision } from '@/lib/engine/generation/precision';

/** Models whose layer can be measured: one of a thousand million parameters, and one for slow devices. */
export const models = ['Llama-3.2-1B', 'SmolLM2-135M'] as const satisfies readonly ModelShapeName[];
export type Model = (typeof models)[number];

/** Sequences in one pass. */
export const batches = [1, 8, 32] as const;
export type Batch = (typeof batches)[number];

export interface Settings {
  readonly model: Model;
  readonly batch: Batch;
}

export const startSettings: Settings = { model: 'Llama-3.2-1B', batch: 1 };

/** Tokens in each sequence's cache. */
export const context = 256;

export const shapeOf = (model: Model): ModelShape => modelShapes.find(({ name }) => name === model)!;

/** One token for each sequence, through one layer. The head is not looked at: it is made as small as may be. */
export const requestOf = ({ model, batch }: Settings, precision: Precision): LayerRequest => ({ shape: { ...shapeOf(model), vocab: 32 }, plan: { precision }, batch, tokens: 1, context });

export const keyOf = ({ model, batch }: Settings): string => `${model} ${batch}`;

/** As a link carries it. */
export const linkOf = ({ model, batch }: Settings): LinkState => ({ settings: { model, batch } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState): Settings {
  return {
    model: models.find((each) => each === settings.model) ?? startSettings.model,
    batch: batches.find((each) => each === settings.batch) ?? startSettings.batch,
  };
}
