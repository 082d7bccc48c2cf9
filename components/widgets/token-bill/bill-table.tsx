import { day, ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { Button, Select } from '@/components/ui';
import { type ApiPrice, prices } from '@/content/prices';
import type { Measure } from '@/lib/measure/measure';
import { keyOf, type ModelBill, nameOf } from './bill';
import { mostModels } from './settings';

interface BillTableProps {
  readonly bills: readonly ModelBill[];
  readonly days: number;
  readonly disabled: boolean;
  /** The models by their keys, one more or one fewer. */
  readonly onModels: (models: readonly string[]) => void;
}

const options = prices.map((price) => ({ value: keyOf(price), label: nameOf(price) }));

/** A model a row: its prices, and what they make of the message, the day and the month. */
export function BillTable({ bills, days, disabled, onModels }: BillTableProps) {
  const shown = bills.map(({ key }) => key);
  return (
    <>
      <div className="table-scroll bill-scroll" role="region" aria-label="The bill, by model" tabIndex={0}>
        <table className="bill-table">
          <caption className="chart-title">List prices in dollars, and what they come to</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Model
              </th>
              <th scope="col" rowSpan={2}>
                {days === 1 ? 'One day' : `${days.toLocaleString('en-GB')} days`}
              </th>
              <th scope="col" rowSpan={2}>
                A day
              </th>
              <th scope="col" rowSpan={2}>
                One message
              </th>
              <th scope="colgroup" colSpan={3}>
                For a million tokens
              </th>
            </tr>
            <tr>
              <th scope="col">read</th>
              <th scope="col">cached</th>
              <th scope="col">written</th>
            </tr>
          </thead>
          <tbody>
            {bills.map((bill) => (
              <BillRow key={bill.key} bill={bill} onRemove={bills.length > 1 && !disabled ? () => onModels(shown.filter((key) => key !== bill.key)) : undefined} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="bill-add">
        {shown.length < mostModels ? (
          <Select
            label="Set another beside them"
            value=""
            options={[{ value: '', label: 'choose a model' }, ...options.filter(({ value }) => !shown.includes(value))]}
            onChange={(key) => key && onModels([...shown, key])}
          />
        ) : (
          <span className="field-note">Six are enough to compare: remove one to set another beside them.</span>
        )}
        <span className="bill-key" aria-hidden="true">
          <BillKey name="read" /> <BillKey name="cached" /> <BillKey name="written" />
        </span>
      </div>
    </>
  );
}

function BillKey({ name }: { readonly name: string }) {
  return (
    <span className="bill-key-entry">
      <svg viewBox="0 0 10 10">
        <rect className={`bill-part bill-part-${name}`} width="10" height="10" />
      </svg>
      {name}
    </span>
  );
}

function BillRow({ bill, onRemove }: { readonly bill: ModelBill; readonly onRemove?: () => void }) {
  const { key, price, message, daily, monthly, shares } = bill;
  return (
    <tr>
      <th scope="row">
        <span className="bill-model">{nameOf(price)}</span>
        <span className="bill-when">
          {day(price.asOf)} <ProvenanceChip provenance={{ kind: 'published', source: price.source }} of={`Prices of ${nameOf(price)}`} />
          {onRemove && (
            <Button kind="quiet" onClick={onRemove} aria-label={`Remove ${nameOf(price)}`}>
              remove
            </Button>
          )}
        </span>
      </th>
      <td>
        <Cost measure={monthly} setting={key} />
        <span className="bill-chip">
          <ProvenanceChip provenance={monthly.provenance} of={`Cost with ${nameOf(price)}`} />
        </span>
      </td>
      <td>
        <Cost measure={daily} setting={key} />
      </td>
      <td>
        <Cost measure={message} setting={key} />
        <Parts shares={shares} />
      </td>
      <Price price={price} which="input" setting={key} />
      <Price price={price} which="cached" setting={key} />
      <Price price={price} which="output" setting={key} />
    </tr>
  );
}

function Price({ price, which, setting }: { readonly price: ApiPrice; readonly which: 'input' | 'cached' | 'output'; readonly setting: string }) {
  const value = price[which];
  const className = which === 'input' ? 'bill-first-price' : undefined;
  if (value === undefined) return <td className="bill-none">as read</td>;
  const measure: Measure = { name: `${which}-price`, value, unit: 'USD/million tokens', provenance: { kind: 'published', source: price.source } };
  return (
    <td className={className}>
      <span {...measureAttributes(measure, setting)}>{formatFigure(value, measure.unit).number}</span>
    </td>
  );
}

function Cost({ measure, setting }: { readonly measure: Measure; readonly setting: string }) {
  return (
    <b className="bill-cost" {...measureAttributes(measure, setting)}>
      {formatFigure(measure.value, measure.unit).number}
    </b>
  );
}

/** What a message’s price is made of, as one bar. */
function Parts({ shares: [input, cached, output] }: { readonly shares: ModelBill['shares'] }) {
  const text = [`${Math.round(input * 100)}% for reading`, cached > 0 && `${Math.round(cached * 100)}% for what was cached`, `${Math.round(output * 100)}% for writing`].filter(Boolean).join(', ');
  const parts = [
    { name: 'read', from: 0, width: input },
    { name: 'cached', from: input, width: cached },
    { name: 'written', from: input + cached, width: output },
  ];
  return (
    <svg className="bill-parts" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={text}>
      <title>{text}</title>
      {parts.map(({ name, from, width }) => (
        <rect key={name} className={`bill-part bill-part-${name}`} x={from * 100} width={width * 100} height="6" />
      ))}
    </svg>
  );
}
