import { ChartFrame, figureText } from '@/components/charts';
import { type Line, LineChart } from '@/components/charts/line-chart';
import type { Provenance } from '@/lib/measure/measure';
import { paceLines } from './figures';
import type { RunRecord } from './run-record';

interface NamedRun {
  readonly name: string;
  readonly run: RunRecord;
}

/** Before there is a run the axes stand there already. */
const least = { x: [0, 128], y: 1 } as const;

/** Milliseconds from token to token along the text: flat with a cache, growing without. */
export function PaceChart({ runs }: { readonly runs: readonly NamedRun[] }) {
  const curves = runs.map(({ name, run }) => ({ name, lines: paceLines(run) }));
  const all = curves.flatMap(({ name, lines }) => lines.map((line) => ({ name, ...line })));
  const provenance: Provenance = all.length > 0 ? { kind: 'derived', from: all.map(({ series }) => series.provenance), formula: 'gaps between adjacent tokens, each point the median of its neighbourhood' } : { kind: 'counted', what: 'nothing yet' };
  const lines = curves.flatMap(({ name, lines: own }, index) => own.map(({ precision, series }): Line => ({ series, mark: markOf(own.length, index, curves.length, precision), label: labelOf(name, own.length, curves.length, precision) })));
  const rows = all.flatMap(({ name, precision, series }) => series.points.map(([position, ms]) => [name, precision, position, ms]));
  const hidden = runs.some(({ run }) => !run.measurable);
  return (
    <div className="pace">
      <ChartFrame title={titleOf(curves.at(-1)?.lines.flatMap(({ series }) => series.points) ?? [])} summary={summaryOf(curves)} provenance={provenance} table={{ columns: ['Run', 'Precision', 'Position', 'ms to this token'], rows }}>
        <LineChart label={summaryOf(curves)} lines={lines} xLabel="position in the text, tokens" yLabel="ms from token to token" height={300} least={least} />
      </ChartFrame>
      {hidden && <p className="field-note">The tab was hidden while a run wrote; its times say nothing, and are not shown.</p>}
    </div>
  );
}

function markOf(parts: number, index: number, runs: number, precision: Line['mark']): Line['mark'] {
  if (parts > 1) return precision;
  return index === runs - 1 ? 'main' : 'other';
}

function labelOf(name: string, parts: number, runs: number, precision: string): string | undefined {
  if (runs === 1) return parts > 1 ? precision : undefined;
  return parts > 1 ? `${name} ${precision}` : name;
}

type Points = readonly (readonly [number, number])[];

/** The gap early and late in a curve; null of a curve too short to tell. */
function ends(points: Points): { readonly early: number; readonly late: number } | null {
  if (points.length < 16) return null;
  const mean = (some: Points) => some.reduce((sum, [, ms]) => sum + ms, 0) / some.length;
  const quarter = points.length >> 2;
  return { early: mean(points.slice(0, quarter)), late: mean(points.slice(-quarter)) };
}

/** What the newest curve shows. */
export function titleOf(points: Points): string {
  const found = ends(points);
  if (!found) return 'From token to token, along the text';
  if (found.late > 1.5 * found.early) return 'The longer the text, the longer each token takes';
  return found.late * 1.5 < found.early ? 'Later tokens come faster than the first' : 'A late token takes about as long as an early one';
}

function summaryOf(curves: readonly { readonly name: string; readonly lines: ReturnType<typeof paceLines> }[]): string {
  const told = curves.flatMap(({ name, lines }) => {
    const found = ends(lines.flatMap(({ series }) => series.points));
    return found ? [`Run ${name}: ${figureText({ value: found.early, unit: 'ms' })} from token to token early in the text, ${figureText({ value: found.late, unit: 'ms' })} late.`] : [];
  });
  return told.length > 0 ? told.join(' ') : 'No run yet that is long enough for a curve.';
}
