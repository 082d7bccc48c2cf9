import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { convert } from '../formats/convert';
import { parseSafetensors } from '../formats/safetensors';
import { parseConfig } from '../model/config';
import { resolvePlan } from '../model/storage-plan';
import { uploadWeights } from '../model/weights';
import { createTokenizer } from '../tokenizer/tokenizer';
import type { Precision } from './events';
import type { ScoreProgress } from './measurements';
import { Runner } from './runner';
import { score, type TextReader } from './score';

const folder = new URL('../../../public/models/pocket-5m/', import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const config = parseConfig(json('config.json'));
const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));

/** Reads with the same logits after every token, and notes what it was given. */
function constantReader(logits: readonly number[], seen: number[][] = []): TextReader {
  return {
    read: async (ids, logitsFrom) => {
      seen.push([...ids]);
      return ids.slice(logitsFrom).map(() => Float32Array.from({ length: config.vocab }, (_, id) => logits[id] ?? -Infinity));
    },
  };
}

const everyToken = (logit: (id: number) => number) => Array.from({ length: config.vocab }, (_, id) => logit(id));
const even = everyToken(() => 0);
const scoreWith = (reader: TextReader, texts: readonly string[], reference?: TextReader) => score(reader, tokenizer, config, { texts }, { reference });

describe('scoring', () => {
  test('begin token given, end token scored: a text of n tokens is n + 1 scores', async () => {
    const seen: number[][] = [];
    const ids = tokenizer.encode('Once upon a time');
    const result = await scoreWith(constantReader(even, seen), ['Once upon a time', '']);
    expect(seen).toEqual([[config.beginId, ...ids], [config.beginId]]);
    expect(result.texts.map(({ tokens }) => tokens)).toEqual([ids.length + 1, 1]);
    expect(result.tokens).toBe(ids.length + 2);
    expect(result.characters).toBe(16);
  });

  test('a model that knows nothing has the vocabulary’s size as perplexity', async () => {
    const { perplexity, texts } = await scoreWith(constantReader(even), ['A cat sat.', 'The end.']);
    expect(perplexity).toBeCloseTo(config.vocab, 6);
    for (const { tokens, logprob } of texts) expect(logprob).toBeCloseTo(-tokens * Math.log(config.vocab), 8);
  });

  test('the mean is over tokens, not over texts', async () => {
    const [end, a] = [config.stopId, tokenizer.encode('a')[0]];
    const onlyTwo = everyToken((id) => (id === end ? Math.log(1 / 4) : id === a ? Math.log(3 / 4) : -Infinity));
    const { perplexity, texts } = await scoreWith(constantReader(onlyTwo), ['', 'a']);
    expect(texts.map(({ logprob }) => logprob)).toEqual([expect.closeTo(Math.log(1 / 4), 6), expect.closeTo(Math.log(3 / 16), 6)]);
    expect(perplexity).toBeCloseTo((64 / 3) ** (1 / 3), 5);
  });

  test('a comparison: KL from the compared one, both perplexities, how often the best token is the same', async () => {
    const [end, a] = [config.stopId, tokenizer.encode('a')[0]];
    const halves = everyToken((id) => (id === end || id === a ? 0 : -1e4));
    const quarters = everyToken((id) => (id === end ? Math.log(1 / 4) : id === a ? Math.log(3 / 4) : -1e4));
    const { comparison } = await scoreWith(constantReader(quarters), ['', 'aa'], constantReader(halves));
    expect(comparison!.kl).toBeCloseTo(Math.log(4 / 3) / 2, 6);
    expect(comparison!.perplexity).toBeCloseTo(2, 6);
    // Of equals the lowest id is best: the end token where the reference is undecided.
    expect(comparison!.top1Agreement).toBe(end < a ? 0 : 1);
  });

  test('others are compared with the scored one, each by itself; KL the other way round', async () => {
    const [end, a] = [config.stopId, tokenizer.encode('a')[0]];
    const halves = constantReader(everyToken((id) => (id === end || id === a ? 0 : -1e4)));
    const quarters = constantReader(everyToken((id) => (id === end ? Math.log(1 / 4) : id === a ? Math.log(3 / 4) : -1e4)));
    const texts = ['', 'aa'];
    const { others, comparison, perplexity } = await score(quarters, tokenizer, config, { texts }, { reference: halves, others: [quarters, halves] });
    expect(others).toEqual([{ perplexity, kl: 0, top1Agreement: 1 }, { perplexity: expect.closeTo(2, 6), kl: expect.closeTo(0.75 * Math.log(1.5) - 0.25 * Math.log(2), 6), top1Agreement: comparison!.top1Agreement }]);
    expect(comparison!.kl).toBeCloseTo(Math.log(4 / 3) / 2, 6);
    expect((await score(quarters, tokenizer, config, { texts }, { others: [halves] })).others![0].kl).toBe(others![1].kl);
    expect(await score(quarters, tokenizer, config, { texts })).not.toHaveProperty('others');
  });

  test('against itself: KL 0 and full agreement', async () => {
    const { comparison, perplexity } = await scoreWith(constantReader(even), ['A cat sat.'], constantReader(even));
    expect(comparison).toEqual({ perplexity, kl: 0, top1Agreement: 1 });
  });

  test('progress by text', async () => {
    const told: ScoreProgress[] = [];
    await score(constantReader(even), tokenizer, config, { texts: ['a', 'b', 'c'] }, {}, (event) => told.push(event));
    expect(told).toEqual([1, 2, 3].map((doneTexts) => ({ type: 'score-progress', doneTexts, texts: 3 })));
  });
});

