import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as limits from '@/bench/side-by-side/limits.mjs';
import { wholeRun } from '@/bench/side-by-side/arguments.mjs';
import { createTokenizer } from '@/lib/engine/tokenizer/tokenizer';
import { benchWork } from './work';

const json = (name: string): unknown => JSON.parse(readFileSync(`public/models/pocket-5m/${name}`, 'utf8'));
const texts = [benchWork.prompt, ...benchWork.others, ...benchWork.together, ...benchWork.togetherWarmUp];

describe('the work of the bench', () => {
  it('is what the command asks of everybody', () => {
    expect(benchWork).toMatchObject({
      promptTokens: limits.promptTokens,
      tokens: wholeRun.tokens,
      warmUpTokens: limits.warmUpTokens,
      warmUpGaps: limits.warmUpGaps,
      togetherTokens: limits.batchTokens,
      togetherSeconds: limits.batchSeconds * benchWork.seconds,
    });
    expect(benchWork.seconds).toBeGreaterThanOrEqual(wholeRun.seconds);
    expect([benchWork.together.length, benchWork.togetherWarmUp.length]).toEqual([limits.batches[0], limits.batches[0]]);
  });

  it('has prompts of the evaluation text, each of as many tokens, the begin token counted', () => {
    const stories = readFileSync('public/evaluation/stories.txt', 'utf8');
    const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
    for (const text of texts) {
      expect(stories).toContain(text);
      expect(tokenizer.encode(text), text).toHaveLength(benchWork.promptTokens - 1);
    }
  });

  it('lets nothing of one prompt be reused for the next', () => {
    const firsts = [benchWork.prompt, ...benchWork.others].map((text) => text.trimStart().split(/\s/)[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(benchWork.others.length).toBeGreaterThan(2);
    const written = [benchWork.prompt, ...benchWork.together, ...benchWork.togetherWarmUp];
    expect(new Set(written).size, 'no text is written twice').toBe(written.length);
  });
});
