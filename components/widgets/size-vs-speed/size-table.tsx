import { modelShapes } from '@/content/model-shapes';
import { FigureCell } from '../shared/figure-cell';
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
              <FigureCell measure={weightBytes(shape, precision)} setting={shape.name} of={`Weights of ${shape.name}`} />
              <FigureCell measure={figures.get(shape.name)?.layerMs ?? null} setting={shape.name} of={`One layer of ${shape.name}`} waiting={shape.name === underWay ? 'being measured' : undefined} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
