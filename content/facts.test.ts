import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from '@/lib/engine/tokenizer/tokenizer';
import { type Fact, facts } from './facts';
import recorded from './facts/pocket-5m.json';
import { sources } from './sources';

const root = fileURLToPath(new URL('../', import.meta.url));
const model = `${root}public/models/pocket-5m/`;
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const config = json(`${model}config.json`);
const tokenizer = createTokenizer(json(`${model}tokenizer.json`), json(`${model}tokenizer_config.json`));
const pieces = (text: string) => tokenizer.encode(text).map((id) => tokenizer.piece(id).text);

describe('facts', () => {
  it('are named as they are asked for, and name a source that exists where they are published', () => {
    for (const [id, { measure }] of Object.entries<Fact>(facts)) {
      expect(measure.name).toBe(id);
      expect(Number.isFinite(measure.value), id).toBe(true);
      if (measure.provenance.kind === 'published') expect(Object.keys(sources)).toContain(measure.provenance.source);
    }
  });
});

describe('facts counted from the model’s files', () => {
  it('agree with the files', () => {
    const weights = readFileSync(`${model}model.safetensors`);
    const header = JSON.parse(weights.subarray(8, 8 + Number(weights.readBigUInt64LE())).toString());
    const entries = Object.entries<{ shape: number[] }>(header).filter(([name]) => name !== '__metadata__');
    expect(facts.parameters.measure.value).toBe(entries.reduce((sum, [, { shape }]) => sum + shape.reduce((a, b) => a * b, 1), 0));
    expect(facts['file-bytes'].measure.value).toBe(statSync(`${model}model.safetensors`).size);
    expect(facts.vocabulary.measure.value).toBe(config.vocab_size);
    expect(facts.layers.measure.value).toBe(config.num_hidden_layers);
    expect(facts['embedding-numbers'].measure.value).toBe(config.hidden_size);
    expect(facts['context-length'].measure.value).toBe(config.max_position_embeddings);
    expect(facts['three-token-texts'].measure.value).toBe(config.vocab_size ** 3);
    expect(facts['twenty-token-digits'].shown).toBe(String(BigInt(config.vocab_size) ** 20n).length.toString());
  });
});

describe('facts counted with the tokenizer', () => {
  it('agree with the tokenizer', () => {
    expect(pieces('Once upon a time there was a little girl.')).toHaveLength(facts['little-girl-tokens'].measure.value);
    expect(pieces('The little girl was unbelievably happy.')).toHaveLength(facts['happy-tokens'].measure.value);
    expect(pieces(' unbelievably')).toHaveLength(facts['unbelievably-tokens'].measure.value);
  });

  it('agree with what lesson 2 says about single words', () => {
    expect(tokenizer.encode('Once upon a time there was a little girl.')).toEqual([412, 426, 259, 388, 392, 281, 259, 380, 449, 14]);
    expect(pieces(' unbelievably')).toEqual([' un', 'b', 'el', 'ie', 'v', 'a', 'b', 'ly']);
    expect(pieces('Once')).toHaveLength(1);
    expect(pieces('once')).toEqual(['on', 'ce']);
    expect(pieces(' little')).toHaveLength(1);
    expect(pieces('little')).toEqual(['l', 'ittle']);
    expect(pieces('Lily')).toHaveLength(1);
    expect(pieces('2026')).toEqual(['2', '0', '2', '6']);
    expect(pieces(' Lily')).toHaveLength(1);
    expect(pieces(' bunny')).toHaveLength(1);
    expect(tokenizer.encode('strawberry')).toEqual([347, 1007, 873, 435]);
    expect(tokenizer.encode('🍓').map((id) => tokenizer.piece(id).whole)).toEqual([false, false, false, false]);
  });
});

describe('facts recorded from the model', () => {
  // When the model is replaced, run `node scripts/lesson-facts.mjs`, then read lesson 2 again: its sentences quote these.
  it('come from the weights that are shipped', () => {
    expect(recorded.sha256).toBe(json(`${model}manifest.json`)['model.safetensors'].sha256);
  });

  it('agree with the goldens of the other implementation', () => {
    const golden = json(`${root}test/goldens/pocket-5m.json`).cases.find((entry: { prompt: string }) => entry.prompt === 'Once upon a time');
    const ours = recorded.cases.find((entry) => entry.prompt === golden.prompt);
    const best = golden.last_logits_top10 as [number, number][];
    for (const [token, logit] of Object.entries(ours?.logits ?? {})) {
      const [id] = tokenizer.encode(token);
      expect(logit).toBeCloseTo(best.find(([other]) => other === id)?.[1] ?? Number.NaN, 2);
    }
  });

  it('bear out what lesson 2 says in words', () => {
    const value = (id: keyof typeof facts) => facts[id].measure.value;
    expect(value('girl-probability')).toBeGreaterThan(value('boy-probability'));
    expect(value('boy-probability')).toBeGreaterThan(value('dog-probability'));
    expect(value('comma-probability')).toBeGreaterThan(value('there-probability'));
    expect(value('rest-probability')).toBeLessThan(0.05);
    expect(Math.abs(value('comma-probability') - value('stories-comma'))).toBeLessThan(0.1);
    expect(recorded.cases.map((entry) => [entry.prompt, entry.best])).toEqual([
      ['Once upon a time, there was a little', ' girl'],
      ['Once upon a time', ','],
      ['The capital of France is', ' a'],
    ]);
    const shown = (id: keyof typeof facts) => Number(facts[id].shown.replace(/[,%]/g, ''));
    expect(((shown('girl-exponential') / shown('little-sum')) * 100).toFixed(1)).toBe(facts['girl-probability'].shown.replace('%', ''));
  });
});
