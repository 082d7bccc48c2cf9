import { useState } from 'react';
import type { GenerationState } from '@/lib/engine-client/generation-state';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { stepAhead } from './frame';
import type { Step } from './step';

/**
 * The step after what is shown, where its scores are known. They are remembered for as long as the text before them is
 * the same: a change of settings forgets the tokens to come, but scores do not depend on settings.
 */
export function useStepAhead(state: GenerationState, events: readonly GenerationEvent[], cursor: number): Step | null {
  const [kept, setKept] = useState<{ readonly after: string; readonly step: Step } | null>(null);
  const after = JSON.stringify([state.prompt, state.tokens.map(({ id }) => id)]);
  const known = stepAhead(events, cursor);
  if (known && kept?.step.logits !== known.logits) setKept({ after, step: known });
  if (known) return known;
  return kept?.after === after ? kept.step : null;
}
