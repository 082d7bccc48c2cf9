import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from './index';

const folder = new URL('../../public/models/pocket-5m/', import.meta.url);
const texts = ['The dog ran to the big tree. He was very happy.', 'Tom has a red ball.'];
const f32 = { precision: 'f32' } as const;
const q4 = { precision: 'q4' } as const;

let engine: Engine;
beforeAll(async () => {
  const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  const bytes = await readFile(new URL('model.safetensors', folder));
  engine = await createEngine({
    device: null,
    description: 'CPU',
    software: false,
    precision: f32,
    files: {
      name: 'pocket-5m',
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    },
  });
});
afterAll(() => engine.destroy());

test('others are made for the comparison alone: f16 is f32 but for the order of sums, q4 is not, and the engine stays what it was', async () => {
  const { others, comparison, perplexity } = await engine.score({ texts, others: [{ precision: 'f16' }, q4] });
  expect(Math.abs(others![0].kl)).toBeLessThan(1e-10);
  expect(others![0].top1Agreement).toBe(1);
  expect(others![0].perplexity).toBeCloseTo(perplexity, 4);
  expect(others![1].kl).toBeGreaterThan(1e-4);
  expect(others![1].kl).toBeLessThan(0.1);
  expect(comparison).toBeUndefined();
  expect(engine.facts.precision).toBe('f32');
});

test('the comparison is the same whichever of the two the engine runs in', async () => {
  const { others, perplexity } = await engine.score({ texts, others: [q4] });
  await engine.setPrecision(q4);
  const turned = await engine.score({ texts, compareTo: f32 });
  expect(turned.comparison!.kl).toBe(others![0].kl);
  expect(turned.comparison!.top1Agreement).toBe(others![0].top1Agreement);
  expect(turned.comparison!.perplexity).toBe(perplexity);
  expect(turned.perplexity).toBe(others![0].perplexity);
  await engine.setPrecision(f32);
});

test('a plan that cannot be is refused, an abort ends it, and the next score is the same as ever', async () => {
  const { perplexity } = await engine.score({ texts });
  await expect(engine.score({ texts, others: [{ precision: 'q4', block: 24 }] })).rejects.toMatchObject({ code: 'invalid-request', details: { block: 24 } });
  const control = new AbortController();
  await expect(engine.score({ texts }, () => control.abort(), control.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect((await engine.score({ texts })).perplexity).toBe(perplexity);
});

test('a text longer than the context is refused by its number', async () => {
  await expect(engine.score({ texts: ['fine', ' a'.repeat(600)] })).rejects.toMatchObject({ code: 'prompt-too-long', details: { text: 2, tokens: 600, limit: 511 } });
});
