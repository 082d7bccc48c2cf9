import type { LinkState } from '@/lib/engine-client/url-state';
import type { Measure } from '@/lib/measure/measure';

/** Tokens a second that the slider moves through. */
export const speeds: readonly number[] = [2, 5, 10, 20, 50, 100, 200, 500];
export const startSpeed = 20;

/** How much of the text is there before anything is played: enough to see one pane filling and the other waiting. */
export const posterShare = 0.4;

/** Tokens that have come, parts of one counted, after `ms` more at a speed. */
export const advance = (tokens: number, ms: number, speed: number, all: number): number => Math.min(all, tokens + (ms / 1000) * speed);

/** What both panes show when so many tokens have come. */
export function shownOf(tokens: number, all: number): { readonly streamed: number; readonly atEnd: number } {
  return { streamed: Math.floor(tokens), atEnd: tokens >= all ? all : 0 };
}

/** A press sooner than this was no reading. */
const shortestReadingMs = 1_000;

/** Tokens a second of a reader who took so long; null where it was too short to have been reading. */
export const readingSpeed = (tokens: number, ms: number): number | null => (ms < shortestReadingMs ? null : (tokens / ms) * 1000);

/** The slowest speed of the slider that keeps up with a reader; the fastest where none does. */
export const speedFor = (reading: number): number => speeds.find((speed) => speed >= reading) ?? speeds[speeds.length - 1];

/** How the text and the reader compare, in a sentence. */
export function comparison(speed: number, reading: number | null): string {
  if (reading === null) return 'Time your own reading, and the speed of the text is set beside it.';
  const ratio = speed / reading;
  if (ratio >= 1.15) return `The text comes ${ratio.toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times as fast as you read: streamed, you wait for the first token only.`;
  if (ratio > 0.87) return 'The text comes about as fast as you read.';
  return `You read ${(1 / ratio).toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times as fast as the text comes: streamed or not, you wait.`;
}

/** How long each pane keeps a reader waiting, at a speed. */
export function waits(speed: number, tokens: number): Readonly<Record<'streamed' | 'at-end' | 'whole', Measure>> {
  const seconds = (name: string, value: number, formula: string): Measure => ({
    name,
    value,
    unit: 's',
    provenance: { kind: 'derived', from: [{ kind: 'assumed', by: 'reader' }, { kind: 'counted', what: `${tokens} tokens of the recorded text` }], formula },
  });
  return {
    streamed: seconds('first-words', 1 / speed, '1 ÷ tokens a second'),
    'at-end': seconds('first-words', tokens / speed, 'tokens ÷ tokens a second: nothing is shown before the last'),
    whole: seconds('whole-text', tokens / speed, 'tokens ÷ tokens a second'),
  };
}

/** As a link carries it. */
export const linkOf = (speed: number): LinkState => ({ settings: { speed } });

/** What a link says; the start speed for what it does not say or says wrongly. */
export const speedOfLink = ({ settings = {} }: LinkState): number => speeds.find((speed) => speed === settings.speed) ?? startSpeed;
