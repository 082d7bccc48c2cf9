import { existsSync, readFileSync } from 'node:fs';

/**
 * What a step of `npm test` came to.
 * @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Result
 */

/** A step that is one check: its exit code is its result. @returns {Result} */
export const asOne = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] });

/**
 * Vitest's JSON report. A file that could not be loaded has no tests to count, only a failed suite.
 * @param {{ testResults: readonly any[] }} report
 * @returns {Result}
 */
export function readVitest({ testResults }) {
  const tests = testResults.flatMap((suite) => suite.assertionResults);
  const broken = testResults.filter((suite) => suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed'));
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

/**
 * Playwright's JSON report. A test that passed only at the second try has failed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, suites: readonly any[], errors?: readonly unknown[] }} report
 * @returns {Result}
 */
export function readPlaywright({ stats, suites, errors = [] }) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const skipped = suites.flatMap(specs).filter((spec) => spec.tests.some((test) => test.status === 'skipped'));
  // Errors outside any test: a file that does not load, a set-up that threw.
  const outside = stats.unexpected === 0 ? errors.length : 0;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + outside, skipped: skipped.map((spec) => `${spec.file}: ${spec.title}`) };
}

/**
 * What a runner wrote to `file`; one failure where it wrote nothing, ran nothing, or ended badly though every test passed.
 * @param {string} file the JSON report
 * @param {number} code the runner's exit code
 * @param {(report: any) => Result} read
 * @returns {Result}
 */
export function readResult(file, code, read) {
  if (!existsSync(file)) return asOne(1);
  const result = read(JSON.parse(readFileSync(file, 'utf8')));
  const isQuietlyBroken = (code !== 0 && result.failed === 0) || result.passed + result.failed === 0;
  return isQuietlyBroken ? { ...result, failed: result.failed + 1 } : result;
}

/** The closing line: `12 passed, 0 failed`, and the skipped where there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
