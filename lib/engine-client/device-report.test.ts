import { expect, it } from 'vitest';
import { type DeviceReport, reportText, selfTestSummary } from './device-report';
import { fakeEngine } from './testing/fake-engine';

const report: DeviceReport = {
  madeAt: '2026-11-23T00:00:00.000Z',
  browser: 'A browser',
  threads: 8,
  secureContext: false,
  webgpu: false,
  adapter: null,
  ladder: [{ rung: 'webgpu', outcome: 'passed-over', reason: 'This browser has no WebGPU.' }],
  engine: fakeEngine().facts,
  loadMs: 5,
  measured: null,
  error: 'network: It broke off.',
};
const failed = { kernel: 'linear', variant: 'subgroup', shape: '1 x 2', error: 1, bound: 1e-6, passed: false };

it('tells the story first and everything after it', () => {
  const text = reportText({ ...report, engine: { ...fakeEngine().facts, selfTest: [failed, { ...failed, passed: true }] } });
  expect(text).toContain('WebGPU: not offered (no secure context)');
  expect(text).toContain('webgpu: passed-over. This browser has no WebGPU.');
  expect(text).toContain('self-test 1 of 2 passed');
  expect(text).toContain('Failed: linear subgroup 1 x 2');
  expect(text).toContain('Error: network: It broke off.');
  expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ browser: 'A browser', threads: 8 });
});

it('says that the reference needs no test', () => {
  expect(selfTestSummary([])).toContain('reference');
});
