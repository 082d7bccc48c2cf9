import { describe, expect, it } from 'vitest';
import { rowsOf } from './rows.mjs';
import { findings, pass, spread } from './test-findings';

const run = { device: 'a processor, 2 cores', date: '2026-11-23' };
const keys = ['measure', 'subject', 'backend', 'precision', 'batch', 'tokens', 'context', 'bytes', 'value', 'min', 'max', 'samples', 'unit', 'limit', 'fraction', 'device', 'date'];

describe('rows of --json', () => {
  it('tell what the device can do', () => {
    expect(rowsOf(findings(), run).map(({ measure, value, unit }) => [measure, value, unit])).toEqual([
      ['copy-bandwidth', 10e9, 'bytes/s'],
      ['multiply-add-peak', 100e9, 'flops/s'],
      ['launch-overhead', 0.01, 'ms'],
      ['readback-time', 0.5, 'ms'],
    ]);
  });

  it('tell a pass against each limit; the slowest round is the smallest rate', () => {
    const rows = rowsOf(findings({ passes: [pass({ batch: 4 })] }), run).slice(4);
    expect(rows.map(({ measure, value, min, max, limit, fraction }) => [measure, value, min, max, limit, fraction])).toEqual([
      ['pass-time', 10, 5, 20, null, null],
      ['throughput', 400, 200, 800, null, null],
      ['read-rate', 1e9, 0.5e9, 2e9, 10e9, 0.1],
      ['multiply-add-rate', 10e9, 5e9, 20e9, 100e9, 0.1],
      ['launch-time', 1, 1, 1, 10, 0.1],
    ]);
    for (const row of rows) expect(row).toMatchObject({ subject: 'pocket-5m', backend: 'cpu', precision: 'f32', batch: 4, tokens: 1, context: 64, bytes: 10e6, samples: 15, ...run });
  });

  it('give a layer no throughput', () => {
    expect(rowsOf(findings({ passes: [pass({ subject: 'a layer of X' })] }), run).map(({ measure }) => measure)).not.toContain('throughput');
  });

  it('tell prompts, attention and loading', () => {
    const rows = rowsOf(findings({
      prompts: [{ precision: 'q8', tokens: 64, ms: spread(32) }],
      attention: [{ precision: 'q8', context: 512, launchShare: 0.3, flopShare: 0.2 }],
      loads: [{ precision: 'q8', layers: 12, bytes: 9e6, ms: spread(40) }],
    }), run).slice(4);
    expect(rows.map(({ measure, tokens, context, bytes, value, min, max, unit }) => [measure, tokens, context, bytes, value, min, max, unit])).toEqual([
      ['prompt-time', 64, null, null, 32, 16, 64, 'ms'],
      ['prefill', 64, null, null, 2_000, 1_000, 4_000, 'tokens/s'],
      ['attention-time-share', 1, 512, null, 0.3, 0.3, 0.3, 'fraction'],
      ['attention-flop-share', 1, 512, null, 0.2, 0.2, 0.2, 'fraction'],
      ['load-time', null, null, 9e6, 40, 20, 80, 'ms'],
    ]);
  });

  it('have the same fields, all of them', () => {
    for (const row of rowsOf(findings({ passes: [pass()], loads: [{ precision: 'q8', layers: 3, bytes: 1, ms: spread(1) }] }), run)) expect(Object.keys(row)).toEqual(keys);
  });
});
