import { hubModels } from '@/content/hub-models';
import type { LabChoice } from '@/lib/engine-client/lab';
import type { PageOrder } from '@/lib/engine-client/page-order';
import type { DraftRequest } from '@/lib/engine-client/protocol';
import { draftPrecisions, type PlaygroundSettings } from './settings';

/** The engine that settings ask for. `order`: what the page's address asks for; it decides where the reader leaves it open. */
export function engineChoiceOf({ engine, model, dtype }: PlaygroundSettings, order: PageOrder['engine']): LabChoice {
  switch (engine) {
    case 'ours':
      return { engine: 'ours', order: order === 'recorded' ? 'auto' : order, model };
    case 'ours-webgpu':
      return { engine: 'ours', order: 'webgpu', model };
    case 'ours-cpu':
      return { engine: 'ours', order: 'cpu', model };
    case 'transformers-webgpu':
    case 'transformers-wasm':
      return { engine: 'transformers.js', device: engine === 'transformers-webgpu' ? 'webgpu' : 'wasm', source: { kind: 'hub', repository: model, dtype: dtypeOf(model, dtype) } };
    default:
      return engine satisfies never;
  }
}

/** Who drafts: the model itself in fewer bits, or a smaller one as it is in its file. `modelUrl`: where a model of ours lies. */
export function draftOf(draft: string, modelUrl: (name: string) => string): DraftRequest | null {
  if (draft === 'off') return null;
  const precision = draftPrecisions.find((own) => own === draft);
  return precision ? { plan: { precision } } : { plan: { precision: 'f16' }, modelUrl: modelUrl(draft) };
}

type ForeignDtype = Extract<Extract<LabChoice, { engine: 'transformers.js' }>['source'], { kind: 'hub' }>['dtype'];

/** The file that is taken: the reader's choice, else the one named on this site, else 4 bits. */
export function dtypeOf(model: string, dtype: string): ForeignDtype {
  const known = hubModels.find(({ repository }) => repository === model);
  return (dtype || known?.dtype || 'q4') as ForeignDtype;
}

/** Whether this site names the model; another one of the hub is at the reader's own risk. */
export const isNamed = (model: string): boolean => hubModels.some(({ repository }) => repository === model);
