import type { PublishedFigure } from '@/content/published-figures';

const scales = [
  [1e15, 'quadrillion'],
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
] as const;

const raised = (exponent: number) => [...String(exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');

/** A number for a table: as published up to seven figures, long round counts in words (`15 trillion`), beyond words in powers of ten. */
export function numberText(value: number): string {
  if (value >= 1e18) {
    const exponent = Math.floor(Math.log10(value));
    return `${Number((value / 10 ** exponent).toPrecision(3))} × 10${raised(exponent)}`;
  }
  const scale = scales.find(([size]) => value >= size);
  if (scale) {
    const scaled = Number((value / scale[0]).toPrecision(12));
    if (Number(scaled.toFixed(3)) === scaled) return `${scaled} ${scale[1]}`;
  }
  return value.toLocaleString('en-GB', { maximumFractionDigits: 5 });
}

/** `$1.25 per million tokens`, `38–43%`, `80 GiB`: value and unit as a reader writes them. */
export function valueText({ value, unit }: Pick<PublishedFigure, 'value' | 'unit'>): string {
  const ends = typeof value === 'number' ? [value] : value[0] === value[1] ? [value[0]] : value;
  if (unit.startsWith('dollars')) return `${ends.map((end) => `$${money(end)}`).join('–')}${unit.slice('dollars'.length)}`;
  const number = ends.map(numberText).join('–');
  if (unit === '') return number;
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}

/** Cents where there are any, and fractions of them as published. */
const money = (amount: number) => (amount >= 1e6 ? numberText(amount) : amount.toLocaleString('en-GB', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 5 }));
