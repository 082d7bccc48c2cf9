import type { EngineOptions } from '@/lib/engine';
import { modelFolder, type ModelFolder } from './model-folder';
import { randomModel } from './test-random-model';
import type { TrainedModel } from './trained-model';

/** SHA-256, of Node and of a page alike. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A model frozen as a page freezes it. */
export const frozen = (model: TrainedModel = randomModel(7)): Promise<ModelFolder> => modelFolder(model, { name: 'test-model', date: '2026-11-23', hash: sha256 });

/** A frozen model's files as an engine takes them. */
export function filesOf(folder: ModelFolder): EngineOptions['files'] {
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(folder.get(name)));
  return { name: 'test-model', config: json('config.json'), tokenizer: json('tokenizer.json'), tokenizerConfig: json('tokenizer_config.json'), weights: folder.get('model.safetensors')!.slice().buffer };
}