describe('scoring, at the door', () => {
  const longest = config.contextLength - 1;
  /** A text of so many tokens. */
  function textOf(tokens: number): string {
    const text = ' a'.repeat(tokens);
    expect(tokenizer.encode(text).length).toBe(tokens);
    return text;
  }

  test('a text that just fits is scored; one token more names the text, its tokens and the limit, and nothing is run', async () => {
    const seen: number[][] = [];
    const reader = constantReader(even, seen);
    expect((await scoreWith(reader, [textOf(longest)])).tokens).toBe(config.contextLength);
    seen.length = 0;
    await expect(scoreWith(reader, ['fine', textOf(longest + 1), 'fine'])).rejects.toMatchObject({
      code: 'prompt-too-long',
      message: `Text 2 of 3 is ${longest + 1} tokens long; this model reads ${longest} at most.`,
      details: { text: 2, tokens: longest + 1, limit: longest },
    });
    expect(seen).toEqual([]);
  });

  test.for<[string, unknown]>([['no text', []], ['no list', undefined], ['a number among texts', ['a', 7]]])('%s is refused', async ([, texts]) => {
    await expect(scoreWith(constantReader(even), texts as string[])).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

describe('an abort', () => {
  test('before the first text: nothing is read', async () => {
    const seen: number[][] = [];
    await expect(score(constantReader(even, seen), tokenizer, config, { texts: ['a'] }, {}, undefined, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([]);
  });

  test('between texts, and within one', async () => {
    const control = new AbortController();
    const seen: number[][] = [];
    const work = score(constantReader(even, seen), tokenizer, config, { texts: ['a', 'b', 'c'] }, {}, ({ doneTexts }) => doneTexts === 2 && control.abort(), control.signal);
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.length).toBe(2);

    const within = new AbortController();
    const half: TextReader = { read: async () => (within.abort(), undefined) };
    await expect(score(half, tokenizer, config, { texts: ['a'] }, {}, undefined, within.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the shipped model on the CPU', async () => {
  const bytes = readFileSync(new URL('model.safetensors', folder));
  const file = parseSafetensors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  const backend = new CpuBackend();
  const at = async (precision: Precision) => {
    const plan = resolvePlan({ precision }, new Set(file.keys()));
    return new Runner(backend, config, await uploadWeights(backend, config, file, { plan, convert: (name, host, each) => convert(name, host, each, plan) }));
  };
  const [f32, q2] = [await at('f32'), await at('q2')];

  test('a plain story has a low perplexity; at q2 the model is another, and the comparison says by how much', async () => {
    const texts = ['Once upon a time, there was a little girl named Lily. She loved to play outside in the park.', 'The dog ran to the big tree. He was very happy.'];
    const { perplexity } = await scoreWith(f32, texts);
    expect(perplexity).toBeGreaterThan(1);
    expect(perplexity).toBeLessThan(20);
    // Coarse weights can even be luckier with a text (there are weights that were); further from f32's distribution they always are.
    const coarse = await scoreWith(q2, texts, f32);
    expect(coarse.comparison!.perplexity).toBe(perplexity);
    expect(coarse.comparison!.kl).toBeGreaterThan(0.01);
    expect(coarse.comparison!.top1Agreement).toBeGreaterThan(0.3);
    expect(coarse.comparison!.top1Agreement).toBeLessThan(1);
  });

  test('each text begins anew: its score does not depend on the texts before it', async () => {
    const [alone, after] = [await scoreWith(f32, ['The end.']), await scoreWith(f32, ['The endless sea.', 'The end.'])];
    expect(after.texts[1]).toEqual(alone.texts[0]);
  });
});
