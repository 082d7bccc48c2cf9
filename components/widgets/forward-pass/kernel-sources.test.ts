import { expect, test } from 'vitest';
import { kernels } from '@/lib/engine/kernels/all';
import { recordingAtBuild } from '../shared/recorded';
import { replayTo } from '@/lib/engine-client/generation-state';
import { kernelNames, readKernelTexts, referenceIn } from './kernel-sources';

test('every kernel of the forward pass has its texts', () => {
  const used = new Set(replayTo(recordingAtBuild('forward-pass').runs[0]).probes[0].stages?.map(({ kernel }) => kernel));
  expect([...used].toSorted()).toEqual([...kernelNames].toSorted());
});

test.each(kernelNames)('%s: its WGSL, the plain variant first, and its reference whole', (name) => {
  const { shaders, reference } = readKernelTexts(name);
  expect(shaders[0].path).toMatch(/\/([a-z-]+)\/\1\.wgsl$/);
  // What the engine compiles is these files without their comments: each line of its plain variant is in one of them.
  const lines = new Set(shaders.flatMap(({ text }) => text.split('\n').map((line) => line.replace(/\s*\/\/.*$/, '').trim())));
  const kernel = kernels.find((each) => each.name === name)!;
  const own = kernel.sources.invocation.split('\n').map((line) => line.trim()).filter((line) => line !== '' && lines.has(line));
  expect(own.length).toBeGreaterThan(3);
  expect(shaders[0].text).toContain('fn main');
  expect(reference.text).toMatch(/^reference\(/);
  expect(reference.text.endsWith('\n}')).toBe(true);
  expect(reference.text).not.toContain('plan(');
  expect(reference.text.split('{').length).toBe(reference.text.split('}').length);
});

test('a module without a reference is refused', () => {
  expect(() => referenceIn('export const kernel = {};', 'some.ts')).toThrow('some.ts has no method reference.');
});
