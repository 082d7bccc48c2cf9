import { ChartFrame, figureText } from '@/components/charts';
import { LineChart } from '@/components/charts/line-chart';
import type { Provenance, Series } from '@/lib/measure/measure';
import type { TrainingWay } from './stations';

interface LossChartProps {
  readonly way: TrainingWay;
  readonly provenance: Provenance;
  readonly step: number;
  readonly disabled: boolean;
  readonly onStep: (step: number) => void;
}

/** Even up to about this step, tenfold by tenfold after it: most happens early. */
const knee = 20;

/** Both losses along the way, and the handle that is drawn along it. */
export function LossChart({ way, provenance, step, disabled, onStep }: LossChartProps) {
  const { train, heldout, stations } = way;
  const series = (name: string, points: Series['points']): Series => ({ name, unit: 'nats', provenance, points });
  const steps = stations.map((station) => station.step);
  const [first, last] = [heldout[0][1], heldout.at(-1)![1]];
  const summary = `Loss over training steps, of the training text and of stories held out. On those it falls from ${figureText({ value: first, unit: 'nats' })} a token at step 0 to ${figureText({ value: last, unit: 'nats' })} at step ${steps.at(-1)!.toLocaleString('en-GB')}; most of the fall comes in the first hundred steps.`;
  const rows = [...train.map(([at, nats]) => ['training text', at, nats] as const), ...heldout.map(([at, nats]) => ['held out', at, nats] as const)];
  return (
    <ChartFrame title="How badly it guesses, step by step" summary={summary} provenance={provenance} table={{ columns: ['Text', 'Step', 'Nats per token'], rows }}>
      <LineChart
        label={summary}
        lines={[
          { series: series('training text', train), mark: 'training-other', label: 'training' },
          { series: series('held out', heldout), mark: 'training', label: 'held out' },
        ]}
        xLabel="training steps"
        yLabel="loss, nats per token"
        xScale={{ knee }}
        xTicks={steps}
        xFormat={(tick) => tick.toLocaleString('en-GB')}
        height={280}
        labelRoom={72}
        notes={stations.map(({ step: x, heldoutLoss }) => ({ x, y: heldoutLoss }))}
        scrub={{ label: 'Training step of the model that writes', value: step, stops: steps, valueText: `step ${step.toLocaleString('en-GB')}`, disabled, onScrub: onStep }}
      />
    </ChartFrame>
  );
}
