import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseBenchRun } from '@/content/bench/run';
import { benchWork, keepForPage, publishedRun } from './published.mjs';
import type { Row } from './rows.mjs';

const row = (contestant: string, backend: string, measure: string): Row => ({
  contestant, version: `${contestant} 1.0`, backend, precision: 'q8', threads: 1, measure, unit: measure.endsWith('bytes') ? 'bytes' : 'tokens/s', median: 20, min: 10, max: 30, samples: 3, device: 'a processor', date: '2026-11-23',
});
const rows = [{ ...row('ours', 'cpu', 'decode'), max: 30 / 7 + 20 }, row('ours', 'cpu', 'other-bytes'), row('wllama', 'wasm', 'decode')];
const about = { date: '2026-11-23', device: 'a processor', adapter: null, empty: { browser: 'Chromium 0', peakBytes: 4e8 }, rounds: 3, tokens: 128, seconds: 8, load: [0, 0.2] as const, failures: [], remarks: ['a remark'] };
const prompt = (index: number) => ({ text: `text ${index}`, ids: [0, index] });
const prompts = { prompt: prompt(0), reference: [], others: [prompt(1), prompt(2)], batch: Array.from({ length: 40 }, (_, index) => prompt(10 + index)), texts: [] };

it('a run, written and read again, is what the page takes', async () => {
  const root = mkdtempSync(join(tmpdir(), 'published-'));
  mkdirSync(`${root}/content/bench`, { recursive: true });
  writeFileSync(`${root}/content/bench/index.ts`, "import other from './2026-01-01-other.json';");
  const said = await keepForPage(root, '2026-11-23-a-processor', { run: publishedRun(rows, about), work: benchWork(prompts, about) });
  expect(said.join(' ')).toMatch(/Kept as content\/bench\/2026-11-23-a-processor\.json.*once content\/bench\/index\.ts names it/);

  const written = readFileSync(`${root}/content/bench/2026-11-23-a-processor.json`, 'utf8');
  const run = parseBenchRun(JSON.parse(written), '2026-11-23-a-processor');
  expect(run.versions).toEqual({ ours: 'ours 1.0', wllama: 'wllama 1.0' });
  expect(run.files.wllama).toEqual({ f16: 'F16', q8: 'Q8_0', q4: 'Q4_0' });
  expect(run.rows).toHaveLength(3);
  expect(run.rows[0]).toMatchObject({ contestant: 'ours', median: 20, min: 10, max: 24.2857143, samples: 3 });
  expect(written.split('\n').filter((line) => line.includes('"median"'))).toHaveLength(3);

  const work = JSON.parse(readFileSync(`${root}/content/bench/work.json`, 'utf8'));
  expect(work.together).toEqual(Array.from({ length: 8 }, (_, index) => `text ${10 + index}`));
  expect(work.togetherWarmUp).toEqual(Array.from({ length: 8 }, (_, index) => `text ${18 + index}`));
  expect(work).toMatchObject({ prompt: 'text 0', others: ['text 1', 'text 2'], tokens: 128, seconds: 8, togetherSeconds: 16 });
});

it('a run that is named already asks for nothing', async () => {
  const root = mkdtempSync(join(tmpdir(), 'published-'));
  mkdirSync(`${root}/content/bench`, { recursive: true });
  writeFileSync(`${root}/content/bench/index.ts`, "import run from './again.json';");
  expect(await keepForPage(root, 'again', { run: publishedRun(rows, about), work: benchWork(prompts, about) })).toEqual(['Kept as content/bench/again.json.']);
});
