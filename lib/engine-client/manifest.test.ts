import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EngineError } from '@/lib/engine/errors';
import { findInManifest, parseManifest } from './manifest';

it('reads the shipped manifest', () => {
  const manifest = parseManifest(readFileSync('public/models/pocket-5m/manifest.json', 'utf8'), 'manifest.json');
  expect(findInManifest(manifest, 'model.safetensors', 'manifest.json').bytes).toBeGreaterThan(1e6);
  expect(() => findInManifest(manifest, 'secrets.txt', 'manifest.json')).toThrow(EngineError);
});

it.each(['', '[]', 'null', '"a"', '<html>', '{"a":null}', '{"a":{"bytes":-1,"sha256":"x"}}', '{"a":{"bytes":1.5}}', `{"a":{"bytes":1,"sha256":"${'G'.repeat(64)}"}}`])(
  'refuses %j',
  (text) => {
    expect(() => parseManifest(text, 'manifest.json')).toThrow(EngineError);
  },
);
