import { ChartFrame, figureText } from '@/components/charts';
import { type Line, LineChart } from '@/components/charts/line-chart';
import type { Provenance } from '@/lib/measure/measure';
import { type PaceLine, paceLines, type Trend, trendOf } from './figures';
import type { NamedRun } from './run-record';

/** The axis reaches so far from the start: the curve grows into it. */
const least = { x: [0, 128], y: 0 } as const;

/** Milliseconds from token to token along the text: flat with a cache, growing without. */
export function PaceChart({ runs }: { readonly runs: readonly NamedRun[] }) {
  const curves = runs.map(({ name, run }) => ({ name, lines: paceLines(run) }));
  const all = curves.flatMap(({ name, lines }) => lines.map((line) => ({ name, ...line })));
  const hidden = runs.some(({ run }) => !run.measurable);
  if (all.length === 0) {
    return (
      <div className="pace">
        <p className="chart-title">{neutral}</p>
        <p className="pace-none">{hidden ? hiddenNote : 'With the first run a curve appears here: the milliseconds from each token to the next.'}</p>
      </div>
    );
  }
  const provenance: Provenance = { kind: 'derived', from: all.map(({ series }) => series.provenance), formula: 'gaps between adjacent tokens, each point the median of its neighbourhood' };
  const lines = curves.flatMap(({ name, lines: own }, index) => own.map(({ precision, series }): Line => ({ series, mark: markOf(own.length, index, curves.length, precision), label: labelOf(name, own.length, curves.length, precision) })));
  const rows = all.flatMap(({ name, precision, series }) => series.points.map(([position, ms]) => [name, precision, position, ms]));
  return (
    <div className="pace">
      <ChartFrame title={titleOf(runs.at(-1)!, curves.at(-1)!.lines.length, curves.length > 1)} summary={summaryOf(curves)} provenance={provenance} table={{ columns: ['Run', 'Precision', 'Position', 'ms to this token'], rows }}>
        <LineChart label={summaryOf(curves)} lines={lines} xLabel="position in the text, tokens" yLabel="ms from token to token" height={280} least={least} />
      </ChartFrame>
      {hidden && <p className="field-note">{hiddenNote}</p>}
    </div>
  );
}

const hiddenNote = 'The tab was hidden while a run wrote; its times say nothing, and are not shown.';

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

const neutral = 'From token to token, along the text';

const findings: Readonly<Record<Trend, string>> = {
  grows: 'The longer the text, the longer each token takes',
  level: 'A late token takes about as long as an early one',
  unclear: neutral,
};

/** What the newest curve shows. Of several precisions each is its own story. */
function titleOf({ name, run }: NamedRun, lines: number, isCompared: boolean): string {
  if (lines > 1) return 'From token to token, in each precision';
  const trend = trendOf(run);
  return trend === null || trend === 'unclear' || !isCompared ? findings[trend ?? 'unclear'] : `Run ${name}: ${findings[trend][0].toLowerCase()}${findings[trend].slice(1)}`;
}

function summaryOf(curves: readonly { readonly name: string; readonly lines: readonly PaceLine[] }[]): string {
  const told = curves.flatMap(({ name, lines }) => {
    const found = ends(lines.flatMap(({ series }) => series.points));
    return found ? [`Run ${name}: ${figureText({ value: found.early, unit: 'ms' })} from token to token early in the text, ${figureText({ value: found.late, unit: 'ms' })} late.`] : [];
  });
  return told.length > 0 ? told.join(' ') : 'No run yet that is long enough for a curve.';
}
