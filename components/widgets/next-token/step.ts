import type { GeneratedToken } from '@/lib/engine-client/generation-state';
import type { Candidate } from '@/lib/engine/generation/events';
import { distribution, logSoftmax, type Sampling, slotOf } from '@/lib/engine/pure';

export type Shaping = Omit<Sampling, 'seed'>;

/** One step of a run as it was made: the scores, the coin, and the token that came of them. */
export interface Step {
  /** 0 for the first token after the prompt. */
  readonly index: number;
  /** (vocab): the model's raw scores. */
  readonly logits: Float32Array;
  /** The model's ten best, best first. */
  readonly candidates: readonly Candidate[];
  /** Null while the coin has not fallen: the step that comes next. */
  readonly drawn: { readonly id: number; readonly text: string; readonly coin: number; readonly source: GeneratedToken['source'] } | null;
}

/** A candidate under the settings of now. */
export interface CandidateRow {
  readonly id: number;
  readonly text: string;
  /** 1 for the model's favourite. */
  readonly rank: number;
  /** After temperature, top-k and top-p; 0 where they cut it off. */
  readonly probability: number;
  /** The model's own: temperature 1, nothing cut. */
  readonly own: number;
  readonly isCut: boolean;
  readonly isDrawn: boolean;
}

/** A stretch of the strip from 0 to 1: one token's, or the many thin ones of the tail together. */
interface Slot {
  readonly from: number;
  readonly to: number;
  /** Null for the tail. */
  readonly id: number | null;
  /** Empty where the text is not known: only the ten best and the drawn token bring theirs. */
  readonly text: string;
  readonly tokens: number;
}

/** What became of the coin under the settings of now. */
type Outcome =
  /** It has not fallen. */
  | { readonly kind: 'ahead' }
  /** Temperature 0: the best token wins, and did. */
  | { readonly kind: 'greedy' }
  /** It fell in the slot of the token that is in the text. */
  | { readonly kind: 'coin' }
  /** The token was put there by the reader or came with a link; the coin would have taken another. */
  | { readonly kind: 'overruled'; readonly other: Landing }
  /** The token was drawn under other settings; under those of now the coin takes another. */
  | { readonly kind: 'reshaped'; readonly other: Landing };

export interface Landing {
  readonly id: number;
  /** Null where the text is not known. */
  readonly text: string | null;
  readonly rank: number;
}

/** All that is drawn of one step. */
export interface StepView {
  readonly index: number;
  readonly rows: readonly CandidateRow[];
  /** The drawn token, where it is not among the ten best. */
  readonly outsider: CandidateRow | null;
  /** All tokens that have no row. */
  readonly others: { readonly tokens: number; readonly probability: number; readonly own: number };
  readonly slots: readonly Slot[];
  /** Tokens that may be drawn, and all there are. */
  readonly keptTokens: number;
  readonly vocab: number;
  readonly temperature: number;
  readonly drawn: Step['drawn'];
  readonly outcome: Outcome;
}

/** Slots thinner than this are drawn as one: the tail. */
const thinnest = 0.004;

/** A step seen under the settings of now; nothing is asked of the model for it. */
export function viewOfStep(step: Step, shaping: Shaping): StepView {
  const { logits, candidates, drawn, index } = step;
  const left = distribution(logits, shaping);
  const logprobs = logSoftmax(logits);
  const place = new Map(Array.from(left.ids, (id, position) => [id, position]));
  const textOf = new Map(candidates.map(({ id, text }) => [id, text]));
  if (drawn) textOf.set(drawn.id, drawn.text);

  const row = (id: number, rank: number): CandidateRow => {
    const position = place.get(id);
    return {
      id,
      text: textOf.get(id) ?? '',
      rank,
      probability: position === undefined ? 0 : left.probabilities[position],
      own: Math.exp(logprobs[id]),
      isCut: position === undefined,
      isDrawn: drawn?.id === id,
    };
  };
  const rows = candidates.map(({ id }, position) => row(id, position + 1));
  const outsider = drawn && !rows.some(({ id }) => id === drawn.id) ? row(drawn.id, rankOf(logits, drawn.id)) : null;
  const named = outsider ? [...rows, outsider] : rows;
  const unnamed = (share: (row: CandidateRow) => number) => Math.max(0, 1 - named.reduce((sum, each) => sum + share(each), 0));
  return {
    index,
    rows,
    outsider,
    others: { tokens: logits.length - named.length, probability: unnamed(({ probability }) => probability), own: unnamed(({ own }) => own) },
    slots: slotsOf(left.ids, left.probabilities, textOf),
    keptTokens: left.ids.length,
    vocab: logits.length,
    temperature: shaping.temperature,
    drawn,
    outcome: outcomeOf(),
  };

  function outcomeOf(): Outcome {
    if (!drawn) return { kind: 'ahead' };
    const id = left.ids[slotOf(left, drawn.coin)];
    if (id === drawn.id) return { kind: shaping.temperature === 0 ? 'greedy' : 'coin' };
    const other = { id, text: textOf.get(id) ?? null, rank: rankOf(logits, id) };
    return { kind: drawn.source === 'given' ? 'overruled' : 'reshaped', other };
  }
}

/** 1 for the best score; among equal scores the lower id comes first. */
function rankOf(logits: Float32Array, id: number): number {
  let better = 0;
  for (let each = 0; each < logits.length; each++) {
    if (logits[each] > logits[id] || (logits[each] === logits[id] && each < id)) better += 1;
  }
  return better + 1;
}

function slotsOf(ids: Uint32Array, probabilities: Float64Array, textOf: ReadonlyMap<number, string>): Slot[] {
  const slots: Slot[] = [];
  let from = 0;
  for (let position = 0; position < ids.length; position++) {
    if (probabilities[position] < thinnest && position > 0) {
      slots.push({ from, to: 1, id: null, text: '', tokens: ids.length - position });
      return slots;
    }
    const to = position === ids.length - 1 ? 1 : from + probabilities[position];
    slots.push({ from, to, id: ids[position], text: textOf.get(ids[position]) ?? '', tokens: 1 });
    from = to;
  }
  return slots;
}
