import { withHousePage } from '../house-page.mjs';

/** The table's rows on the engine's WebGPU backend, in a headless browser. */
export function qualityOnWebGpu({ model, texts, onProgress, executablePath }) {
  return withHousePage(executablePath, async (page, open) => {
    await page.exposeFunction('onProgress', onProgress);
    await open();
    const { result, failure } = await page.evaluate(inPage, { model, texts });
    if (failure !== undefined) throw new Error(failure);
    return result;
  });
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
