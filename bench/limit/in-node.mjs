import { readFile } from 'node:fs/promises';
import { dawnAdapter } from '../../scripts/dawn.mjs';
import { houseModules } from '../../scripts/house-modules.mjs';

/**
 * Measures backends one after another in Node, without a browser: WebGPU on Dawn.
 * @param {{ root: string, model: string, backends: readonly ('webgpu' | 'cpu')[], request: import('./findings').LimitRequest, processor: string, say: (line: string) => void }} work
 * @returns {Promise<{ host: string, findings: import('./findings').LimitFindings[] }>}
 */
export async function limitsInNode({ root, model, backends, request, processor, say }) {
  const dawn = backends.includes('webgpu') ? await dawnAdapter() : undefined;
  const { load, close } = await houseModules();
  try {
    const { measureLimits } = await load('bench/limit/measure.ts');
    const { openDevice } = await load('bench/limit/device.ts');
    const read = (name) => readFile(`${root}/public/models/${model}/${name}`);
    const bytes = await read('model.safetensors');
    const files = { name: model, config: JSON.parse(await read('config.json')), weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) };
    const findings = [];
    for (const backend of backends) {
      const device = backend === 'cpu' ? { device: null, description: processor, software: false } : await openDevice(dawn.adapter);
      findings.push(await measureLimits({ ...device, ...files }, request, (line) => say(`${backend}: ${line}`)));
    }
    return { host: `Node ${process.version}${dawn ? ', Dawn' : ''}`, findings };
  } finally {
    dawn?.release();
    await close();
  }
}
