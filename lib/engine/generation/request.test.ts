import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors';
import { parseConfig } from '../model/config';
import { createTokenizer } from '../tokenizer/tokenizer';
import type { GenerateRequest } from './events';
import { checkRequest } from './request';
import { greedy } from './sample';

const json = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../public/models/pocket-5m/${name}`, import.meta.url), 'utf8'));
const config = parseConfig(json('config.json'));
const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
const check = (request: Partial<GenerateRequest>) => checkRequest({ prompt: 'Once', sampling: greedy, maxTokens: 10, ...request }, config, tokenizer);

function failure(request: Partial<GenerateRequest>): EngineError {
  try {
    check(request);
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
  }
  throw new Error('it was not refused');
}

describe('a request at the door', () => {
  test('an empty prompt is the begin token alone', () => {
    expect(check({ prompt: '' }).promptIds).toEqual([config.beginId]);
  });

  test('a prompt as long as the context passes, one token more says both numbers', () => {
    let fits = '';
    while (tokenizer.encode(fits).length < 511) fits += fits.length % 2 ? '!' : 'q';
    expect(check({ prompt: fits }).promptIds).toHaveLength(512);
    const error = failure({ prompt: '😀'.repeat(200) });
    expect(error.code).toBe('prompt-too-long');
    expect(error.details).toEqual({ tokens: tokenizer.encode('😀'.repeat(200)).length, limit: 511 });
  });

  test('a long prompt may be cut to its end, with room to write', () => {
    const prompt = 'word '.repeat(1000);
    const { promptIds, cutTokens } = check({ prompt, cutPrompt: true, maxTokens: 100 });
    expect(promptIds[0]).toBe(config.beginId);
    expect(promptIds).toHaveLength(512 - 100);
    expect(cutTokens + promptIds.length - 1).toBe(tokenizer.encode(prompt).length);
    expect(promptIds.slice(-3)).toEqual(tokenizer.encode(prompt).slice(-3));
  });

  test('the cache is on and nothing else is done unless asked for', () => {
    expect(check({})).toMatchObject({ cache: true });
    expect(Object.keys(check({}))).not.toContain('speculate');
    expect(check({ cache: false, probes: { attention: 'all', lens: 3 } })).toMatchObject({ cache: false, probes: { attention: 'all', lens: 3 } });
  });

  test.for<[string, Partial<GenerateRequest>]>([
    ['a temperature below 0', { sampling: { ...greedy, temperature: -1 } }],
    ['a temperature that is no number', { sampling: { ...greedy, temperature: NaN } }],
    ['a fraction as top-k', { sampling: { ...greedy, topK: 1.5 } }],
    ['a top-p of 0', { sampling: { ...greedy, topP: 0 } }],
    ['a top-p above 1', { sampling: { ...greedy, topP: 1.1 } }],
    ['a seed beyond 32 bits', { sampling: { ...greedy, seed: 2 ** 32 } }],
    ['an endless length', { maxTokens: Infinity }],
    ['a negative length', { maxTokens: -1 }],
    ['candidates that are no number', { candidates: NaN }],
    ['tokens of another vocabulary', { given: [1, 99_999] }],
    ['tokens that are no numbers', { given: [NaN] }],
    ['an announcement beyond the given tokens', { given: [1], announceFrom: 2 }],
    ['a cache that is neither on nor off', { cache: 'off' as unknown as boolean }],
    ['a draft of no tokens', { speculate: { tokens: 0 } }],
    ['a draft of half a token', { speculate: { tokens: 1.5 } }],
    ['a draft of too many tokens', { speculate: { tokens: 17 } }],
    ['a draft without a cache', { speculate: { tokens: 4 }, cache: false }],
    ['a draft that is looked into', { speculate: { tokens: 4 }, probes: { stages: true } }],
    ['a head beyond the model', { probes: { attention: [{ layer: 0, head: 8 }] } }],
    ['a layer beyond the model', { probes: { attention: [{ layer: 6, head: 0 }] } }],
    ['half a token for each layer', { probes: { lens: 0.5 } }],
    ['a prompt that is no text', { prompt: 3 as unknown as string }],
  ])('refuses %s, and says what to do', ([, request]) => {
    const error = failure(request);
    expect(error.code).toBe('invalid-request');
    expect(error.remedy).toMatch(/\.$/);
  });
});
