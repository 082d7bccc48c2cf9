/** Not among the packages that `npm ci` fetches: 51 MB, 137 unpacked. */
const dawnPackage = 'webgpu@0.6.2';

/**
 * WebGPU without a browser: Dawn, Chromium's own implementation, built for Node. Its classes and constants become global, as in a page.
 * Keep the adapter for as long as its devices are used.
 * @param importDawn the package
 * @returns {Promise<GPUAdapter>}
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
  const adapter = await create([]).requestAdapter();
  if (!adapter) {
    throw new Error('Dawn finds no GPU here. On Linux it needs a Vulkan loader (Debian: apt-get install libvulkan1) and the GPU’s driver; VK_ICD_FILENAMES names a driver that lies elsewhere, such as the vk_swiftshader_icd.json in Chromium’s folder.');
  }
  return adapter;
}
