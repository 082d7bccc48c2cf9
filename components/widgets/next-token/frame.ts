import type { GeneratedToken, GenerationState } from '@/lib/engine-client/generation-state';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { groupsOf, type PieceGroup } from '../shared/piece-groups';
import { type Shaping, type Step, type StepView, viewOfStep } from './step';

/** A token of the text as it is drawn. */
export interface ShownToken {
  readonly id: number;
  readonly text: string;
  /** False where `text` spells out bytes that are only part of a character. */
  readonly whole: boolean;
  /** The begin or the stop token: it has no text of its own. */
  readonly isSpecial: boolean;
  /** The model's own probability of it; null where it is not known, as for the prompt. */
  readonly probability: number | null;
}

/** A token written by its index, the one that comes next, or the newest, whichever that is. */
export type Selection = number | 'next' | 'newest';

/** Everything drawn of a run at one moment. */
export interface Frame {
  readonly prompt: readonly ShownToken[];
  readonly tokens: readonly ShownToken[];
  /** Index of the step that is looked at; `tokens.length` is the next one; null: there is none to look at. */
  readonly selected: number | null;
  /** The next step's scores are known already: it can be looked at before its coin has fallen. */
  readonly nextKnown: boolean;
  readonly step: StepView | null;
}

function shownToken(token: Pick<GeneratedToken, 'id' | 'piece' | 'logprob'>): ShownToken {
  const { id, piece, logprob } = token;
  return { id, text: piece.text, whole: piece.whole, isSpecial: piece.bytes.length === 0, probability: logprob === null ? null : Math.exp(logprob) };
}

/** Tokens of the prompt: a character that was split stands whole, so that readers know their own text again. */
function shownPrompt({ pieces, text, isSplit }: PieceGroup): readonly ShownToken[] {
  // A prompt that was cut may begin in the middle of a character.
  if (isSplit && !text.includes('\ufffd')) return [{ id: pieces[0].id, text, whole: true, isSpecial: false, probability: null }];
  return pieces.map((piece) => shownToken({ id: piece.id, piece, logprob: null }));
}

/** Step `index` of the tokens that are written; null where its scores were not kept. */
export function stepAt(tokens: readonly GeneratedToken[], index: number): Step | null {
  const token = tokens[index];
  if (!token?.logits) return null;
  const { logits, candidates, id, piece, coin, source } = token;
  return { index, logits, candidates, drawn: { id, text: piece.text, coin, source } };
}

/** The step after the `cursor` events shown, as far as it is known: its scores, not yet its coin. */
export function stepAhead(events: readonly GenerationEvent[], cursor: number): Step | null {
  const next = events.slice(cursor).find((event) => event.type === 'token');
  if (next?.type !== 'token' || !next.logits) return null;
  return { index: next.index, logits: next.logits, candidates: next.candidates ?? [], drawn: null };
}

/** The run as it is drawn under the settings of now, looking at the step that `selection` names. */
export function frameOf(state: GenerationState, ahead: Step | null, selection: Selection, shaping: Shaping): Frame {
  const { tokens, promptPieces } = state;
  const selected = selectedIndex(tokens.length, ahead !== null, selection);
  const step = selected === null ? null : selected === tokens.length ? ahead : stepAt(tokens, selected);
  return {
    prompt: groupsOf(promptPieces).flatMap(shownPrompt),
    tokens: tokens.map(shownToken),
    selected,
    nextKnown: ahead !== null,
    step: step && viewOfStep(step, shaping),
  };
}

function selectedIndex(count: number, nextKnown: boolean, selection: Selection): number | null {
  if (typeof selection === 'number' && selection < count) return selection;
  if (nextKnown && (selection === 'next' || count === 0)) return count;
  return count > 0 ? count - 1 : null;
}

/** The last token for which the coin did not take the favourite: there is most to see there. */
export function lastSurprise(tokens: readonly GeneratedToken[]): number {
  const found = tokens.findLastIndex(({ candidates, id }) => candidates.length > 0 && candidates[0].id !== id);
  return found >= 0 ? found : tokens.length - 1;
}
