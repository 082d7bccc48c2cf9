import { type Usage, pagesShowing } from './usage';
import type { PublishedFigure } from '@/content/published-figures';
import { type Source, type SourceId, sources } from '@/content/sources';

export interface ShownFigure extends PublishedFigure {
  /** Pages that show it; empty while only lessons to come will. */
  readonly pages: readonly string[];
}

export interface SourceEntry {
  readonly id: SourceId;
  readonly source: Source;
  readonly figures: readonly ShownFigure[];
}

/** Figures grouped by their source, sources by title. */
export function bySource(figures: readonly PublishedFigure[], usage: Usage): readonly SourceEntry[] {
  const entries = (Object.keys(sources) as SourceId[]).map((id) => ({
    id,
    source: sources[id],
    figures: figures.filter(({ source }) => source === id).map((figure) => ({ ...figure, pages: pagesShowing(figure.origin, usage) })),
  }));
  return entries.filter((entry) => entry.figures.length > 0).toSorted((one, other) => one.source.title.localeCompare(other.source.title, 'en-GB'));
}

/** The pages that show every one of these figures alike; undefined where they differ. */
export function commonPages(figures: readonly ShownFigure[]): readonly string[] | undefined {
  const [first] = figures;
  return figures.every(({ pages }) => pages.join() === first.pages.join()) ? first.pages : undefined;
}
