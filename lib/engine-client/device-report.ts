import type { SelfTestResult } from '@/lib/engine/engine';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import type { AdapterReport, LadderStep, LoadResult } from './protocol';

/** What of a device's limits decides which models fit, in words. */
export const telling: Readonly<Record<string, string>> = {
  maxBufferSize: 'Largest buffer',
  maxStorageBufferBindingSize: 'Largest tensor a kernel can read',
  maxComputeWorkgroupStorageSize: 'Memory shared by a workgroup',
};

/** The rest that matters: counts, not bytes. */
export const tellingCounts: Readonly<Record<string, string>> = {
  maxComputeInvocationsPerWorkgroup: 'Invocations in a workgroup',
  maxComputeWorkgroupsPerDimension: 'Workgroups in a dispatch, per dimension',
};

export interface DeviceReport {
  readonly madeAt: string;
  readonly browser: string;
  readonly threads: number | null;
  readonly secureContext: boolean;
  readonly webgpu: boolean;
  readonly adapter: AdapterReport | null;
  readonly ladder: readonly LadderStep[];
  readonly engine: LoadResult['engine'] | null;
  readonly loadMs: number | null;
  readonly measured: DeviceMeasurement | null;
  readonly error: string | null;
}

/** The report as text to paste into a message: the story first, all details as JSON after it. */
export function reportText(report: DeviceReport): string {
  const { engine, ladder, adapter, error } = report;
  const failed = engine?.selfTest.filter((test) => !test.passed) ?? [];
  const lines = [
    `Forward Pass: what this device can do, ${report.madeAt}`,
    `Browser: ${report.browser}`,
    `WebGPU: ${report.webgpu ? 'offered' : 'not offered'}${report.secureContext ? '' : ' (no secure context)'}`,
    `Adapter: ${adapter ? `${adapter.vendor} ${adapter.architecture} ${adapter.description}`.trim() : 'none'}`,
    ...ladder.map((step) => `${step.rung}: ${step.outcome}. ${step.reason}`),
    ...(engine ? [`Engine: ${engine.backend}, ${engine.variant}, ${engine.precision}; self-test ${selfTestSummary(engine.selfTest)}`] : []),
    ...failed.map((test) => `Failed: ${test.kernel} ${test.variant} ${test.shape}: ${test.error} > ${test.bound}`),
    ...(error ? [`Error: ${error}`] : []),
  ];
  return `${lines.join('\n')}\n\n${JSON.stringify(report, null, 1)}\n`;
}

export function selfTestSummary(results: readonly SelfTestResult[]): string {
  const passed = results.filter((result) => result.passed).length;
  return results.length === 0 ? 'not needed: the reference itself runs' : `${passed} of ${results.length} passed`;
}
