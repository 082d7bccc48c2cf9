import { expect, it } from 'vitest';
import type { EngineStatus } from './engine-status';
import { statusAfter } from './load-progress';
import type { LoadEvent } from './protocol';

const loading: EngineStatus = { status: 'loading', stage: 'download', progress: null, ladder: [], recoveringFrom: null };

/** The stage shown after each event. */
function stages(events: readonly LoadEvent[]): string[] {
  let status = loading;
  return events.map((event) => {
    status = statusAfter(status, event);
    return status.status === 'loading' ? status.stage : status.status;
  });
}

it('says "compiling" while it compiles, and "checking" while it checks', () => {
  const passed: LoadEvent[] = [{ type: 'compile-start' }, { type: 'self-test-start' }, { type: 'self-test-end', passed: 9, failed: 0 }, { type: 'compile-end', ms: 5, pipelines: 9 }];
  expect(stages(passed)).toEqual(['compile', 'self-test', 'compile', 'compile']);
});

it('goes on compiling, then checking, where the first kernels computed wrong numbers', () => {
  const second: LoadEvent[] = [
    { type: 'compile-start' },
    { type: 'self-test-start' },
    { type: 'self-test-end', passed: 8, failed: 1 },
    { type: 'self-test-start' },
    { type: 'self-test-end', passed: 9, failed: 0 },
    { type: 'compile-end', ms: 5, pipelines: 9 },
  ];
  expect(stages(second)).toEqual(['compile', 'self-test', 'compile', 'self-test', 'compile', 'compile']);
});

it('says nothing of compiling once the CPU takes over', () => {
  const failed: LoadEvent = { type: 'ladder-step', step: { rung: 'webgpu', outcome: 'failed', reason: 'Every variant computed wrong numbers.' } };
  const taken: LoadEvent = { type: 'ladder-step', step: { rung: 'cpu', outcome: 'taken', reason: 'It runs on the processor.' } };
  expect(stages([{ type: 'compile-start' }, { type: 'self-test-start' }, { type: 'self-test-end', passed: 8, failed: 1 }, failed, taken])).toEqual(['compile', 'self-test', 'compile', 'download', 'download']);
});

it('leaves another status alone', () => {
  expect(statusAfter({ status: 'idle' }, { type: 'compile-start' })).toEqual({ status: 'idle' });
});
