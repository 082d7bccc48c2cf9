/** What a field takes. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
}

const grouped = (value: number): string => value.toLocaleString('en-GB', { maximumSignificantDigits: 15 });

/** What was typed as a number, or in a sentence why it is none that will do. Commas and spaces may group its digits. */
export function typedNumber(text: string, { min, max, whole }: NumberRange): number | string {
  const bare = text.replaceAll(/[\s,]/g, '');
  if (bare === '') return 'There is no number here.';
  if (!/^[+\-−]?(\d+\.?\d*|\.\d+)$/.test(bare)) return `“${text.trim().slice(0, 20)}” is not a number.`;
  const value = Number(bare.replace('−', '-'));
  if (value < 0 && min >= 0) return 'Less than nothing will not do.';
  if (value < min) return `The least it takes is ${grouped(min)}.`;
  if (value > max) return `The most it takes is ${grouped(max)}.`;
  if (whole && !Number.isInteger(value)) return 'Only whole ones.';
  return value;
}
