import { InlineFigure } from '@/components/charts/inline-figure';
import type { Precision } from '@/lib/engine/generation/precision';
import { precisions } from '@/lib/engine/pure';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { type BitsFrame, windowSize } from './frame';
import { originOf } from './origin';

/** What each precision takes, and what it spoils: of the weights in the drawing, and of the whole matrix. */
export function ErrorsTable({ frame, factor }: { readonly frame: BitsFrame; readonly factor: number }) {
  const origin = originOf(frame, factor);
  return (
    <div className="table-scroll" role="region" aria-label="Bits and rounding errors" tabIndex={0}>
      <table className="bits-errors">
        <caption className="chart-title">What it takes, and how far the stored weights are off{factor === 1 ? '' : ', the multiplied one not counted'}</caption>
        <thead>
          <tr>
            <th scope="col">Stored as</th>
            <th scope="col">Bits a weight</th>
            <th scope="col">Off by, these {windowSize}</th>
            <th scope="col">Off by, all weights</th>
          </tr>
        </thead>
        <tbody>
          {precisions.map((precision) => {
            const [bits, own, all] = measuresOf(frame, precision, origin);
            return (
              <tr key={precision}>
                <th scope="row">{precision}</th>
                <td>
                  <InlineFigure label={`Bits a weight, ${precision}`} measure={bits} case={precision} bare />
                </td>
                <td>
                  <InlineFigure label={`Rounding error of these ${windowSize}, ${precision}`} measure={own} case={precision} />
                </td>
                <td>
                  <InlineFigure label={`Rounding error of all weights, ${precision}`} measure={all} case={precision} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function measuresOf({ figures }: BitsFrame, precision: Precision, origin: Provenance): readonly [Measure, Measure, Measure] {
  const { bitsPerWeight, windowError, matrixError } = figures[precision];
  const error = (name: string, value: number, which: string): Measure => ({
    name,
    value,
    unit: 'percent',
    provenance: { kind: 'derived', from: [origin], formula: `√ of the mean squared error of ${which} but the chosen one, divided by √ of their mean square; stored by the engine’s own quantiser` },
  });
  return [
    { name: 'bits-per-weight', value: bitsPerWeight, unit: 'bits/weight', provenance: { kind: 'counted', what: 'bits of the stored words of the whole matrix, scales and minima included, for each of its weights' } },
    error('block-rounding-error', windowError, `these ${windowSize} weights`),
    error('rounding-error', matrixError, 'all weights of the matrix'),
  ];
}
