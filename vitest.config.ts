import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArguments, findBrowser } from './scripts/browser.mjs';
import { wgsl } from './scripts/vite-wgsl.mjs';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

/** `unit` runs in Node; `browser` needs WebGPU and runs in a real Chromium (kernel contract, goldens on the GPU). */
export default defineConfig({
  plugins: [wgsl()],
  resolve: { alias: { '@': root } },
  // Found late, they would reload the page in the middle of a test.
  optimizeDeps: { include: ['@huggingface/tokenizers', '@huggingface/transformers', 'onnxruntime-web/webgpu', '@noble/hashes/sha2.js', 'idb-keyval', '@jax-js/jax'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,lib,components,content,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.browser.test.ts'],
          environment: 'node',
          // The goldens compute hundreds of tokens; the limit is for hangs, not for slow machines.
          testTimeout: 120_000,
          // By itself Vitest leaves one of two cores idle.
          maxWorkers: Math.max(availableParallelism(), 2),
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['lib/**/*.browser.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findBrowser().path, args: browserArguments } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
