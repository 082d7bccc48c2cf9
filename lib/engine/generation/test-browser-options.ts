import type { EngineOptions } from '../index';
import { testDevice } from '../test-device';
import { mainModel } from './test-golden-files';

/** A shipped model on a new device of the test adapter. */
export async function optionsInBrowser(name = mainModel): Promise<EngineOptions> {
  const file = async (path: string): Promise<Response> => fetch(`/models/${name}/${path}`);
  const json = async (path: string): Promise<unknown> => (await file(path)).json();
  return {
    device: await testDevice(),
    description: 'the test adapter',
    software: true,
    files: {
      name,
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: await (await file('model.safetensors')).arrayBuffer(),
    },
  };
}
