const steps = [
  { from: 1e9, name: 'GB' },
  { from: 1e6, name: 'MB' },
  { from: 1e3, name: 'kB' },
] as const;

/**
 * Bytes in words, in decimal units: `9.9 MB`.
 * @param like choose the unit that suits this many bytes instead, so that two figures side by side share it
 */
export function bytesText(bytes: number, like = bytes): string {
  const step = steps.find(({ from }) => like >= from);
  return step ? `${(bytes / step.from).toFixed(1)} ${step.name}` : `${Math.round(bytes)} bytes`;
}
