import json from '@/content/published/predictions.json';
import { type PredictedRow, type PredictionGroup, parsePredictionTable, predictionGroups } from '@/content/published/predictions';
import { rowSources, undatedRowSources } from '@/content/published/row-sources';
import { type SourceId, sources } from '@/content/sources';
import { byDistance } from '@/lib/economics/agreement';

const table = parsePredictionTable(json);

export const { fittedConstants } = table;

/** The source of a row's published figure; undefined where nobody could confirm its date. */
const sourceOf = ({ source }: { readonly source: string }): SourceId | undefined => rowSources[source];

export interface ShownRow extends PredictedRow {
  readonly sourceId: SourceId;
}

/** Rows whose source has a date, worst first. */
export const shownRows: readonly ShownRow[] = byDistance(table.rows).flatMap((row) => {
  const sourceId = sourceOf(row);
  return sourceId === undefined ? [] : [{ ...row, sourceId }];
});

/** Rows that the command predicts, but whose source nobody could date: by the reason. */
export const undatedReasons = counted(table.rows.filter((row) => sourceOf(row) === undefined).map(({ source }) => undatedRowSources[source] ?? 'the source is not in row-sources.ts'));

/** How often each comes. */
function counted<Key>(keys: readonly Key[]): readonly (readonly [Key, number])[] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts];
}

/** Why rows have no prediction or no score, the most frequent reason first. */
export const otherReasons = counted(table.others.map(({ reason }) => reason)).toSorted(([, one], [, other]) => other - one);

/** The groups that have rows, in the order in which they are named. */
export const shownGroups: readonly PredictionGroup[] = (Object.keys(predictionGroups) as PredictionGroup[]).filter((group) => shownRows.some((row) => row.group === group));

/** Sources of the rows shown, oldest first, each with how many rows it has here. */
export const shownSources = counted(shownRows.map(({ sourceId }) => sourceId)).toSorted(([one], [other]) => sources[one].date.localeCompare(sources[other].date));
