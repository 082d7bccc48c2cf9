import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import recording from '../public/recordings/latency-timeline.json';
import { latencyFacts } from './facts/latency';

const lines = readFileSync(fileURLToPath(new URL('./published/rows.csv', import.meta.url)), 'utf8').split('\n');
const rowWith = (id: string, metric: string, value: string) => expect(lines.find((line) => line.startsWith(`${id},`)), id).toContain(`,${metric},${value},`);
const value = (id: keyof typeof latencyFacts): number => latencyFacts[id].measure.value;
const shown = (id: keyof typeof latencyFacts): number => Number.parseFloat(latencyFacts[id].shown.replaceAll(',', ''));

describe('what lesson 3 says of its recording', () => {
  // Where this fails after a new recording, read the lesson again: its sentences were written round these relations.
  it('computed its whole prompt: nothing was in the cache but the begin token, or a word', () => {
    const start = recording.runs[0].find(({ type }) => type === 'prefill-start');
    expect(start).toMatchObject({ computedTokens: expect.any(Number) });
    expect(Number(start?.reusedTokens)).toBeLessThanOrEqual(2);
    expect(Number(start?.computedTokens) + Number(start?.reusedTokens)).toBe(latencyFacts['latency-run-prompt'].measure.value);
  });

  it('adds up as its sum is shown', () => {
    expect(value('latency-run-ttft') + value('latency-run-gaps') * value('latency-run-tpot')).toBeCloseTo(value('latency-run-total'), 6);
    expect(Math.abs(shown('latency-run-ttft') + shown('latency-run-gaps') * shown('latency-run-tpot') - shown('latency-run-total'))).toBeLessThan(1.5);
    expect(value('latency-run-tokens')).toBe(40);
  });

  it('has a first token that waits several times as long for eight times the prompt, and gaps that hardly do', () => {
    expect(value('latency-ttft-growth')).toBeGreaterThan(4);
    expect(value('latency-ttft-growth')).toBeLessThan(10);
    expect(value('latency-itl-growth')).toBeLessThan(1.6);
    expect(value('latency-itl-growth')).toBeGreaterThan(0.95);
  });

  it('waits for the first token longer than for any of the others', () => {
    expect(value('latency-short-ttft')).toBeGreaterThan(3 * value('latency-short-itl'));
  });
});

describe('what lesson 3 quotes of others', () => {
  it('is what the published rows have', () => {
    rowWith('V180', 'output_throughput', '10907');
    rowWith('V181', 'ttft', '102');
    rowWith('V184', 'output_throughput', '185');
    rowWith('V185', 'ttft', '7.1');
    rowWith('V156', 'ttft', '26');
    rowWith('V157', 'ttft', '109');
    rowWith('V168', 'ttft', '47');
    rowWith('V169', 'ttft', '377');
    rowWith('V233', 'decode_tok_s', '130.58');
    rowWith('V236', 'prefill_tok_s', '5265.68');
    rowWith('V325', 'decode_tok_s', '35.73');
    rowWith('V333', 'decode_tok_s', '4.34');
    expect(lines.find((line) => line.startsWith('V784,'))).toContain('mean 1155,mean 211');
    expect(lines.find((line) => line.startsWith('V785,'))).toContain('mean 2048,mean 28');
  });

  it('bears out the sentences', () => {
    expect(value('h100-batch-throughput') / value('h100-batch-size'), 'each of the 64 gets a little less than it would alone').toBeLessThan(value('h100-alone-throughput'));
    expect(value('h100-batch-throughput') / value('h100-batch-size')).toBeGreaterThan(0.85 * value('h100-alone-throughput'));
    expect(value('llama-70b-h100-ttft-2048') / value('llama-70b-h100-ttft-128'), 'four times for sixteen').toBeCloseTo(4, 0);
    expect(value('llama-70b-a100-ttft-2048') / value('llama-70b-a100-ttft-128'), 'eight times for sixteen').toBeCloseTo(8, 0);
    expect(value('rtx-4090-reads') / value('rtx-4090-writes'), 'some forty times as fast').toBeCloseTo(40, 0);
    expect(value('chat-writing'), 'a chat waits for the writing').toBeGreaterThan(5 * value('chat-reading'));
    expect(value('code-reading'), 'a completion waits for the reading').toBeGreaterThan(1.5 * value('code-writing'));
    expect(shown('h100-throughput-growth')).toBe(Math.round(value('h100-throughput-growth')));
    expect(shown('h100-ttft-growth')).toBe(Math.round(value('h100-ttft-growth')));
  });
});
