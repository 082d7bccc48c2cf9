import { figureText } from '@/components/charts';
import type { Measure } from '@/lib/measure/measure';

/** The gap between a guessed number and what turned out, in words; an empty guess was skipped. */
export function gapText(guess: string, measure: Measure): string {
  const result = figureText(measure);
  const guessed = Number(guess);
  if (guess === '' || !Number.isFinite(guessed)) return `The result: ${result}.`;
  const said = `You guessed ${guessed.toLocaleString('en-GB')}`;
  if (guessed === measure.value) return `${said}, and so it is.`;
  const gap = Math.abs(guessed - measure.value).toLocaleString('en-GB', { maximumSignificantDigits: 3 });
  return `${said}; it is ${result}: ${gap} too ${guessed < measure.value ? 'few' : 'many'}.`;
}

/** The same for a guess among choices. */
export function choiceText(guess: string, right: string): string {
  if (guess === '') return `The result: ${right}.`;
  return guess === right ? `You guessed ${guess}, and so it is.` : `You guessed ${guess}; it is ${right}.`;
}
