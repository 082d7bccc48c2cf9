import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveCounting } from './server.mjs';

const script = 'const same = 1;\n'.repeat(2_000);
const weights = Buffer.alloc(20_000, 'weights');
let directory: string;
let server: Awaited<ReturnType<typeof serveCounting>>;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'forward-pass-bench-server-'));
  mkdirSync(join(directory, 'models'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html>');
  writeFileSync(join(directory, 'script.js'), script);
  writeFileSync(join(directory, 'models/weights.bin'), weights);
  server = await serveCounting(directory);
});

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const read = async (path: string) => (await fetch(`${server.origin}${path}`)).arrayBuffer();

test('bytes are counted as they are sent: scripts compressed, models as they are, heads with them', async () => {
  server.forget();
  await read('/script.js');
  const afterScript = server.sent();
  expect(afterScript.model).toBe(0);
  expect(afterScript.other).toBeGreaterThan(100);
  expect(afterScript.other).toBeLessThan(script.length / 10);

  await read('/models/weights.bin');
  const { model, other } = server.sent();
  expect(other).toBe(afterScript.other);
  expect(model).toBeGreaterThan(weights.length);
  expect(model).toBeLessThan(weights.length + 1_000);

  server.forget();
  expect(server.sent()).toEqual({ model: 0, other: 0 });
});

test('pages may have threads', async () => {
  const { headers } = await fetch(`${server.origin}/script.js`);
  expect([headers.get('cross-origin-opener-policy'), headers.get('cross-origin-embedder-policy')]).toEqual(['same-origin', 'require-corp']);
});
