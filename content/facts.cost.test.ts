import { describe, expect, it } from 'vitest';
import { facts } from './facts';
import { prices } from './prices';

const value = (id: keyof typeof facts): number => facts[id].measure.value;

describe('what lesson 4 says in words', () => {
  it('a message is two thirds of a cent, and its two parts make it', () => {
    expect(value('sonnet-message-cost') * 100).toBeCloseTo(2 / 3, 1);
    expect(value('sonnet-read-cost') + value('sonnet-write-cost')).toBeCloseTo(value('sonnet-message-cost'), 12);
    for (const id of ['sonnet-read-cost', 'sonnet-write-cost', 'sonnet-message-cost'] as const) expect(Number(facts[id].shown.slice(1)) / value(id)).toBeCloseTo(1, 2);
  });

  it('GPT-5 nano is the cheapest of its family', () => {
    const family = prices.filter(({ model }) => model.startsWith('GPT-5')).toSorted((one, other) => one.output - other.output);
    expect(family.length).toBeGreaterThan(2);
    expect(family[0].model).toBe('GPT-5 nano');
    expect(value('nano-factor')).toBeGreaterThan(40);
  });

  it('one text at a time costs many times the list price, a full server less than it', () => {
    expect(value('a100-lowest-cost')).toBeGreaterThan(10 * value('llama-8b-list-price'));
    expect(value('h100-highest-cost')).toBeLessThan(value('llama-8b-list-price'));
  });

  it('the newer machine explains little of that', () => expect(value('h100-company-factor') / value('h100-fetching-factor')).toBeGreaterThan(10));

  it('it takes years with a million users, days with a hundred million, months one text at a time', () => {
    expect(value('chat-years')).toBeGreaterThan(2);
    expect(value('chat-days-hundred-million')).toBeLessThan(31);
    expect(value('chat-days-one-text')).toBeGreaterThan(62);
    expect(value('chat-days-one-text')).toBeLessThan(365);
  });

  it('money is level before arithmetic is', () => expect(value('chat-days')).toBeLessThan(value('chat-flop-days')));

  it('Llama had many times the tokens that Chinchilla had for each parameter', () => expect(value('llama-8b-tokens-per-parameter')).toBeGreaterThan(50 * value('chinchilla-tokens-per-parameter')));

  it('figures as shown are the values', () => {
    const shown = (id: keyof typeof facts) => Number(facts[id].shown.replaceAll(/[$,]/g, ''));
    for (const id of ['sonnet-monthly-cost', 'nano-monthly-cost', 'chat-daily-cost', 'chat-days', 'h100-full-rate', 'a100-one-text-rate', 'a100-seventy-rate', 'llama-characters-per-token'] as const) expect(shown(id) / value(id), id).toBeCloseTo(1, 1);
    expect([facts['llama-70b-hours'].shown, value('llama-70b-hours')]).toEqual(['seven million', 7e6]);
    expect([facts['llama-training-tokens'].shown, value('llama-training-tokens')]).toEqual(['15 trillion', 15e12]);
    expect([facts['llama-crossover-tokens'].shown, value('llama-crossover-tokens')]).toEqual(['45 trillion', 45e12]);
  });
});
