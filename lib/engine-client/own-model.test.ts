import { describe, expect, it, vi } from 'vitest';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import type { HeldModel } from './held-models';
import { createLabClient, type LabClient } from './lab-client';
import { OwnModel } from './own-model';
import { sampling } from './testing/events';
import { InProcessWorker, makeWorld } from './testing/in-process-worker';
import { wait } from './wait';

const bytes = (text: string) => new TextEncoder().encode(text);
const model = (name: string): HeldModel => ({ name, files: new Map(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'model.safetensors'].map((file) => [file, bytes('{}')])) });
const request: GenerateRequest = { prompt: 'a', sampling, maxTokens: 12 };
const pause = (ms: number) => wait(ms, new AbortController().signal);

function make(restAfterMs = 30) {
  const world = makeWorld();
  const clients: { readonly client: LabClient; readonly plan: unknown; readonly name: string; readonly disposed: ReturnType<typeof vi.fn> }[] = [];
  const own = new OwnModel({
    order: 'auto',
    restAfterMs,
    open({ name, files }, { order, plan }) {
      const disposed = vi.fn<() => void>();
      const client = createLabClient({
        createWorker: () => new InProcessWorker(world.effects) as unknown as Worker,
        order: { engine: order, seed: null },
        modelUrl: `held:/1/${name}/`,
        held: files,
        saveData: () => true,
        plan,
        whenDisposed: disposed,
      });
      clients.push({ client, plan, name, disposed });
      client.allowDownload();
      return Promise.resolve(client);
    },
  });
  return { own, clients };
}

const read = async (own: OwnModel) => {
  let tokens = 0;
  let reason = '';
  for await (const event of own.generate(request)) {
    if (event.type === 'token') tokens += 1;
    if (event.type === 'generation-end') reason = event.reason;
  }
  return { tokens, reason };
};

describe('a model of the page’s own', () => {
  it('has no engine before it is used, one while it is, and none a while after', async () => {
    const { own, clients } = make();
    own.setModel(model('anna'));
    expect(clients).toEqual([]);
    expect((await read(own)).tokens).toBe(12);
    await own.fingerprint();
    expect(clients.length).toBe(1);
    expect(own.getSnapshot().status).toBe('ready');
    await pause(80);
    expect(clients[0].disposed).toHaveBeenCalledOnce();
    expect(own.getSnapshot().status).toBe('idle');
  });

  it('is opened again in the precision that was chosen', async () => {
    const { own, clients } = make();
    own.setModel(model('anna'));
    expect((await own.setPrecision({ precision: 'q4' })).precision).toBe('q4');
    own.release();
    expect((await read(own)).tokens).toBe(12);
    expect(clients.map(({ plan }) => plan)).toEqual([undefined, { precision: 'q4' }]);
    own.release();
  });

  it('is not given back while a long run goes on', async () => {
    const { own, clients } = make(1);
    own.setModel(model('anna'));
    await pause(20);
    expect((await read(own)).reason).toBe('max-tokens');
    expect(clients.length).toBe(1);
    own.release();
  });

  it('makes way for another: a run of the old one ends as aborted, and the new one begins in 16 bits', async () => {
    const { own, clients } = make();
    const first = model('anna');
    own.setModel(first);
    await own.setPrecision({ precision: 'q2' });
    const reading = read(own);
    await pause(2);
    own.setModel(first);
    expect(clients[0].disposed).not.toHaveBeenCalled();
    own.setModel(model('otto'));
    expect(clients[0].disposed).toHaveBeenCalledOnce();
    expect((await reading).reason).toBe('aborted');
    expect((await read(own)).tokens).toBe(12);
    expect(clients[1]).toMatchObject({ name: 'otto', plan: undefined });
    own.release();
  });

  it('without a model says so', async () => {
    const { own } = make();
    await expect(read(own)).rejects.toThrow('no model');
  });
});
