import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { asModule, compile, modules } from '@/scripts/build-wasm.mjs';

test.each(Object.values(modules))('$outputFile is compiled from the sources beside it (else: npm run wasm)', async (module) => {
  const binary = await compile(module);
  expect(await readFile(new URL(`../../../../../${module.outputFile}`, import.meta.url), 'utf8')).toBe(asModule(module, binary));
});
