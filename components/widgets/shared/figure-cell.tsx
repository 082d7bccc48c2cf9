import { ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import type { Measure } from '@/lib/measure/measure';

interface FigureCellProps {
  /** null: there is none yet. */
  readonly measure: Measure | null;
  /** As `data-case`. */
  readonly setting: string;
  /** What it is, for who hears the chip alone. */
  readonly of: string;
  /** Stands in its place while there is none. */
  readonly waiting?: string;
}

/** A cell of a `data-table`: a figure, its unit, and the chip that says where it comes from. */
export function FigureCell({ measure, setting, of, waiting = '—' }: FigureCellProps) {
  if (!measure) return <td className="is-number">{waiting}</td>;
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
