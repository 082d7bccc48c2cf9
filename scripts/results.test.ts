import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closingLine, readPlaywright, readResult, readVitest } from './results.mjs';

describe('the sum that npm test ends with', () => {
  it('counts Vitest’s tests, and a file that did not load as a failure', () => {
    const test = (status: string) => ({ status, fullName: `a ${status} test` });
    expect(
      readVitest({
        testResults: [
          { status: 'passed', assertionResults: [test('passed'), test('passed'), test('pending')] },
          { status: 'failed', assertionResults: [test('passed'), test('failed')] },
          { status: 'failed', assertionResults: [] },
        ],
      }),
    ).toEqual({ passed: 3, failed: 2, skipped: ['a pending test'] });
  });

  it('counts Playwright’s tests, a flaky one as failed, and an error outside any test', () => {
    const suites = [{ suites: [{ specs: [{ file: 'a.spec.ts', title: 'later', tests: [{ status: 'skipped' }] }] }] }];
    expect(readPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1 }, suites })).toEqual({ passed: 5, failed: 2, skipped: ['a.spec.ts: later'] });
    expect(readPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0 }, suites: [], errors: [{}] }).failed).toBe(1);
  });

  it('says it in one line', () => {
    expect(closingLine({ passed: 7, failed: 0, skipped: [] })).toBe('7 passed, 0 failed');
    expect(closingLine({ passed: 7, failed: 1, skipped: ['a'] })).toBe('7 passed, 1 failed, 1 skipped');
  });
});

describe('a runner that came to nothing is a failure', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'forward-pass-results-'));
    writeFileSync(join(folder, 'report.json'), '{}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (passed: number) => () => ({ passed, failed: 0, skipped: [] });

  it('wrote no report', () => expect(readResult(join(folder, 'none.json'), 0, read(1)).failed).toBe(1));
  it('ran nothing', () => expect(readResult(join(folder, 'report.json'), 0, read(0)).failed).toBe(1));
  it('ended badly after its tests', () => expect(readResult(join(folder, 'report.json'), 1, read(3))).toMatchObject({ passed: 3, failed: 1 }));
  it('but not one that ended well', () => expect(readResult(join(folder, 'report.json'), 0, read(3))).toMatchObject({ passed: 3, failed: 0 }));
});
