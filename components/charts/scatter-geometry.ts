/** From and to, both above zero, the same on both axes. */
export type LogDomain = readonly [low: number, high: number];

/** One shape for each group of points: they are told apart without their colours. */
export type Mark = 'circle' | 'square' | 'triangle' | 'diamond' | 'wedge';

/** The nearest 1, 2 or 5 times a power of ten that is not above (`floor`) or not below (`ceil`) the value. */
function roundStep(value: number, side: 'floor' | 'ceil'): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 5, 10].map((step) => step * decade);
  return side === 'floor' ? steps.findLast((step) => step <= value)! : steps.find((step) => step >= value)!;
}

/** Room for all values on a logarithmic axis, ended by 1, 2 or 5 times a power of ten; 1 to 10 of no values. */
export function logDomain(values: readonly number[]): LogDomain {
  if (values.length === 0) return [1, 10];
  const [low, high] = [roundStep(Math.min(...values), 'floor'), roundStep(Math.max(...values), 'ceil')];
  return low < high ? [low, high] : [low / 2, high * 2];
}

/** The powers of ten within a domain, ends included; its ends where it has fewer than two. */
export function decades([low, high]: LogDomain): readonly number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last <= first) return [low, high];
  return Array.from({ length: last - first + 1 }, (_, place) => Number(`1e${first + place}`));
}

/** The line y = factor · x as far as it runs within the square of a domain: its lower and its upper end as (x, y). */
export function ray([low, high]: LogDomain, factor: number): readonly [from: readonly [number, number], to: readonly [number, number]] {
  return factor >= 1
    ? [[low, low * factor], [high / factor, high]]
    : [[low / factor, low], [high, high * factor]];
}

/** The corners of the strip between y = low · x and y = high · x (low < 1 < high), in order round it. */
export function strip(domain: LogDomain, low: number, high: number): readonly (readonly [number, number])[] {
  const [upperFrom, upperTo] = ray(domain, high);
  const [lowerFrom, lowerTo] = ray(domain, low);
  return [[domain[0], domain[0]], upperFrom, upperTo, [domain[1], domain[1]], lowerTo, lowerFrom];
}

/** A mark's outline round the origin, as SVG path data. Sizes differ so that all look equally large beside a circle of this radius. */
export function markPath(mark: Mark, radius: number): string {
  const n = (factor: number) => (radius * factor).toFixed(2);
  switch (mark) {
    case 'circle':
      return `M${n(-1)} 0a${n(1)} ${n(1)} 0 1 0 ${n(2)} 0a${n(1)} ${n(1)} 0 1 0 ${n(-2)} 0Z`;
    case 'square':
      return `M${n(-0.89)} ${n(-0.89)}h${n(1.78)}v${n(1.78)}h${n(-1.78)}Z`;
    case 'triangle':
      return `M0 ${n(-1.25)}L${n(1.2)} ${n(0.8)}L${n(-1.2)} ${n(0.8)}Z`;
    case 'diamond':
      return `M0 ${n(-1.35)}L${n(1.1)} 0L0 ${n(1.35)}L${n(-1.1)} 0Z`;
    case 'wedge':
      return `M0 ${n(1.25)}L${n(1.2)} ${n(-0.8)}L${n(-1.2)} ${n(-0.8)}Z`;
    default:
      return mark satisfies never;
  }
}
