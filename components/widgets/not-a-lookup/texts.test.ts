import { expect, test } from 'vitest';
import { replayTo } from '@/lib/engine-client/generation-state';
import { recordingAtBuild } from '../shared/recorded';
import { linkOf, secondSeed, startValues, valuesOfLink } from './controls';
import { mostTokens } from './room';
import { firstDifference } from './texts';

const ids = (...numbers: readonly number[]) => numbers.map((id) => ({ id }));

test.each([
  ['a token differs', ids(1, 2, 3), ids(1, 5, 3), true, 1],
  ['alike to the end', ids(1, 2), ids(1, 2), true, null],
  ['one is still being written', ids(1, 2), ids(1), false, null],
  ['one ended before the other', ids(1, 2), ids(1), true, 1],
  ['nothing written', [], [], false, null],
] as const)('%s', (_, left, right, areOver, difference) => expect(firstDifference(left, right, areOver)).toBe(difference));

test('the recorded texts are of the start values, and do part', () => {
  const [left, right] = recordingAtBuild('not-a-lookup').runs.map((events) => replayTo(events));
  expect([left.prompt, right.prompt]).toEqual([startValues.prompt, startValues.prompt]);
  expect([left.sampling?.seed, right.sampling?.seed]).toEqual([startValues.seed, secondSeed(startValues.seed)]);
  expect(firstDifference(left.tokens, right.tokens, true)).not.toBeNull();
});

test('a link brings back what it was made of; what it says wrongly is as if it were not said', () => {
  const values = { prompt: 'Tom had', seed: 7 };
  expect(valuesOfLink(linkOf(values, 3))).toEqual({ ...values, length: 3 });
  expect(valuesOfLink({ settings: { seed: -1, length: 21 } })).toEqual({ ...startValues, length: mostTokens });
});
