import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine';
import { createEngine } from '../index';
import type { Hash } from './fingerprint';
import { optionsInNode } from './test-options';

const hash: Hash = async (bytes) => createHash('sha256').update(bytes).digest('hex');

let engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines) engine.destroy();
  engines = [];
});

async function load(model: string, precision?: 'f32' | 'f16' | 'q8' | 'q4'): Promise<Engine> {
  const engine = await createEngine({ ...(await optionsInNode(model)), precision });
  engines.push(engine);
  return engine;
}

async function write(engine: Engine, prompt: string): Promise<string> {
  let text = '';
  for await (const event of engine.generate({ prompt, sampling: { temperature: 0.8, topK: 40, topP: 1, seed: 3 }, maxTokens: 24 })) if (event.type === 'token') text += event.text;
  return text;
}

describe('a fingerprint of the weights in use', () => {
  it.each(['f16', 'q8'] as const)('in %s is the same after texts have been written', async (precision) => {
    const engine = await load('pocket-1m-scratch', precision);
    const before = await engine.fingerprint(hash);
    const texts = [await write(engine, 'Once upon a time'), await write(engine, 'The dog')];
    expect(new Set(texts).size).toBe(2);
    expect(await engine.fingerprint(hash)).toEqual(before);
    expect(before.bytes).toBe(engine.facts.weightBytes);
    expect(before.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells one step of training from the next, in every tensor', async () => {
    const [early, late] = [await load('pocket-1m-scratch-step-000500'), await load('pocket-1m-scratch')];
    const [one, other] = [await early.fingerprint(hash), await late.fingerprint(hash)];
    expect(one.sha256).not.toBe(other.sha256);
    expect(one.tensors.map(({ name }) => name)).toEqual(other.tensors.map(({ name }) => name));
    expect(one.tensors.filter(({ sha256 }, place) => sha256 === other.tensors[place].sha256)).toEqual([]);
  });

  it('is another in another precision, and the old one again when the old precision is', async () => {
    const engine = await load('pocket-1m-scratch');
    const half = await engine.fingerprint(hash);
    await engine.setPrecision({ precision: 'q4' });
    const quarter = await engine.fingerprint(hash);
    expect(quarter.sha256).not.toBe(half.sha256);
    expect(quarter.bytes).toBeLessThan(half.bytes);
    await engine.setPrecision({ precision: 'f16' });
    expect(await engine.fingerprint(hash)).toEqual(half);
  });

  it('of f16 is of the very numbers in the file', async () => {
    const options = await optionsInNode('pocket-1m-scratch');
    const engine = await load('pocket-1m-scratch');
    const { tensors } = await engine.fingerprint(hash);
    const headerBytes = Number(new DataView(options.files.weights).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(options.files.weights, 8, headerBytes))) as Record<string, { data_offsets: [number, number] }>;
    for (const { name, sha256 } of tensors) {
      const [from, to] = header[name].data_offsets;
      expect(sha256, name).toBe(await hash(new Uint8Array(options.files.weights.slice(8 + headerBytes + from, 8 + headerBytes + to))));
    }
  });

  it('stops where it is told to', async () => {
    const engine = await load('pocket-1m-scratch');
    await expect(engine.fingerprint(hash, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(engine.fingerprint(hash)).resolves.toHaveProperty('sha256');
  });
});
