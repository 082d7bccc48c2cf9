import { afterEach, describe, expect, it } from 'vitest';
import { frozen } from './training/test-frozen';
import { randomModel } from './training/test-random-model';
import { KeptModels } from './engine-client/kept-models';
import { indexedDbStore } from './engine-client/file-store';
import { holdModel } from './engine-client/held-models';
import { openLabClient } from './engine-client/lab';
import type { LabClient } from './engine-client/lab-client';
import type { EngineOrder } from './engine-client/protocol';
import { sha256 } from './engine-client/sha256';

/** A frozen model in the real worker and the real storage. */

let client: LabClient;
const open = async (seed: number, order: EngineOrder) => {
  client = openLabClient({ engine: 'ours', order, model: holdModel({ name: 'anna', files: await frozen(randomModel(seed)) }) });
  return client;
};
afterEach(() => client?.dispose());

async function write(seed: number): Promise<number[]> {
  const ids: number[] = [];
  for await (const event of client.generate({ prompt: 'otto', sampling: { temperature: 0.9, topK: 40, topP: 1, seed }, maxTokens: 8 })) if (event.type === 'token') ids.push(event.id);
  return ids;
}

describe.each<EngineOrder>(['cpu', 'webgpu'])('a frozen model in the worker, on %s', (order) => {
  it('has one fingerprint before and after 20 generations, and one more step gives another', async () => {
    await open(7, order);
    const { engine, downloadBytes } = await client.load();
    expect(engine.backend).toBe(order);
    expect(engine.model.name).toBe('anna');
    expect(downloadBytes).toBe(0);
    const before = await client.fingerprint();
    for (let seed = 0; seed < 20; seed++) expect((await write(seed)).length).toBeGreaterThan(0);
    expect(await client.fingerprint()).toEqual(before);
    client.dispose();
    await open(8, order);
    expect((await client.fingerprint()).sha256).not.toBe(before.sha256);
  });

  it('is the same model after its device was lost, in the precision that was chosen', async () => {
    await open(7, order);
    await client.setPrecision({ precision: 'q4' });
    const [before, text] = [await client.fingerprint(), await write(3)];
    expect(await client.loseDevice()).toBe(order === 'webgpu');
    expect(await client.fingerprint()).toEqual(before);
    expect(await write(3)).toEqual(text);
  });
});

describe('a frozen model', () => {
  it('is checked without being loaded: what it is, or what is wrong with it', async () => {
    await open(7, 'cpu');
    expect(await client.checkModel()).toMatchObject({ name: 'anna', layers: 2, vocab: 41, contextLength: 32 });
    expect(client.getSnapshot().status).toBe('idle');
    const files = new Map(await frozen());
    const config = JSON.parse(new TextDecoder().decode(files.get('config.json'))) as object;
    const other = (change: object) => new Map([...files, ['config.json', new TextEncoder().encode(JSON.stringify({ ...config, ...change }))]]);
    const wrong = async (change: object) => {
      client.dispose();
      client = openLabClient({ engine: 'ours', order: 'cpu', model: holdModel({ name: 'other', files: other(change) }) });
      return client.checkModel().then(() => '', ({ message }: Error) => message);
    };
    expect(await wrong({ model_type: 'gpt2' })).toContain('model_type is gpt2');
    expect(await wrong({ num_hidden_layers: 3 })).toContain('no tensor model.layers.2.input_layernorm.weight');
    expect(await wrong({ hidden_size: 128, head_dim: 32 })).toContain('128 was expected');
    expect(await wrong({ vocab_size: 40 })).toContain('tokenizer has 41 tokens');
  });

  it('is kept in this browser’s storage, and comes back as it was', async () => {
    const kept = new KeptModels({ store: indexedDbStore('forward-pass-test-models'), hash: sha256, now: () => Date.now() });
    const files = await frozen();
    await kept.keep({ name: 'anna', files });
    expect((await kept.list()).models.map(({ name }) => name)).toEqual(['anna']);
    expect((await kept.load('anna')).files).toEqual(files);
    await kept.delete('anna');
    expect((await kept.list()).models).toEqual([]);
  });
});
