import { type Usage, pagesShowing } from './usage';
import type { PublishedFigure } from '@/content/published-figures';
import { type Source, type SourceId, sources } from '@/content/sources';

/** Figures of one source that the same pages show; no page while only lessons to come will. */
export interface FigureGroup {
  readonly pages: readonly string[];
  readonly figures: readonly PublishedFigure[];
}

export interface SourceEntry {
  readonly id: SourceId;
  readonly source: Source;
  /** What pages show first. Empty where the source's figures are in no table that a page could show. */
  readonly groups: readonly FigureGroup[];
}

/** Figures grouped by their source, sources by title: all of them, so that a note beside any number finds its place. */
export function bySource(figures: readonly PublishedFigure[], usage: Usage): readonly SourceEntry[] {
  return (Object.keys(sources) as SourceId[])
    .map((id) => ({ id, source: sources[id], groups: byPages(figures.filter(({ source }) => source === id), usage) }))
    .toSorted((one, other) => one.source.title.localeCompare(other.source.title, 'en-GB'));
}

function byPages(figures: readonly PublishedFigure[], usage: Usage): readonly FigureGroup[] {
  const groups = new Map<string, { pages: readonly string[]; figures: PublishedFigure[] }>();
  for (const figure of figures) {
    const pages = pagesShowing(figure.origins, usage);
    const group = groups.get(pages.join()) ?? { pages, figures: [] };
    group.figures.push(figure);
    groups.set(pages.join(), group);
  }
  return [...groups.values()].toSorted((one, other) => other.pages.length - one.pages.length);
}
