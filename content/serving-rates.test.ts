import { describe, expect, it } from 'vitest';
import { hardware } from './hardware';
import { rowSources } from './published/row-sources';
import { textRows } from './published/test-rows';
import { servingRates } from './serving-rates';
import { chatLengths } from './text-lengths';

const rowOf = (id: string) => textRows('decode_tok_s', 'total_output_throughput').find((row) => row.id === id)!;

describe('speeds of serving', () => {
  it.each(servingRates)('$model on $devices × $device, $load, is what the published row says', (rate) => {
    const row = rowOf(rate.id);
    expect([row.model, Number(row.n_devices), Number(row.prompt_tokens), Number(row.output_tokens), Number(row.value)]).toEqual([rate.model, rate.devices, rate.promptTokens, rate.outputTokens, rate.tokensPerSecond]);
    expect(row['dtype/quant']).toBe(rate.precision);
    expect(row.batch_or_concurrency).toMatch(rate.load === 'one text' ? /^1$/ : /^saturated/);
    expect(row.metric).toBe(rate.load === 'one text' ? 'decode_tok_s' : 'total_output_throughput');
    expect(hardware.some((device) => device.name === rate.device && [device.name, ...(device.alsoCalled ?? [])].includes(row.hardware))).toBe(true);
    expect(rowSources[row.source]).toBe(rate.source);
    expect(row.note).not.toContain('EXCLUDE');
  });
});

describe('lengths of chats', () => {
  it('are those of the trace of conversations', () => {
    const row = textRows('arrival_rate').find(({ model }) => model === 'splitwise_conv')!;
    expect([row.prompt_tokens, row.output_tokens]).toEqual([`mean ${chatLengths.prompt.value}`, `mean ${chatLengths.answer.value}`]);
    expect(row.batch_or_concurrency).toBe('19366 requests');
    expect(rowSources[row.source]).toBe(chatLengths.prompt.source);
  });
});
