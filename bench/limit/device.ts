import { adapterReport, describeAdapter } from '@/lib/engine-client/adapter-report';

/** A device with all that its adapter allows of what the engine uses, and what it is called. */
export async function openDevice(adapter: GPUAdapter): Promise<{ device: GPUDevice; description: string; software: boolean }> {
  const report = adapterReport(adapter);
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredFeatures: [...adapter.features].filter((feature) => feature === 'subgroups') as GPUFeatureName[],
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  return { device, description: describeAdapter(report), software: report.software };
}
