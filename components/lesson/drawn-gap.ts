import { figureText } from '@/components/charts';
import type { Measure } from '@/lib/measure/measure';
import { type Drawing, heightOf, readDrawn } from './drawing';

/** A guess this near, as a share of the axis, is as good as right. */
const near = 0.02;

interface Gap {
  readonly label: string;
  readonly drawn: number;
  readonly result: Measure;
  /** Distance on the axis, as a share of its length. */
  readonly distance: number;
}

/** A drawn guess beside what turned out, in words; a guess that was skipped, or drawn for other places, gets the results alone. */
export function drawnGapText(guess: string, results: readonly Measure[], drawing: Drawing): string {
  const values = readDrawn(guess, drawing);
  if (!values) return `The result: ${drawing.labels.map((label, place) => `${label} ${figureText(results[place])}`).join(', ')}.`;
  const gaps = drawing.labels.map((label, place): Gap => {
    const result = results[place];
    return { label, drawn: values[place], result, distance: Math.abs(heightOf(values[place], drawing) - heightOf(result.value, drawing)) };
  });
  const farthest = gaps.reduce((one, other) => (other.distance > one.distance ? other : one));
  if (farthest.distance <= near) return 'You drew it as it came out.';
  const right = gaps.filter(({ distance }) => distance <= near).map(({ label }) => label);
  const praise = right.length > 0 ? `You have ${listed(right)} right. ` : '';
  return `${praise}Farthest off at ${farthest.label}: you drew ${figureText({ ...farthest.result, value: farthest.drawn })}, and it is ${figureText(farthest.result)}, ${sizeText(farthest)}.`;
}

/** How far off: as a factor where it is 2 or more, else as a difference. */
function sizeText({ drawn, result }: Gap): string {
  const direction = drawn > result.value ? 'too high' : 'too low';
  const factor = Math.max(drawn, result.value) / Math.min(drawn, result.value);
  if (factor >= 2 && Number.isFinite(factor)) return `${factor.toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times ${direction}`;
  return `${figureText({ ...result, value: Math.abs(drawn - result.value) })} ${direction}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
