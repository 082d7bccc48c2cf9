import { useId } from 'react';
import { InlineFigure } from '@/components/charts/inline-figure';
import { ProvenanceNote } from '@/components/charts/provenance-note';
import { precisions } from '@/lib/engine/pure';
import type { Row } from './figures';
import { limitWords } from './limits';
import type { Model } from './settings';

/** One layer's time and weights at each precision, and what bounds it. */
export function LayersTable({ rows, model }: { readonly rows: readonly Row[]; readonly model: Model }) {
  return (
    <div className="table-scroll" role="region" aria-label={`One layer of ${model}`} tabIndex={0}>
      <table className="data-table why-table">
        <caption>One layer of {model}</caption>
        <thead>
          <tr>
            {['Stored as', 'Weights', 'One pass', 'Bound by', 'which would take'].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {precisions.map((precision) => {
            const row = rows.find((each) => each.precision === precision);
            return (
              <tr key={precision}>
                <th scope="row">{precision}</th>
                <td>
                  <InlineFigure label={`Weights of a layer at ${precision}`} measure={row?.weightBytes ?? null} case={precision} />
                </td>
                <td>
                  <InlineFigure label={`One pass at ${precision}`} measure={row?.layerMs ?? null} case={precision} />
                </td>
                <td>{row ? <BoundBy row={row} /> : '—'}</td>
                <td>
                  <InlineFigure
                    label={`The bound at ${precision}`}
                    measure={row ? { name: 'bound-ms', value: row.bounds.share * row.layerMs.value, unit: 'ms', provenance: row.boundBy } : null}
                    case={precision}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A word in place of a figure; it opens where it comes from all the same. */
function BoundBy({ row: { precision, bounds, boundBy } }: { readonly row: Row }) {
  const id = useId();
  const word = limitWords[bounds.boundBy];
  return (
    <span className="inline-figure">
      <button
        type="button"
        popoverTarget={id}
        aria-label={`${precision} is bound by ${word}. Where this comes from`}
        data-measure="bound-by"
        data-value={bounds.boundBy}
        data-unit="word"
        data-provenance={boundBy.kind}
        data-case={precision}
      >
        <span className="inline-figure-number">{word}</span>
      </button>
      <ProvenanceNote id={id} provenance={boundBy} />
    </span>
  );
}
