const steps = [
  { from: 1e9, size: 1e9, name: 'GB' },
  { from: 1e6, size: 1e6, name: 'MB' },
  // Below that the exact number is as short.
  { from: 1e4, size: 1e3, name: 'kB' },
] as const;

/**
 * Bytes as a number and a decimal unit, to one place: `9.9`, `MB`. The one way the site sets them.
 * @param like choose the unit that suits this many bytes instead, so that two figures side by side share it
 */
export function bytesParts(bytes: number, like = bytes): { readonly number: string; readonly unit: string } {
  const step = steps.find(({ from }) => like >= from);
  const digits = step ? 1 : 0;
  const number = (bytes / (step?.size ?? 1)).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return { number, unit: step?.name ?? (bytes === 1 ? 'byte' : 'bytes') };
}

/** The same as one phrase: `9.9 MB`. */
export function bytesText(bytes: number, like = bytes): string {
  const { number, unit } = bytesParts(bytes, like);
  return `${number} ${unit}`;
}
