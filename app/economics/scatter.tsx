'use client';

import { ChartFrame } from '@/components/charts';
import { type Band, ScatterChart, type ScatterGroup } from '@/components/charts/scatter-chart';
import type { Mark } from '@/components/charts/scatter-geometry';
import { type PredictionGroup, predictionGroups } from '@/content/published/predictions';
import { scoresOf } from '@/lib/economics/agreement';
import type { Provenance } from '@/lib/measure/measure';
import { type ShownRow, shownGroups, shownRows } from './shown';
import { caseOf, figure, offBy, share } from './words';

/** Groups with one of the drawn units; a group keeps its mark in both charts. */
const marks: Partial<Record<PredictionGroup, Mark>> = {
  'decode-batch-1': 'circle',
  prefill: 'triangle',
  'static-batch': 'square',
  saturated: 'diamond',
  'step-time': 'wedge',
};

const bands: readonly Band[] = [
  { low: 0.5, high: 2, lowLabel: 'half', highLabel: 'twice' },
  { low: 0.75, high: 1.25, lowLabel: '−25%', highLabel: '+25%' },
];

/** What is said of any set of predictions. */
export const predictionOf = (rows: readonly ShownRow[]): Provenance => ({
  kind: 'derived',
  formula: 'predicted from the model’s dimensions and the device’s data sheet by a smooth roofline, and compared with the figures that these sources published',
  from: [...new Set(rows.map(({ sourceId }) => sourceId))].map((source) => ({ kind: 'published', source })),
});

const drawnUnits = {
  'tok/s': { name: 'Speeds', axis: 'tokens per second' },
  ms: { name: 'Times', axis: 'milliseconds' },
} as const;

/** All rows of one unit, predicted over published. */
export function Scatter({ unit }: { readonly unit: keyof typeof drawnUnits }) {
  const rows = shownRows.filter((row) => row.unit === unit && marks[row.group]);
  const { scored, fitted } = scoresOf(rows);
  if (!scored) throw new Error(`content/published/predictions.json has no scored row in ${unit} to draw.`);
  const { name, axis } = drawnUnits[unit];
  const farthest = rows.find((row) => !row.fitted)!;
  const summary = [
    `${name} of ${scored.rows} published rows that no constant was fitted on: half are predicted within ${share(scored.medianError)}, ${scored.withinQuarter} within 25%, ${scored.withinTwice} within a factor of two.`,
    `Farthest off: ${caseOf(farthest)}, published ${figure(farthest.published, unit)}, predicted ${figure(farthest.predicted, unit)}, ${offBy(farthest.ratio)}.`,
    fitted ? `Of the ${fitted.rows} rows that constants were fitted on, half are within ${share(fitted.medianError)}.` : '',
  ].join(' ');
  const groups: readonly ScatterGroup[] = shownGroups.flatMap((group) =>
    [true, false].flatMap((hollow) => {
      const mark = marks[group];
      const members = rows.filter((row) => row.group === group && row.fitted === hollow);
      if (!mark || members.length === 0) return [];
      return [
        {
          series: {
            name: predictionGroups[group],
            unit: unit === 'ms' ? ('ms' as const) : ('tokens/s' as const),
            provenance: predictionOf(members),
            points: members.map(({ published, predicted }) => [published, predicted] as const),
          },
          mark,
          hollow,
          names: members.map((row) => `${caseOf(row)}: published ${figure(row.published, unit)}, predicted ${figure(row.predicted, unit)}, ${offBy(row.ratio)}`),
        },
      ];
    }),
  );
  return (
    <ChartFrame
      title={`${name}: half of ${scored.rows} predictions are within ${share(scored.medianError)}`}
      summary={summary}
      provenance={predictionOf(rows)}
      table={{
        columns: ['row', 'what', 'case', `published, ${unit}`, `predicted, ${unit}`, 'predicted / published', 'fitted on'],
        rows: rows.map((row) => [row.id, predictionGroups[row.group], caseOf(row), row.published, row.predicted, row.ratio, row.fitted ? 'yes' : 'no']),
      }}
    >
      <ScatterChart label={summary} groups={groups} xLabel={`published, ${axis}`} yLabel={`predicted, ${axis}`} bands={bands} filledWord="held out" hollowWord="fitted on" />
    </ChartFrame>
  );
}
