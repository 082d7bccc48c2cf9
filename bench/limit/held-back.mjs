/** A share of a limit from which on it is said to hold a pass back. */
const most = 0.5;

/**
 * Reading alone may be so many times as fast as copying is counted: to write a line of memory a processor may have to read it first, three bytes moved for two
 * counted. What is read faster than that does not come from memory.
 */
const fasterThanMemory = 1.5;

/** So many times the time of f32 for the same sums: what is more is no noise. */
const slower = 1.1;

/**
 * How near a pass comes to each limit.
 * @param {Pick<import('./findings').PassFinding, 'ms' | 'flops' | 'bytes' | 'launches'>} pass
 * @param {import('./findings').DeviceLimits} limits
 * @returns {{ reading: number, multiplying: number, launching: number }} bytes read as a fraction of the copy bandwidth, sums of the multiply-add peak; the launches' own time of the pass's
 */
export function sharesOf({ ms, flops, bytes, launches }, { copyBytesPerSecond, multiplyAddFlopsPerSecond, launchMs }) {
  const seconds = ms.median / 1_000;
  return { reading: bytes / seconds / copyBytesPerSecond, multiplying: flops / seconds / multiplyAddFlopsPerSecond, launching: (launches * launchMs) / ms.median };
}

/**
 * What holds a pass back, in words that follow from the numbers measured.
 * @param {import('./findings').PassFinding} pass
 * @param {import('./findings').DeviceLimits} limits
 * @param {import('./findings').PassFinding | undefined} inF32 the same pass in f32, where it was measured
 */
export function heldBackBy(pass, limits, inF32) {
  const { reading, multiplying, launching } = sharesOf(pass, limits);
  const isCached = reading > fasterThanMemory;
  const nearest = [
    ...(isCached ? [] : [['bandwidth-bound', reading, 'of copying']]),
    ['compute-bound', multiplying, 'of the peak'],
    ['launch overhead', launching, 'of the time'],
  ].toSorted((one, other) => other[1] - one[1])[0];
  const cached = isCached ? `cache-resident (read ${reading.toFixed(1)}x as fast as memory is copied)` : '';
  const said = (words) => [words, cached].filter(Boolean).join('; ');
  if (nearest[1] >= most) return said(`${nearest[0]} (${percent(nearest[1])} ${nearest[2]})`);
  const toF32 = inF32 && pass.precision !== 'f32' ? pass.ms.median / inF32.ms.median : 1;
  if (toF32 > slower) return said(`unpacking ${pass.precision} (${toF32.toFixed(1)}x the time of f32)`);
  return said(`the kernels themselves: below half of every limit (nearest: ${percent(nearest[1])} ${nearest[2]})`);
}

const percent = (share) => `${Math.round(100 * share)} %`;
