import { figureText } from '@/components/charts';
import type { Line, Note } from '@/components/charts/line-chart';
import { costAfter, type Lifetime } from './lifetime';

interface Drawing {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: 'log';
  readonly yScale: 'log';
  readonly xFormat: (tick: number) => string;
  readonly yFormat: (tick: number) => string;
  readonly height: number;
  readonly labelRoom: number;
}

const isDecade = (tick: number): boolean => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9;

/** Words for a power of ten: 100; 10k; 1m; 10bn. Between them an axis has lines, and no words. */
export function decadeText(value: number): string {
  if (!isDecade(value)) return '';
  const [size, sign] = value >= 1e12 ? [1e12, 'tn'] : value >= 1e9 ? [1e9, 'bn'] : value >= 1e6 ? [1e6, 'm'] : value >= 1e3 ? [1e3, 'k'] : [1, ''];
  return `${Number((value / size).toPrecision(6)).toLocaleString('en-GB')}${sign}`;
}

/** From the first day, or from before an earlier crossing, to ten times past the later one: whole powers of ten. */
export function daysShown({ dollarDays, flopDays }: Pick<Lifetime, 'dollarDays' | 'flopDays'>): readonly [number, number] {
  const crossings = [dollarDays.value, flopDays.value];
  return [10 ** Math.min(0, Math.floor(Math.log10(Math.min(...crossings)))), 10 ** Math.max(3, Math.ceil(Math.log10(Math.max(...crossings) * 1.2)))];
}

/** The two bills over time as straight lines on logarithmic axes, and where they meet. */
export function drawingOf(life: Lifetime): Drawing {
  const { preset, trainingCost, daily, dollarDays, flopDays } = life;
  const ends = daysShown(life);
  const inference = ends.map((days): readonly [number, number] => [days, costAfter(days, life).inference]);
  const asTraining = ends.map((days): readonly [number, number] => [days, costAfter(days, life).asTraining]);
  return {
    label: `Training ${preset.name} against its inference, in dollars over days`,
    lines: [
      { mark: 'training', label: 'training', series: { name: 'training', unit: 'USD', provenance: trainingCost.provenance, points: ends.map((days) => [days, trainingCost.value]) } },
      { mark: 'inference', label: 'inference', series: { name: 'inference', unit: 'USD', provenance: daily.provenance, points: inference } },
      {
        mark: 'inference-other',
        label: 'arithmetic',
        series: { name: 'inference, if an operation cost what it did in training', unit: 'USD', provenance: flopDays.provenance, points: asTraining },
      },
    ],
    notes: [
      { x: dollarDays.value, y: trainingCost.value, label: figureText(dollarDays) },
      { x: flopDays.value, y: trainingCost.value },
    ],
    xLabel: 'days of use',
    yLabel: 'dollars in all',
    xScale: 'log',
    yScale: 'log',
    xFormat: decadeText,
    yFormat: decadeText,
    height: 320,
    labelRoom: 76,
  };
}
