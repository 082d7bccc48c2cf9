import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goldensOf } from './test-golden-files';

const models = new URL('../../../public/models/', import.meta.url);

test.for(Object.entries(goldensOf))('the goldens of %s are of the weights that are shipped', ([name, { weights_sha256: sha256 }]) => {
  const manifest = JSON.parse(readFileSync(new URL(`${name}/manifest.json`, models), 'utf8')) as Record<string, { sha256: string }>;
  expect(sha256, `remake them: python training/goldens.py public/models/${name}`).toBe(manifest['model.safetensors'].sha256);
});
