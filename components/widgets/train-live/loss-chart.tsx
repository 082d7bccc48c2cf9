import { ChartFrame, figureText } from '@/components/charts';
import { LineChart } from '@/components/charts/line-chart';
import type { Provenance, Series } from '@/lib/measure/measure';
import type { LossPoint, TrainingHistory } from '@/lib/training/trained-model';

interface LossChartProps {
  readonly history: TrainingHistory;
  /** What pure guessing costs, nats a character. */
  readonly guessingLoss: number;
  /** Steps of the whole run: the axis reaches so far from the start. */
  readonly steps: number;
  readonly provenance: Provenance;
}

/** Both losses while they fall, under the line of somebody who only guesses. */
export function LossChart({ history, guessingLoss, steps, provenance }: LossChartProps) {
  const { train, heldout } = history;
  const last = Math.max(steps, train.at(-1)?.step ?? 0);
  const series = (name: string, points: Series['points']): Series => ({ name, unit: 'nats', provenance, points });
  const pairs = (points: readonly LossPoint[]) => points.filter(({ loss }) => Number.isFinite(loss)).map(({ step, loss }) => [step, loss] as const);
  return (
    <ChartFrame
      title="How badly it guesses, step by step"
      exportName="training in this tab"
      summary={summaryOf(history, guessingLoss)}
      provenance={provenance}
      table={{ columns: ['Step', 'Training text, nats a character', 'Held out, nats a character'], rows: rowsOf(history) }}
    >
      <LineChart
        label={summaryOf(history, guessingLoss)}
        lines={[
          { series: series('pure guessing', [[0, guessingLoss], [last, guessingLoss]]), mark: 'other', label: 'guessing' },
          { series: series('training text', pairs(train)), mark: 'training-fine', label: heldout.length > 1 ? 'training' : undefined },
          { series: series('held out', pairs(heldout)), mark: 'training', label: 'held out' },
        ]}
        xLabel="training steps"
        yLabel="loss, nats a character"
        xFormat={(tick) => tick.toLocaleString('en-GB')}
        height={300}
        labelRoom={72}
        least={{ x: [0, last], y: guessingLoss * 1.05 }}
      />
    </ChartFrame>
  );
}

function summaryOf({ heldout }: TrainingHistory, guessingLoss: number): string {
  const [first, now] = [heldout[0], heldout.at(-1)];
  const guessing = `Pure guessing costs ${figureText({ value: guessingLoss, unit: 'nats' })} a character.`;
  if (!first || !now) return `Nothing has been trained yet. ${guessing}`;
  return `Loss over training steps. On text held out it was ${figureText({ value: first.loss, unit: 'nats' })} a character at step ${first.step}, and is ${figureText({ value: now.loss, unit: 'nats' })} at step ${now.step.toLocaleString('en-GB')}. ${guessing}`;
}

/** A row for each reading of the held-out loss, with the training loss of the same step; every step would be thousands. */
function rowsOf({ train, heldout }: TrainingHistory): readonly (readonly [number, number, number])[] {
  const trainLoss = new Map(train.map(({ step, loss }) => [step, loss]));
  return heldout.map(({ step, loss }) => [step, trainLoss.get(step) ?? Number.NaN, loss] as const);
}
