import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import bare from '@/lib/engine/kernels/linear/linear.wgsl';
import whole from '@/lib/engine/kernels/linear/linear.wgsl?raw';
import { bareWgsl } from './bare-wgsl.mjs';

test('comments, indentation and empty lines go; code stays as it was', () => {
  const source = '// What it does.\nfn half(x: f32) -> f32 { // of any number\n\n  let y = x / 2.0;\n    return y; // done\n}\n';
  expect(bareWgsl(source)).toBe('fn half(x: f32) -> f32 {\nlet y = x / 2.0;\nreturn y;\n}');
});

test('a block comment is refused, since it would be cut wrongly', () => {
  expect(() => bareWgsl('fn a() { /* nothing // yet */ }')).toThrow(/block comment/);
});

test('the engine gets the bare shader, a reader the file as it was written', () => {
  const file = readFileSync(new URL('../lib/engine/kernels/linear/linear.wgsl', import.meta.url), 'utf8');
  expect(whole).toBe(file);
  expect(bare).toBe(bareWgsl(file));
  expect(bare).not.toContain('//');
});
