'use client';

import { ProvenanceChip } from '@/components/charts';
import { measureAttributes } from '@/components/charts/measure-attributes';
import type { Measure } from '@/lib/measure/measure';
import type { Drawing } from './drawing';
import { drawnGapText } from './drawn-gap';
import { choiceText, gapText } from './gap';
import { guessKey, useKept } from './kept';

/** What turned out: a choice, a figure, or one figure for each place of a drawing. */
export type Outcome = { readonly right: string } | { readonly measure: Measure } | { readonly draw: Drawing; readonly results: readonly Measure[] };

function outcomeText(guess: string, outcome: Outcome): string {
  if ('right' in outcome) return choiceText(guess, outcome.right);
  return 'measure' in outcome ? gapText(guess, outcome.measure) : drawnGapText(guess, outcome.results, outcome.draw);
}

/** A guess of the reader's beside what turned out; where there is none, the result alone. */
export function KeptGuess({ name, outcome }: { readonly name: string; readonly outcome: Outcome }) {
  const guess = useKept(guessKey(name));
  const results = 'right' in outcome ? [] : 'measure' in outcome ? [outcome.measure] : outcome.results;
  return (
    <p className="kept-guess" data-guessed={guess !== null && guess !== ''} {...(results.length === 1 && measureAttributes(results[0]))}>
      {outcomeText(guess ?? '', outcome)} {results.length > 0 && <ProvenanceChip provenance={results[0].provenance} of="The result" />}
    </p>
  );
}
