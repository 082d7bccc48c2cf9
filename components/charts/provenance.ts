import type { Source, SourceId } from '@/content/sources';
import { sourcesOf } from '@/content/sources-of';
import type { Provenance } from '@/lib/measure/measure';

/** The word on the chip. */
export const provenanceWord: Record<Provenance['kind'], string> = {
  measured: 'measured',
  simulated: 'simulated',
  recorded: 'recorded',
  published: 'published',
  counted: 'counted',
  assumed: 'assumed',
  derived: 'calculated',
};

/** One line of a chip's detail; `href` where it can be looked up. */
interface ProvenanceLine {
  readonly text: string;
  readonly href?: string;
}

const longDay = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/**
 * A day of the calendar in words, from its ISO date: the same in every time zone, so the exported page and the browser agree on it. Of a month
 * (`2023-12`) or a year it names no day.
 */
export function day(isoDate: string): string {
  const [, month, date] = isoDate.split('-');
  return new Date(isoDate).toLocaleDateString('en-GB', { ...(date && { day: longDay.day }), ...(month && { month: longDay.month }), year: longDay.year, timeZone: 'UTC' });
}

/** A moment in words, by the reader's own clock; never in the exported page, which knows no reader. */
const moment = (at: number) =>
  `${new Date(at).toLocaleDateString('en-GB', longDay)} at ${new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;

/** Many inputs of one kind say some things alike: once is enough. */
const withoutRepeats = (lines: readonly ProvenanceLine[]) => [...new Map(lines.map((line) => [line.text, line])).values()];

/** content/sources.ts, or as much of it as is asked for. */
export type Titles = Readonly<Partial<Record<SourceId, Source>>>;

/**
 * Where a number comes from, in whole sentences, the gist first.
 * @param titles of published sources; without them only that it was published is said
 */
export function provenanceLines(provenance: Provenance, titles: Titles = {}): readonly ProvenanceLine[] {
  switch (provenance.kind) {
    case 'measured':
      return [
        { text: `Measured here, on this device: ${provenance.device}.` },
        { text: `${provenance.samples === 1 ? 'One sample' : `${provenance.samples.toLocaleString('en-GB')} samples`}, ${moment(provenance.at)}.` },
      ];
    case 'recorded':
      return [{ text: 'Recorded from a real run, and played back.' }, { text: `Device: ${provenance.device}, ${day(provenance.date)}.` }];
    case 'simulated':
      return [{ text: 'Simulated, assuming:' }, ...provenance.assumptions.map((text) => ({ text }))];
    case 'published': {
      const source = titles[provenance.source];
      return [{ text: 'Published, not measured here.' }, ...(source ? [{ text: `${source.title}, ${day(source.date)}`, href: source.url }] : [])];
    }
    case 'counted':
      return [{ text: `Counted, exactly: ${provenance.what}.` }];
    case 'assumed':
      return [{ text: provenance.by === 'reader' ? 'Assumed: you chose it.' : 'Assumed: this page chose it as an example.' }];
    case 'derived':
      return withoutRepeats([{ text: `Calculated: ${provenance.formula}.` }, ...provenance.from.flatMap((each) => provenanceLines(each, titles))]);
    default:
      return provenance satisfies never;
  }
}

/** Where the site lists what else these sources say: the one source's place among all, or all; undefined where nothing is published. */
export function sourcesPlace(provenance: Provenance): { readonly text: string; readonly path: string } | undefined {
  const [first, ...others] = new Set(sourcesOf(provenance));
  if (!first) return undefined;
  return others.length === 0 ? { text: 'All figures from this source', path: `/sources/#${first}` } : { text: 'All sources and their figures', path: '/sources/' };
}
