import { chromium } from 'playwright';
import { createServer } from 'vite';
import { browserArguments } from '../browser.mjs';
import { wgsl } from '../vite-wgsl.mjs';

/** An empty page for the engine to run on. */
const blankPage = {
  name: 'blank-page',
  configureServer: (server) => {
    server.middlewares.use('/quality', (_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>quality</title>'));
  },
};

/** The table's rows on the engine's WebGPU backend, in a headless browser. */
export async function qualityOnWebGpu({ root, model, texts, onProgress, executablePath }) {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    cacheDir: `${root}/node_modules/.vite/quality`,
    plugins: [wgsl(), blankPage],
    resolve: { alias: { '@': root } },
    optimizeDeps: { noDiscovery: true, include: ['@huggingface/tokenizers'] },
    server: { host: 'localhost', port: 0, hmr: false, watch: null },
  });
  let browser;
  try {
    await server.listen();
    browser = await chromium.launch({ executablePath, args: browserArguments });
    const page = await browser.newPage();
    await page.exposeFunction('onProgress', onProgress);
    await page.goto(new URL('quality', server.resolvedUrls.local[0]).href);
    const { result, failure } = await page.evaluate(inPage, { model, texts });
    if (failure !== undefined) throw new Error(failure);
    return result;
  } finally {
    await browser?.close();
    await server.close();
  }
}

/** Runs in the page; imports are the dev server's. What the engine refuses comes back in words. */
async function inPage({ model, texts }) {
  const { createEngine } = await import('/lib/engine/index.ts');
  const { adapterReport, describeAdapter } = await import('/lib/engine-client/adapter-report.ts');
  const { measureQuality } = await import('/scripts/quality/measure.mjs');
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return { failure: 'This browser has no WebGPU adapter: use a newer one (CHROMIUM_PATH names it), or --backend cpu.' };
  const report = adapterReport(adapter);
  const requiredFeatures = [...adapter.features].filter((feature) => feature === 'subgroups');
  const device = await adapter.requestDevice({ requiredFeatures, requiredLimits: { maxBufferSize: adapter.limits.maxBufferSize, maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize } });
  const read = (name) => fetch(`/models/${model}/${name}`);
  const json = async (name) => (await read(name)).json();
  try {
    const engine = await createEngine({
      device,
      description: describeAdapter(report),
      software: report.software,
      files: {
        name: model,
        config: await json('config.json'),
        tokenizer: await json('tokenizer.json'),
        tokenizerConfig: await json('tokenizer_config.json'),
        weights: await (await read('model.safetensors')).arrayBuffer(),
      },
    });
    return { result: await measureQuality(engine, texts, window.onProgress) };
  } catch (thrown) {
    if (thrown.remedy === undefined) throw thrown;
    return { failure: `${thrown.message} ${thrown.remedy}` };
  } finally {
    device.destroy();
  }
}
