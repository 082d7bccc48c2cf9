/** Not among the packages that `npm ci` fetches: 51 MB, 137 unpacked. */
const dawnPackage = 'webgpu@0.6.2';

/** Dawn's instances in use: one that is collected while its devices live takes the process with it. */
const inUse = new Set();

/**
 * WebGPU without a browser: Dawn, Chromium's own implementation, built for Node. Its classes and constants become global, as in a page.
 * @param {() => Promise<any>} importDawn the package; only where it is installed are its types known
 * @returns {Promise<{ adapter: GPUAdapter, release: () => void }>} `release`: when its devices are destroyed; until then Node does not end
 * @throws an Error that says what is missing, and how to get it
 */
export async function dawnAdapter(importDawn = () => import('webgpu')) {
  const { create, globals } = await importDawn().catch((thrown) => {
    throw new Error(
      thrown.code === 'ERR_MODULE_NOT_FOUND'
        ? `Dawn for Node is not installed. Install it beside the other packages: npm install --no-save ${dawnPackage}`
        : `Dawn for Node (${dawnPackage}) does not load on this machine: ${thrown.message}`,
    );
  });
  Object.assign(globalThis, globals);
  const instance = create([]);
  const adapter = await instance.requestAdapter();
  if (!adapter) {
    throw new Error(
      'Dawn finds no GPU here. On Linux it needs the GPU’s Vulkan driver and a loader (Debian: apt-get install libvulkan1). Chromium’s folder has both in software: ' +
        'LD_LIBRARY_PATH=/usr/lib/chromium VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json npm run …',
    );
  }
  inUse.add(instance);
  return { adapter, release: () => inUse.delete(instance) };
}
