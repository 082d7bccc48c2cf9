import type { BitView } from '@/lib/engine/pure';

/** Four significant digits, with a minus sign that is one: 0.04128, −0.0007. */
export function short(value: number): string {
  if (value === 0) return '0';
  const digits = Math.abs(value) >= 1 ? value.toPrecision(4) : value.toFixed(Math.min(7, 3 - Math.floor(Math.log10(Math.abs(value)))));
  return digits.replace('-', '−');
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const power = (exponent: number): string => `2${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => raised[Number(digit)]).join('')}`;

/** What the bits say, as arithmetic: `11 × 0.01234 − 0.0937`. */
export function sumOf(view: BitView): string {
  if (view.kind === 'float') return `${view.sign === '1' ? '−' : ''}${short(view.significand)} × ${power(view.power)}`;
  const product = `${String(view.integer).replace('-', '−')} × ${short(view.scale)}`;
  if (view.minimum === 0) return product;
  return `${product} ${view.minimum < 0 ? '−' : '+'} ${short(Math.abs(view.minimum))}`;
}

/** How far a stored weight is from the true one. */
export function offBy(stored: number, truth: number): string {
  return stored === truth ? 'exact' : `off by ${short(Math.abs(stored - truth))}`;
}
