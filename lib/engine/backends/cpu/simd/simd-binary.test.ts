import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { asModule, compileKernels, outputFile } from '@/scripts/build-wasm.mjs';

test('the compiled kernels are those of the sources beside them (else: npm run wasm)', async () => {
  const binary = await compileKernels();
  expect(await readFile(new URL(`../../../../../${outputFile}`, import.meta.url), 'utf8')).toBe(asModule(binary));
});
