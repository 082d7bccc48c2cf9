import type { Provenance } from '@/lib/measure/measure';
import { derived, type Derived } from './derived';
import { checkFrom0, checkPositive, checkWhole, limits } from './numbers';
import type { Ratio, Tokens } from './quantities';
import { firstRefusal, isRefusal, refusal } from './refusal';
import type { Refusal } from './request';

/**
 * How many drafted tokens the target takes.
 * - `rate`: each is taken with chance α, whatever came before it: Leviathan's assumption.
 * - `table`: measured means, for drafts of 1, 2, 3, … tokens; each counts the token that the target adds itself. Measured acceptance falls along
 *   the draft, so a table flattens where a rate would go on.
 */
export type Acceptance = { readonly kind: 'rate'; readonly alpha: number } | { readonly kind: 'table'; readonly tokensPerStep: readonly number[] };

/**
 * Tokens that one pass of the target yields on average: (1 − α^(γ+1)) / (1 − α), or what the table says.
 *
 * Source: Leviathan, Kalman and Matias 2023 (arXiv 2211.17192), equation 1. Validity: of a rate, where acceptance does not depend on the place in the draft.
 * @param draftTokens γ; 0 is no draft
 */
export function tokensPerStep(acceptance: Acceptance, draftTokens: number, from: readonly Provenance[]): Derived<Tokens> | Refusal {
  const refused = checkAcceptance(acceptance, draftTokens);
  if (refused) return refused;
  if (acceptance.kind === 'table') return derived('tokens-per-step', draftTokens === 0 ? 1 : acceptance.tokensPerStep[draftTokens - 1], 'tokens', 'as measured for drafts of this length', from);
  return derived('tokens-per-step', sumOfPowers(acceptance.alpha, draftTokens), 'tokens', '(1 − α^(γ + 1)) ÷ (1 − α)', from);
}

/** 1 + α + … + α^γ: the closed form without its 0 / 0 at α = 1. */
function sumOfPowers(alpha: number, draftTokens: number): number {
  let [sum, power] = [1, 1];
  for (let place = 0; place < draftTokens; place += 1) sum += power *= alpha;
  return sum;
}

function checkAcceptance(acceptance: Acceptance, draftTokens: number): Refusal | undefined {
  const length = checkWhole('draftTokens', draftTokens, limits.draftTokens, 0);
  if (acceptance.kind === 'rate') return firstRefusal(length, checkFrom0('alpha', acceptance.alpha, 1));
  const table = acceptance.tokensPerStep;
  const outside = table.findIndex((mean, index) => !(mean >= 1 && mean <= index + 2));
  if (outside >= 0) {
    return refusal('invalid-number', `The table has ${table[outside]} tokens a step for a draft of ${outside + 1}.`, `Give from 1 (nothing taken) to ${outside + 2} (all, and the target’s own).`);
  }
  const beyond = refusal('not-modelled', `The table ends at drafts of ${table.length} tokens, and ${draftTokens} are asked about.`, 'Choose a shorter draft, or a longer table.');
  return length ?? (draftTokens > table.length ? beyond : undefined);
}

export interface Speculation {
  readonly acceptance: Acceptance;
  /** γ */
  readonly draftTokens: number;
  /** c: time of one pass of the draft model over that of one of the target. 0 for drafts that cost nothing, such as copies from the prompt. */
  readonly draftCost: number;
  /**
   * v: time of the target's pass over the γ + 1 positions of every sequence in the batch, over that of its plain step; 1 where checking is free. Near the batch
   * that makes decode bound by arithmetic it comes to γ + 1, and speculation stops paying.
   */
  readonly verifyCost: number;
}

/**
 * How much sooner the text is there: E / (γ · c + v), E being tokensPerStep.
 *
 * Source: Leviathan 2023, theorem 3.8, whose 1 is our v. Validity: what the paper measured is 0.68 to 1.29 times its prediction (Table 4); the draft's
 * prefill and the sampler's own time are left out.
 */
export function speculativeSpeedup({ acceptance, draftTokens, draftCost, verifyCost }: Speculation, from: readonly Provenance[]): Derived<Ratio> | Refusal {
  const tokens = firstRefusal(checkFrom0('draftCost', draftCost, 1e3), checkPositive('verifyCost', verifyCost, 1e6)) ?? tokensPerStep(acceptance, draftTokens, from);
  if (isRefusal(tokens)) return tokens;
  return derived('speculative-speedup', tokens.value / (draftTokens * draftCost + verifyCost), 'ratio', 'tokens a step ÷ (γ × draft’s cost + cost of checking)', from);
}

/**
 * How many times the operations of plain decoding: (γ · ĉ + γ + 1) / E. Above 1 always: what is rejected was computed for nothing.
 *
 * Source: Leviathan 2023, theorem 3.11. Validity: attention's sums over the context are taken as shared in proportion.
 * @param draftOperations ĉ: operations of the draft for a token, over those of the target
 */
export function speculativeOperations(acceptance: Acceptance, draftTokens: number, draftOperations: number, from: readonly Provenance[]): Derived<Ratio> | Refusal {
  const tokens = checkFrom0('draftOperations', draftOperations, 1e3) ?? tokensPerStep(acceptance, draftTokens, from);
  if (isRefusal(tokens)) return tokens;
  return derived('speculative-operations', (draftTokens * draftOperations + draftTokens + 1) / tokens.value, 'ratio', '(γ × draft’s operations + γ + 1) ÷ tokens a step', from);
}
