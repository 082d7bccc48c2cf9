import { withHousePage } from '../../scripts/house-page.mjs';

/**
 * Measures backends one after another in a headless browser, each in this one page.
 * @param {{ executablePath: string, model: string, backends: readonly ('webgpu' | 'cpu')[], request: import('./findings').LimitRequest, processor: string, say: (line: string) => void }} work
 * @returns {Promise<{ host: string, findings: import('./findings').LimitFindings[] }>}
 */
export function limitsInBrowser({ executablePath, model, backends, request, processor, say }) {
  return withHousePage(executablePath, async (page, open, browser) => {
    await page.exposeFunction('say', say);
    await open();
    const findings = [];
    for (const backend of backends) {
      const { result, failure } = await page.evaluate(inPage, { model, backend, request, processor });
      if (failure !== undefined) throw new Error(failure);
      findings.push(result);
    }
    return { host: `Chromium ${browser.version()}`, findings };
  });
}

/** Runs in the page; imports are the dev server's. What the engine refuses comes back in words. */
async function inPage({ model, backend, request, processor }) {
  const { measureLimits } = await import('/bench/limit/measure.ts');
  const { openDevice } = await import('/bench/limit/device.ts');
  const say = (line) => window.say(`${backend}: ${line}`);
  const read = (name) => fetch(`/models/${model}/${name}`);
  const files = { name: model, config: await (await read('config.json')).json(), weights: await (await read('model.safetensors')).arrayBuffer() };
  try {
    if (backend === 'cpu') return { result: await measureLimits({ device: null, description: processor, software: false, ...files }, request, say) };
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return { failure: 'This browser has no WebGPU adapter: use a newer one (CHROMIUM_PATH names it), or --backend cpu.' };
    return { result: await measureLimits({ ...(await openDevice(adapter)), ...files }, request, say) };
  } catch (thrown) {
    if (thrown.remedy === undefined) throw thrown;
    return { failure: `${thrown.message} ${thrown.remedy}` };
  }
}
