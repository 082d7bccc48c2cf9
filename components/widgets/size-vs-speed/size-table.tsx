import { ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { modelShapes } from '@/content/model-shapes';
import type { Measure } from '@/lib/measure/measure';
import type { SizeFigures, SizePrecision } from './sizes';
import { weightBytes } from './sizes';

interface SizeTableProps {
  readonly precision: SizePrecision;
  readonly figures: ReadonlyMap<string, SizeFigures>;
  /** Being measured now. */
  readonly underWay: string | null;
}

/** Every size with its bytes, before anything is made of it; and what its layer took. */
export function SizeTable({ precision, figures, underWay }: SizeTableProps) {
  return (
    <div className="table-scroll" role="region" aria-label="Sizes" tabIndex={0}>
      <table className="data-table size-table">
        <caption>Weights that each token reads, in {precision}, and the time of one layer</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Weights</th>
            <th scope="col">One layer</th>
          </tr>
        </thead>
        <tbody>
          {modelShapes.map((shape) => (
            <tr key={shape.name} data-under-way={shape.name === underWay || undefined}>
              <th scope="row">{shape.name}</th>
              <Cell measure={weightBytes(shape, precision)} setting={shape.name} of={`Weights of ${shape.name}`} />
              <Cell measure={figures.get(shape.name)?.layerMs ?? null} setting={shape.name} of={`One layer of ${shape.name}`} waiting={shape.name === underWay} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ measure, setting, of, waiting }: { readonly measure: Measure | null; readonly setting: string; readonly of: string; readonly waiting?: boolean }) {
  if (!measure) return <td className="is-number">{waiting ? 'being measured' : '—'}</td>;
  const { number, unit } = formatFigure(measure.value, measure.unit);
  return (
    <td className="is-number">
      <span {...measureAttributes(measure, setting)}>
        {number} {unit}
      </span>{' '}
      <ProvenanceChip provenance={measure.provenance} of={of} />
    </td>
  );
}
