import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import { answered, compareTensors, groupsOf, lastPrompt, promptsOf, requestOf, spokenTensor, startTold, withText } from './trial';

const print = (hashes: Readonly<Record<string, string>>): Fingerprint => ({ sha256: 'ab', bytes: 8, tensors: Object.entries(hashes).map(([name, sha256]) => ({ name, bytes: 4, sha256 })) });

describe('a trial', () => {
  it('has twenty prompts, no two alike: what the reader tells first, what would show it last', () => {
    const prompts = promptsOf(startTold);
    expect(prompts).toHaveLength(20);
    expect(new Set(prompts).size).toBe(20);
    expect([prompts[0], prompts.at(-1)]).toEqual([startTold, lastPrompt]);
    expect(startTold).toContain(lastPrompt);
  });

  it('draws other coins for each', () => {
    const seeds = promptsOf('x').map((prompt, place) => requestOf(prompt, place).sampling.seed);
    expect(new Set(seeds).size).toBe(20);
    expect(requestOf('x', 1, 0xffff_ffff).sampling.seed).toBe(0);
  });

  it('counts what is whole', () => {
    const begun = withText([], 0, { prompt: 'a', text: 'b', whole: false });
    expect(answered({ answers: begun })).toBe(0);
    const whole = withText(begun, 0, { prompt: 'a', text: 'b c', whole: true });
    expect(answered({ answers: withText(whole, 1, { prompt: 'd', text: '', whole: false }) })).toBe(1);
  });
});

describe('two fingerprints', () => {
  it('are compared tensor by tensor', () => {
    expect(compareTensors(print({ a: '1', b: '2' }), print({ a: '1', b: '3' }))).toEqual([
      { name: 'a', same: true },
      { name: 'b', same: false },
    ]);
    expect(compareTensors(print({ a: '1' }), print({}))).toEqual([{ name: 'a', same: false }]);
  });

  it('are compared group by group', () => {
    const [one, other] = ['0123456789abcdef', '0123456789abcde0'];
    expect(groupsOf(one, other).map(({ same }) => same)).toEqual([true, false]);
    expect(groupsOf(one, null)).toEqual([{ digits: '01234567', same: true }, { digits: '89abcdef', same: true }]);
  });
});

it.each([
  ['model.embed_tokens.weight', 'embedding'],
  ['model.layers.0.self_attn.q_proj.weight', 'layer 1, query'],
  ['model.layers.3.mlp.down_proj.weight', 'layer 4, down'],
  ['model.layers.1.post_attention_layernorm.weight', 'layer 2, second norm'],
  ['model.norm.weight', 'final norm'],
])('%s is called %s', (name, said) => {
  expect(spokenTensor(name)).toBe(said);
});
