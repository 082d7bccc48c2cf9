import { InlineFigure } from '@/components/charts/inline-figure';
import type { Ledgers as LedgersOf, LedgerRow } from './ledger';

/** One step of training beside one written character: what each does, and what each must have in memory. */
export function Ledgers({ ledgers }: { readonly ledgers: LedgersOf }) {
  const { work, memory, workRatio, workRatioEach, memoryRatio } = ledgers;
  return (
    <section className="ledgers" aria-label="A step of training beside a written character">
      <p className="panel-title">Two ledgers: a step of training, a written character</p>
      <div className="ledger-tables">
        <Ledger caption="Operations" rows={work} />
        <Ledger caption="Memory" rows={memory} />
      </div>
      <p className="ledger-said">
        A step is the work of <InlineFigure label="Work of a step in written characters" measure={workRatio} /> one written character; for each of the characters it reads, <InlineFigure label="Work of a step for each of its characters" measure={workRatioEach} />. And it needs{' '}
        <InlineFigure label="Memory of a step beside writing" measure={memoryRatio} /> the memory: what it must keep for the way back, and what the optimiser remembers of every weight.
      </p>
    </section>
  );
}

function Ledger({ caption, rows }: { readonly caption: string; readonly rows: readonly LedgerRow[] }) {
  return (
    <table className="ledger">
      <caption className="visually-hidden">{caption} of a training step and of a written character</caption>
      <thead>
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col" className="ledger-training">
            one step
          </th>
          <th scope="col" className="ledger-inference">
            one character
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, step, token }) => (
          <tr key={key} data-total={key === 'total' || undefined}>
            <th scope="row">{label}</th>
            <td>
              <InlineFigure label={`${caption} of a step, ${label}`} measure={step} case={key} bare={step?.unit === 'flops'} />
            </td>
            <td>
              <InlineFigure label={`${caption} of a written character, ${label}`} measure={token} case={key} bare={token?.unit === 'flops'} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
