import { afterEach, describe, expect, it } from 'vitest';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { heldModel, holdModel, isHeld, releaseModel } from './held-models';
import { createLabClient, type LabClient } from './lab-client';
import type { ModelFolder } from './protocol';
import { sampling } from './testing/events';
import { fakeGpu, InProcessWorker, makeWorld, type World } from './testing/in-process-worker';

const bytes = (text: string) => new TextEncoder().encode(text);
const files = new Map([
  ['config.json', bytes('{"dim":2}')],
  ['tokenizer.json', bytes('{}')],
  ['tokenizer_config.json', bytes('{}')],
  ['model.safetensors', bytes('weights')],
]);
const request: GenerateRequest = { prompt: 'Once', sampling, maxTokens: 12 };

let workers: InProcessWorker[] = [];
let client: LabClient;
/** Names of the requests that each worker got, in order. */
let asked: string[][] = [];

function make(world: World, held: ModelFolder = files): LabClient {
  workers = [];
  asked = [];
  client = createLabClient({
    createWorker: () => {
      const worker = new InProcessWorker(world.effects);
      const names: string[] = [];
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message) => {
        if (message.kind === 'request') names.push(message.name);
        post(message);
      };
      workers.push(worker);
      asked.push(names);
      return worker as unknown as Worker;
    },
    order: { engine: 'auto', seed: null },
    modelUrl: holdModel({ name: 'anna', files: held }),
    held,
    saveData: () => false,
    beatMs: 20,
  });
  return client;
}
afterEach(() => client?.dispose());

async function countTokens(at: (index: number) => void = () => {}): Promise<number> {
  let tokens = 0;
  for await (const event of client.generate(request)) {
    if (event.type !== 'token') continue;
    tokens += 1;
    at(event.index);
  }
  return tokens;
}

describe('a model that the page holds', () => {
  it('has a name of its own each time, and is gone when it is released', () => {
    const [one, two] = [holdModel({ name: 'a/b', files }), holdModel({ name: 'a/b', files })];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^held:\/\d+\/a-b\/$/);
    expect([isHeld(one), isHeld('pocket-5m')]).toEqual([true, false]);
    expect(heldModel(one)?.files).toBe(files);
    releaseModel(one);
    expect(heldModel(one)).toBeUndefined();
  });

  it('is loaded and tokenized with nothing asked of the network', async () => {
    const world = makeWorld();
    const result = await make(world).load();
    expect(result).toMatchObject({ downloadBytes: 0, fromCache: true });
    expect((await client.tokenize('ab')).length).toBe(2);
    expect(await countTokens()).toBe(12);
    expect(world.fetched).toEqual([]);
    expect(asked[0].slice(0, 2)).toEqual(['hold', 'load']);
  });

  it('crosses to the worker once: a rebuilt device takes the files that are there, a new worker gets them anew', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    await client.load();
    await client.loseDevice();
    expect(await countTokens()).toBe(12);
    expect(asked[0].filter((name) => name === 'hold')).toEqual(['hold']);
    expect(await countTokens((index) => index === 5 && workers.at(-1)!.kill())).toBe(12);
    expect(workers.length).toBe(2);
    expect(asked[1][0]).toBe('hold');
  });

  it('stays whole on the page', async () => {
    await make(makeWorld()).load();
    expect(files.get('model.safetensors')).toEqual(bytes('weights'));
  });

  it('may lie in a larger buffer: the engine gets its own bytes only', async () => {
    const zip = bytes('before weights after');
    make(makeWorld(), new Map([...files, ['model.safetensors', zip.subarray(7, 14)]]));
    expect(await client.checkModel()).toMatchObject({ name: 'anna', parameters: 7 });
  });

  it.each([
    ['a file is missing', new Map([...files].filter(([name]) => name !== 'tokenizer.json')), 'file-missing', 'no file tokenizer.json'],
    ['a file is not JSON', new Map([...files, ['config.json', bytes('{')]]), 'file-malformed', 'config.json is not JSON'],
  ])('is refused where %s, by a check and by a load', async (_, broken, code, words) => {
    make(makeWorld(), broken);
    await expect(client.checkModel()).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string });
    await expect(client.load()).rejects.toMatchObject({ code });
  });
});
