import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../quality.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'quality-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...words: string[]) => spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });

let files = 0;
function fileOf(text: string): string {
  const path = join(folder, `${++files}.txt`);
  writeFileSync(path, text);
  return path;
}

test.for<[string[], RegExp]>([
  [['--backend', 'gpu'], /There is no backend "gpu"[^]*Usage: npm run quality/],
  [['--text', '/nowhere/text.txt'], /There is no file \/nowhere\/text\.txt\./],
  [['--text', fileOf('\n')], /There is no text in /],
])('%j ends with a word on the error stream and exit code 2', ([words, message]) => {
  const { status, stdout, stderr } = run(...words);
  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test('a story longer than the context: its number, its length and the limit; exit code 1', () => {
  const { status, stdout, stderr } = run('--backend', 'cpu', '--text', fileOf(`Once.\n<|endoftext|>\n${' a'.repeat(600)}\n<|endoftext|>\n`));
  expect(stderr).toMatch(/^Text 2 of 2 is 600 tokens long; this model reads 511 at most\. Shorten it/m);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('--json: rows alone on the standard output, progress on the other', () => {
  const { status, stdout, stderr } = run('--json', '--backend', 'cpu', '--text', fileOf('The dog ran to the big tree. He was very happy.\n<|endoftext|>\n'));
  expect(status).toBe(0);
  expect(stderr).toMatch(/cpu: 1 of 1 texts/);
  const rows = JSON.parse(stdout) as Record<string, unknown>[];
  expect(rows.map(({ precision }) => precision)).toEqual(['f32', 'f16', 'q8', 'q4', 'q2']);
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['model', 'backend', 'precision', 'weightBytes', 'bitsPerWeight', 'perplexity', 'klToF32', 'top1Agreement']);
    expect(row).toMatchObject({ model: 'pocket-5m', backend: 'cpu' });
  }
  const bytes = rows.map(({ weightBytes }) => weightBytes as number);
  expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
  // 32, 16, 8 + ½ for a scale, 4 + 1 and 2 + 1 for scale and minimum; the embedding stays at q8 below it, norms at f16.
  expect(rows.map(({ bitsPerWeight }) => bitsPerWeight)).toEqual([32, 16, expect.closeTo(8.5, 1), expect.closeTo(5.4, 1), expect.closeTo(3.6, 1)]);
  expect(rows[0]).toMatchObject({ klToF32: 0, top1Agreement: 1 });
  expect(rows[4].klToF32).toBeGreaterThan(0.01);
});
