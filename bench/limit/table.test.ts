import { describe, expect, it } from 'vitest';
import { markdown } from './table.mjs';
import { findings, pass, spread } from './test-findings';

const run = { date: '2026-11-23', device: 'a processor, 2 cores; Chromium 156', rounds: 3, load: [0.1, 0.2] as const };
const page = (...all: Parameters<typeof findings>) => markdown([findings(...all)], run);

const everything = findings({
  passes: [pass(), pass({ precision: 'q4', ms: 15 }), pass({ batch: 32, flops: 3_200e6, ms: 64 }), pass({ context: 512, ms: 12 }), pass({ subject: 'a layer of X', context: 256, bytes: 80e6 })],
  prompts: [64, 128].map((tokens) => ({ precision: 'f32' as const, tokens, ms: spread(tokens) })),
  attention: [{ precision: 'f32', context: 512, launchShare: 0.3, flopShare: 0.2 }],
  loads: [10, 20].map((megabytes) => ({ precision: 'f32' as const, layers: megabytes, bytes: megabytes * 1e6, ms: spread(5 + 2 * megabytes) })),
});

describe('the page of a run', () => {
  it('says on what it was measured, and what that can do', () => {
    const text = markdown([everything], run);
    expect(text).toContain('a processor, 2 cores; Chromium 156. Rounds: 3. Processes that wanted a core, before and after: 0.1 and 0.2.');
    expect(text).toContain('| cpu | a processor | simd | 10.0 | 100 | 10.0 | 0.50 |');
  });

  it('has a line for each pass at the common context, with what holds it back', () => {
    const lines = markdown([everything], run).split('\n').filter((line) => /^\| (pocket-5m|a layer)/.test(line));
    expect(lines).toEqual([
      '| pocket-5m | cpu | f32 | 1 | 1 | 10.0 | 100 | 10 % | 10 % | 10 % | the kernels themselves: below half of every limit (nearest: 10 % of copying) |',
      '| pocket-5m | cpu | q4 | 1 | 1 | 15.0 | 66.7 | 7 % | 7 % | 7 % | unpacking q4 (1.5x the time of f32) |',
      '| pocket-5m | cpu | f32 | 32 | 1 | 64.0 | 500 | 2 % | 50 % | 2 % | compute-bound (50 % of the peak) |',
      '| a layer of X | cpu | f32 | 1 | 1 | 10.0 | – | 80 % | 10 % | 10 % | bandwidth-bound (80 % of copying) |',
    ]);
  });

  it('has how it grows: by context, by prompt, by bytes', () => {
    const text = markdown([everything], run);
    expect(text).toContain('| backend | precision | 64 | 512 |\n| --- | --- | ---: | ---: |\n| cpu | f32 | 10.0 | 12.0 |\n');
    expect(text).toContain('| backend | precision | 64 | 128 |\n| --- | --- | ---: | ---: |\n| cpu | f32 | 1.0 | 1.0 |\n');
    expect(text).toContain('| cpu | f32 | 10.0 MB: 25.0; 20.0 MB: 45.0 | 2.0 (and 5.0 for none) |');
  });

  it('tells what was asked for, met and missed', () => {
    const text = markdown([everything], run);
    expect(text).toContain('| at batch 32, half of the multiply-add peak | cpu | f32 | met | pocket-5m: 50 % of the peak; 5.0x the tokens/s of batch 1 |');
    expect(page({ passes: [pass({ batch: 32 })] })).toContain('| **missed** | pocket-5m: 10 % of the peak |');
    expect(page()).toContain('Nothing of it was measured.');
  });

  it('has as many cells in each line as in its head', () => {
    const tables = markdown([everything, findings({ backend: 'webgpu' })], run).split('\n\n').filter((part) => part.startsWith('| '));
    expect(tables).toHaveLength(6);
    for (const table of tables) expect(new Set(table.trim().split('\n').map((line) => line.split(' | ').length)).size, table).toBe(1);
  });

  it('says of a software adapter that it is none of a real GPU', () => {
    expect(page({ backend: 'webgpu', software: true })).toContain('On a real GPU: not measured.');
    expect(page({ backend: 'webgpu' })).not.toContain('not measured');
  });

  it('leaves out what was not measured', () => {
    expect(page()).not.toMatch(/How it grows|as fractions/);
  });
});
