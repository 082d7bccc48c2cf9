import { readFileSync } from 'node:fs';

/** A row of rows.csv by its columns' names, as text. */
export type TextRow = Readonly<Record<string, string>>;

/** The fields of one line: quoted ones may hold commas, and quotation marks doubled. */
const fieldsOf = (line: string): readonly string[] => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);

/** The published rows with one of these metrics, for tests that compare the tables with them. */
export function textRows(...metrics: readonly string[]): readonly TextRow[] {
  const [head, ...lines] = readFileSync(new URL('./rows.csv', import.meta.url), 'utf8').trim().split('\n');
  const names = fieldsOf(head);
  const rows = lines.map((line) => Object.fromEntries(fieldsOf(line).map((field, index) => [names[index], field])));
  const found = rows.filter(({ metric }) => metrics.includes(metric));
  if (found.length === 0) throw new Error(`content/published/rows.csv has no row with the metric ${metrics.join(' or ')}.`);
  return found;
}
