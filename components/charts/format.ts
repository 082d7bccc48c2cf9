import { bytesParts } from '@/components/ui/bytes';
import type { Measure, Unit } from '@/lib/measure/measure';

/** A figure as it is set: the number, and the unit beside it (empty where the number says it all). */
interface FormattedFigure {
  readonly number: string;
  readonly unit: string;
}

const grouped = (value: number, digits = 0) => value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A whole number raised: ²⁵, ⁻⁶. */
export const superscript = (power: number): string => [...String(power)].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('');

/** Three significant digits, grouped: 0.123, 1.23, 12.3, 123, 1,230 (never an exponent). */
function three(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return grouped(value);
  if (size >= 10) return grouped(value, 1);
  if (size >= 1) return grouped(value, 2);
  return grouped(value, 3);
}

/** A probability in per cent, with as many digits as tell it from 0 and from 100. */
export function percent(probability: number): string {
  const value = probability * 100;
  if (value > 0 && value < 0.01) return '<0.01%';
  if (value < 1) return `${grouped(value, 2)}%`;
  if (value > 99.9 && value < 100) return '>99.9%';
  return `${grouped(value, 1)}%`;
}

const scales = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
] as const;

/** A large number as it is said, to three digits: 21.5 million, 9.00 trillion, 3.80 × 10²⁵. */
export function largeNumber(value: number): string {
  if (value >= 1e15) {
    const power = Math.floor(Math.log10(value) + 1e-9);
    return `${three(value / 10 ** power)} × 10${superscript(power)}`;
  }
  const scale = scales.find(([least]) => value >= least);
  return scale ? `${three(value / scale[0])} ${scale[1]}` : three(value);
}

/** US dollars: as prices are written where it is a matter of cents, with three figures below one dollar, in words from a million up. */
function dollarsText(value: number): string {
  if (value >= 1e6) return `$${largeNumber(value)}`;
  if (value >= 1_000) return `$${grouped(Math.round(value))}`;
  if (value >= 1 || value === 0) return `$${grouped(value, 2)}`;
  const figures = value.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
  return `$${figures.length < 4 ? value.toFixed(2) : figures}`;
}

/** Four significant digits, grouped: perplexities of one model differ in the third and fourth. */
const four = (value: number): string => (Math.abs(value) >= 1000 ? grouped(value) : value.toPrecision(4));

/** Thousandths, and of less than that the first two digits that are not zero; below a millionth it is rounding. */
const smallNats = (value: number): string => (value >= 1e-6 && value < 0.001 ? grouped(value, 1 - Math.floor(Math.log10(value))) : grouped(value, 3));

/** Six decimals, for what a step changes is small; of less than that the first three digits, as a power of ten. */
function weightText(value: number): string {
  if (value === 0 || Math.abs(value) >= 1e-4) return grouped(value, 6).replace('-', '−');
  const power = Math.floor(Math.log10(Math.abs(value)));
  return `${grouped(value / 10 ** power, 2).replace('-', '−')} × 10${superscript(power)}`;
}

/** How a value of this unit is set for a reader. */
export function formatFigure(value: number, unit: Unit): FormattedFigure {
  if (unit === 'bytes') return bytesParts(value);
  if (unit === 'bytes/s') {
    const { number, unit: each } = bytesParts(value);
    return { number, unit: `${each}/s` };
  }
  if (unit === 'flops') return { number: largeNumber(value), unit: 'operations' };
  if (unit === 'flops/s') return value >= 1e12 ? { number: three(value / 1e12), unit: 'TFLOP/s' } : { number: three(value / 1e9), unit: 'GFLOP/s' };
  if (unit === 'ms' && value > 0 && value < 0.01) return { number: three(value * 1000), unit: 'µs' };
  if (unit === 'ms') return value >= 10_000 ? { number: three(value / 1000), unit: 's' } : { number: three(value), unit: 'ms' };
  if (unit === 'probability') return { number: percent(value), unit: '' };
  if (unit === 'nats') return { number: smallNats(value), unit: 'nats' };
  if (unit === 'percent') return { number: `${three(value)}%`, unit: '' };
  if (unit === 'perplexity') return { number: four(value), unit: '' };
  if (unit === 'count') return { number: Number.isInteger(value) ? grouped(value) : three(value), unit: '' };
  if (unit === 'weight') return { number: weightText(value), unit: '' };
  if (unit === 'ratio') return { number: `${three(value)}×`, unit: '' };
  if (unit === 'share') return { number: percent(value), unit: '' };
  if (unit === 'USD') return { number: dollarsText(value), unit: '' };
  if (unit === 'USD/hour') return { number: dollarsText(value), unit: 'an hour' };
  if (unit === 'USD/million tokens') return { number: dollarsText(value), unit: 'a million tokens' };
  if (unit === 'tokens' || unit === 'characters') {
    const number = value >= 1e9 ? largeNumber(value) : Number.isInteger(value) ? grouped(value) : three(value);
    return { number, unit: value === 1 ? unit.slice(0, -1) : unit };
  }
  return { number: three(value), unit };
}

/** The same as one phrase, for summaries and for reading aloud. */
export function figureText({ value, unit }: Pick<Measure, 'value' | 'unit'>): string {
  const figure = formatFigure(value, unit);
  return figure.unit ? `${figure.number} ${figure.unit}` : figure.number;
}
