import { afterEach, expect, test } from 'vitest';
import { dawnAdapter } from './dawn.mjs';

const fails = (code: string, message: string) => () => Promise.reject(Object.assign(new Error(message), { code }));
const finds = (adapter: unknown) => () => Promise.resolve({ create: () => ({ requestAdapter: () => Promise.resolve(adapter) }), globals: { GPUTestClass: 'a class' } });
const world = globalThis as { GPUTestClass?: string };

afterEach(() => {
  delete world.GPUTestClass;
});

test('without the package, the command that installs it', async () => {
  await expect(dawnAdapter(fails('ERR_MODULE_NOT_FOUND', 'Cannot find package'))).rejects.toThrow(/not installed.*npm install --no-save webgpu@\d/);
});

test('with one that does not load, why', async () => {
  await expect(dawnAdapter(fails('ERR_DLOPEN_FAILED', 'no such symbol'))).rejects.toThrow(/does not load on this machine: no such symbol/);
});

test('without a GPU, what is needed', async () => {
  await expect(dawnAdapter(finds(null))).rejects.toThrow(/no GPU here.*VK_ICD_FILENAMES/);
});

test('with one, its adapter, and the classes of WebGPU as in a page', async () => {
  const adapter = { name: 'a GPU' };
  expect((await dawnAdapter(finds(adapter))).adapter).toBe(adapter);
  expect(world.GPUTestClass).toBe('a class');
});
