import { spokenText } from '../shared/visible-text';
import type { Landing, StepView } from './step';

/** A sentence in parts: strings, and tokens, which are set as code. */
export type Words = readonly (string | { readonly token: string })[];

/** As they are read aloud. */
export const plainWords = (words: Words): string => words.map((part) => (typeof part === 'string' ? part : `“${spokenText(part.token)}”`)).join('');

const ordinal = (rank: number): string => {
  const ending = rank % 100 >= 11 && rank % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${rank.toLocaleString('en-GB')}${ending}`;
};

/** A place on the strip, to two digits, never rounded up to the 1 that a coin cannot reach. */
export const coinText = (coin: number): string => (Math.floor(coin * 100) / 100).toFixed(2);

const named = ({ text, rank }: Landing): Words[number] => (text === null ? `the model’s ${ordinal(rank)} best token` : { token: text });

const isEnd = (text: string): boolean => text === '<|endoftext|>';

/** What happened at a step, in a sentence or two. */
export function wordsOfStep({ drawn, outcome, rows, outsider }: StepView): Words {
  if (!drawn || outcome.kind === 'ahead') return ['The scores are in, and no coin has fallen yet. Which bar will it hit?'];
  const coin = coinText(drawn.coin);
  const token = { token: drawn.text };
  switch (outcome.kind) {
    case 'greedy':
      return ['At temperature 0 no coin is needed: the best score wins, and that is ', token, '.'];
    case 'coin':
      if (isEnd(drawn.text)) return [`The coin fell at ${coin}, in the slot of the stop token: the story ends here.`];
      if (outsider) return [`The coin fell at ${coin}, in the slot of `, token, `, only the ${ordinal(outsider.rank)} best of all.`];
      if (rows[0].id === drawn.id) return [`The coin fell at ${coin}, in the slot of `, token, ', the model’s favourite.'];
      return [`The coin fell at ${coin}, in the slot of `, token, '. The favourite was ', { token: rows[0].text }, '.'];
    case 'overruled':
      return ['The token ', token, ` was chosen by hand. The coin, at ${coin}, would take `, named(outcome.other), '.'];
    case 'reshaped':
      return [`With the settings as they are now, the same coin, at ${coin}, would take `, named(outcome.other), '. The text keeps ', token, '.'];
    default:
      return outcome satisfies never;
  }
}

/** What temperature, top-k and top-p have left, for the words beside the bars. */
export function wordsOfCut({ keptTokens, vocab, temperature }: StepView): string {
  const all = vocab.toLocaleString('en-GB');
  if (temperature === 0) return `Of ${all} tokens only the best is left.`;
  if (keptTokens === vocab) return `All ${all} tokens may be drawn.`;
  return `${keptTokens.toLocaleString('en-GB')} of ${all} tokens may be drawn; the rest are cut off.`;
}
