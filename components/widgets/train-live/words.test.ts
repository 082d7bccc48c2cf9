import { describe, expect, it } from 'vitest';
import { emptyTrial, type FrozenTrial } from './frozen';
import { frozenStageOf } from './words';

const print = (sha256: string) => ({ sha256, bytes: 4, tensors: [] });
const answers = (count: number): FrozenTrial['answers'] => Array.from({ length: count }, () => ({ prompt: 'Ma', text: 'ra', whole: true }));
const trial = (change: Partial<FrozenTrial>): FrozenTrial => ({ ...emptyTrial, before: print('a'), ...change });

describe('what is said of frozen weights', () => {
  it('counts the texts that a second fingerprint was taken after', () => {
    expect(frozenStageOf(trial({ answers: answers(1), after: print('a') }), null, true)).toMatch(/^One text later the fingerprint is digit for digit the same/);
    expect(frozenStageOf(trial({ answers: answers(20), after: print('a') }), null, true)).toMatch(/^Twenty texts later/);
  });

  it('says nothing of texts that were stopped before the second fingerprint', () => {
    const said = frozenStageOf(trial({ answers: answers(7), next: print('b') }), null, true);
    expect(said).toBe('One more step of training changed the fingerprint.');
  });
});
