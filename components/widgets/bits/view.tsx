'use client';

import '../shared/widgets.css';
import './bits.css';
import { useDeferredValue, useMemo, useState } from 'react';
import { ChartFrame, ProvenanceChip } from '@/components/charts';
import { Histogram } from '@/components/charts/histogram';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Segmented, Slider } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { linkTo } from '@/lib/engine-client/page-link';
import { CopyLink } from '../shared/copy-link';
import { Failure } from '../shared/failure';
import { usePageLink } from '../shared/use-page-link';
import { BitsTable } from './bits-table';
import { BlockChart } from './block-chart';
import { ErrorsTable } from './errors-table';
import { type BitsFrame, type BitsSettings, frameOf, shareOf, windowSize } from './frame';
import { originOf } from './origin';
import { blocks, factors, linkOf, settingsOfLink, startSettings } from './settings';
import { useMatrix } from './use-matrix';
import { short } from './words';

export interface ViewProps {
  /** What `frameOf` makes of the recorded matrix at the start settings. */
  readonly poster: BitsFrame;
}

const name = 'bits';
/** A weight so much larger than it was is an outlier. */
const outlierFactor = 16;

/** One weight of the model down to its bits; its neighbours, who share a scale with it; and all weights of its matrix. */
export default function Bits({ poster }: ViewProps) {
  const mounted = useMounted();
  const { matrix, error, retry } = useMatrix();
  const [settings, setSettings] = useState<BitsSettings>(startSettings);
  const [touched, setTouched] = useState(false);
  // A slider moves at once; what it does to 32,768 weights follows.
  const drawn = useDeferredValue(settings);
  const frame = useMemo(() => (matrix ? frameOf(matrix, drawn) : poster), [matrix, drawn, poster]);
  const isAlive = mounted && matrix !== null;

  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened, poster));
  });
  const change = (next: Partial<BitsSettings>) => {
    const after = { ...settings, ...next };
    setTouched(true);
    setSettings(after);
    if (after.factor >= outlierFactor) reportTask('bits-outlier');
    if (after.factor >= outlierFactor && after.block === 'tensor') reportTask('bits-tensor');
  };
  const reset = () => {
    link.clear();
    setTouched(false);
    setSettings(startSettings);
  };

  const chosen = drawn.place.column - frame.firstColumn;
  const origin = originOf(frame, drawn.factor);
  const share = shareOf(frame, chosen);
  return (
    <div className="widget bits" data-widget={name} data-status={error ? 'error' : isAlive ? 'done' : 'loading'} data-engine="none" data-precision={drawn.precision}>
      {error && <Failure error={error} onRetry={retry} />}
      {link.problem && <Notice kind="note" title={link.problem} />}
      <p className="field-note">
        From {frame.model}: the matrix {frame.tensor}, {frame.rows} rows of {frame.columns} weights. Weight {drawn.place.column} of row {drawn.place.row} is chosen. <ProvenanceChip provenance={origin} of="The matrix" />
      </p>
      <BitsTable frame={frame} precision={settings.precision} disabled={!isAlive} onPrecision={(precision) => change({ precision })} />

      <Controls label="How the weights are stored">
        <Segmented
          label="Weights that share a scale"
          value={`${settings.block}`}
          options={blocks}
          disabled={!isAlive}
          onChange={(value) => change({ block: blocks.find((each) => each.value === value)!.block })}
        />
        <Slider
          label="Multiply the chosen weight"
          name="factor"
          min={0}
          max={factors.length - 1}
          step={1}
          value={factors.indexOf(settings.factor)}
          valueText={settings.factor === 1 ? 'as it is' : `by ${settings.factor}`}
          disabled={!isAlive}
          onChange={(stop) => change({ factor: factors[stop] })}
        />
        <Button action="reset" disabled={!isAlive} onClick={reset}>
          Reset
        </Button>
      </Controls>

      <div className="bits-charts">
        <ChartFrame
          title={`Weights ${frame.firstColumn} to ${frame.firstColumn + windowSize - 1} of row ${drawn.place.row}, true and at ${drawn.precision}`}
          exportName="Weights of a block"
          summary={`The chosen weight is ${short(frame.truth[chosen])} and is stored at ${drawn.precision} as ${short(frame.stored[chosen])}. ${shareWords(frame, chosen)}`}
          provenance={origin}
          table={{
            columns: ['Weight', 'True', `At ${drawn.precision}`, 'Error'],
            rows: frame.truth.map((truth, index) => [frame.firstColumn + index, truth, frame.stored[index], frame.stored[index] - truth]),
          }}
        >
          <BlockChart frame={frame} precision={drawn.precision} chosen={chosen} disabled={!isAlive} onChoose={(index) => change({ place: { ...settings.place, column: frame.firstColumn + index } })} />
        </ChartFrame>
        <ChartFrame
          title={`All ${(frame.rows * frame.columns).toLocaleString('en-GB')} weights of this matrix`}
          exportName="Histogram of a matrix"
          summary={`A histogram of the weights from ${short(frame.bins.from)} to ${short(-frame.bins.from)}: most lie near zero, few far out.`}
          provenance={origin}
          table={{
            columns: ['From', 'To', 'Weights'],
            rows: frame.bins.counts.map((count, index) => [short(frame.bins.from + index * frame.bins.step), short(frame.bins.from + (index + 1) * frame.bins.step), count]),
          }}
        >
          <Histogram
            label="How many of the matrix’s weights lie where"
            bins={frame.bins}
            xLabel="value of a weight"
            yLabel="weights"
            levels={share?.levels}
            levelsWord={share && share.levels.length > 0 ? `the ${share.levels.length} values the chosen weight can have` : ''}
            point={{ value: frame.weight, name: 'the chosen one' }}
          />
        </ChartFrame>
      </div>
      <ErrorsTable frame={frame} factor={drawn.factor} />
      <CopyLink disabled={!isAlive} link={() => linkTo(name, linkOf(settings))} />
    </div>
  );
}

/** Who shares a scale with the chosen weight, in a sentence. */
function shareWords(frame: BitsFrame, chosen: number): string {
  const share = shareOf(frame, chosen);
  if (!share) return 'Each weight is stored by itself: none shares a scale.';
  const values = share.levels.length > 0 ? `, and each has one of ${share.levels.length} values` : '';
  return `Its neighbours share its scale, ${short(share.scale)}${values}.`;
}
