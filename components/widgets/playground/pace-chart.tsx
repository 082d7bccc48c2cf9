import { ChartFrame, figureText } from '@/components/charts';
import { type Line, LineChart } from '@/components/charts/line-chart';
import type { Provenance } from '@/lib/measure/measure';
import { type PaceLine, paceLines } from './figures';
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
        <p className="chart-title">From token to token, along the text</p>
        <p className="pace-none">{hidden ? hiddenNote : 'With the first run a curve appears here: the milliseconds from each token to the next.'}</p>
      </div>
    );
  }
  const provenance: Provenance = { kind: 'derived', from: all.map(({ series }) => series.provenance), formula: 'gaps between adjacent tokens, each point the median of its neighbourhood' };
  const lines = curves.flatMap(({ name, lines: own }, index) => own.map(({ precision, series }): Line => ({ series, mark: markOf(own.length, index, curves.length, precision), label: labelOf(name, own.length, curves.length, precision) })));
  const rows = all.flatMap(({ name, precision, series }) => series.points.map(([position, ms]) => [name, precision, position, ms]));
  return (
    <div className="pace">
      <ChartFrame title={titleOf(curves.at(-1)?.lines ?? [], curves.length > 1 ? `Run ${curves.at(-1)!.name}` : '')} summary={summaryOf(curves)} provenance={provenance} table={{ columns: ['Run', 'Precision', 'Position', 'ms to this token'], rows }}>
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

/** What the newest curve shows. Of several precisions each is its own story. */
function titleOf(lines: readonly PaceLine[], run: string): string {
  if (lines.length > 1) return 'From token to token, in each precision';
  const found = ends(lines.flatMap(({ series }) => series.points));
  if (!found) return 'From token to token, along the text';
  const finding = found.late > 1.5 * found.early ? 'the longer the text, the longer each token takes' : found.late * 1.5 < found.early ? 'later tokens come faster than the first' : 'a late token takes about as long as an early one';
  return run ? `${run}: ${finding}` : `${finding[0].toUpperCase()}${finding.slice(1)}`;
}

function summaryOf(curves: readonly { readonly name: string; readonly lines: readonly PaceLine[] }[]): string {
  const told = curves.flatMap(({ name, lines }) => {
    const found = ends(lines.flatMap(({ series }) => series.points));
    return found ? [`Run ${name}: ${figureText({ value: found.early, unit: 'ms' })} from token to token early in the text, ${figureText({ value: found.late, unit: 'ms' })} late.`] : [];
  });
  return told.length > 0 ? told.join(' ') : 'No run yet that is long enough for a curve.';
}
