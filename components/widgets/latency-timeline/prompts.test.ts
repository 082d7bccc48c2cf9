import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from '@/lib/engine/tokenizer/tokenizer';
import { promptLengths, promptOf } from './prompts';

const model = fileURLToPath(new URL('../../../public/models/pocket-5m/', import.meta.url));
const json = (name: string) => JSON.parse(readFileSync(`${model}${name}`, 'utf8'));
const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
/** Every sentence comes first once. */
const turns = Array.from({ length: 12 }, (_, turn) => turn);

describe('prompts', () => {
  it('have exactly as many tokens as are asked for, the begin token counted', () => {
    for (const turn of turns) {
      for (const length of promptLengths) expect(tokenizer.encode(promptOf(length, turn)).length + 1, `${length}, turn ${turn}`).toBe(length);
    }
  });

  it('begin differently from turn to turn, so that nothing of one is of use to the next', () => {
    const firsts = turns.map((turn) => tokenizer.encode(promptOf(448, turn))[0]);
    expect(new Set(firsts).size).toBe(turns.length);
  });

  it('leave room to write in the context', () => {
    expect(Math.max(...promptLengths)).toBeLessThan(json('config.json').max_position_embeddings - 48);
  });
});
