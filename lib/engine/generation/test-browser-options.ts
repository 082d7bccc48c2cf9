import type { EngineOptions } from '../index';
import { testDevice } from '../test-device';

const json = async (name: string): Promise<unknown> => (await fetch(`/models/pocket-5m/${name}`)).json();

/** The shipped model on a new device of the test adapter. */
export async function optionsInBrowser(): Promise<EngineOptions> {
  return {
    device: await testDevice(),
    description: 'the test adapter',
    software: true,
    files: {
      name: 'pocket-5m',
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: await (await fetch('/models/pocket-5m/model.safetensors')).arrayBuffer(),
    },
  };
}
