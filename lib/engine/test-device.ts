/** A GPU device for a test; no adapter fails the test, it is never skipped. */
export async function testDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('This browser has no WebGPU adapter. Run it with --enable-unsafe-webgpu (scripts/browser.mjs lists the flags).');
  const requiredFeatures = [...adapter.features].filter((feature) => feature === 'subgroups') as GPUFeatureName[];
  return adapter.requestDevice({ requiredFeatures });
}
