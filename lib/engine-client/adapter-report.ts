import type { AdapterReport } from './protocol';

/** Names of the adapters that are programs, not graphics chips. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bwarp\b|software/i;

/** Whether an adapter of this name is a program, not a graphics chip. */
export const isSoftwareName = (name: string): boolean => softwareNames.test(name);

/** The adapter as plain data. */
export function adapterReport(adapter: GPUAdapter): AdapterReport {
  const info: Partial<GPUAdapterInfo> = adapter.info ?? {};
  const { vendor = '', architecture = '', device = '', description = '' } = info;
  const fallback = info.isFallbackAdapter ?? (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter ?? false;
  return {
    vendor,
    architecture,
    description: description || device,
    software: fallback || isSoftwareName(`${vendor} ${architecture} ${device} ${description}`),
    features: [...adapter.features].sort(),
    limits: limitsOf(adapter),
    subgroupMinSize: info.subgroupMinSize ?? null,
    subgroupMaxSize: info.subgroupMaxSize ?? null,
  };
}

/** The adapter in a few words: what the browser tells of vendor, architecture and product. */
export function describeAdapter(adapter: AdapterReport): string {
  const { vendor, architecture, description } = adapter;
  const words = [vendor, architecture].filter((word) => word && !description.toLowerCase().includes(word.toLowerCase()));
  return [...words, description].filter(Boolean).join(' ') || 'a GPU the browser does not name';
}

/** Limits are getters of the object's class, so they are listed by `in`, not by `Object.keys`. */
function limitsOf(adapter: GPUAdapter): Record<string, number> {
  const limits: Record<string, number> = {};
  for (const name in adapter.limits) {
    const value: unknown = adapter.limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') limits[name] = value;
  }
  return limits;
}
