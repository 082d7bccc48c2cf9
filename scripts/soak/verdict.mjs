/**
 * What a soak held at one moment: GPU buffers by count, page heap and processes in bytes.
 * @typedef {{ generation: number, precision: string, buffers: number, bytes: number, heapBytes: number, residentBytes: number }} Reading
 */

/** Memory that a garbage collector has in hand may rise by this share, or by this many bytes if that is more, and still be level. */
const tolerance = { share: 0.1, bytes: 8 * 1024 * 1024 };

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * What is not level, in words; empty where all is. The first quarter is warm-up. GPU buffers must be the very same number and bytes
 * whenever the same precision is in use; heap and processes are compared by the medians of the second quarter and the last.
 * @param {readonly Reading[]} readings in order
 * @returns {string[]}
 */
export function notLevel(readings) {
  if (readings.length < 8) return [`Only ${readings.length} readings were made, and 8 are needed to tell: run more generations.`];
  const quarter = Math.floor(readings.length / 4);
  const settled = readings.slice(quarter);
  const complaints = [];

  const first = new Map();
  for (const reading of settled) {
    const before = first.get(reading.precision) ?? reading;
    first.set(reading.precision, before);
    if (reading.buffers !== before.buffers || reading.bytes !== before.bytes) {
      complaints.push(
        `GPU buffers in ${reading.precision}: ${before.buffers} (${before.bytes.toLocaleString('en-GB')} bytes) after ${before.generation} generations, ${reading.buffers} (${reading.bytes.toLocaleString('en-GB')} bytes) after ${reading.generation}.`,
      );
      break;
    }
  }
  for (const [what, key] of [['The page’s heap', 'heapBytes'], ['The browser’s processes', 'residentBytes']]) {
    const [early, late] = [readings.slice(quarter, 2 * quarter), readings.slice(-quarter)].map((part) => median(part.map((reading) => reading[key])));
    if (late > early + Math.max(tolerance.share * early, tolerance.bytes)) {
      complaints.push(`${what} grew from ${early.toLocaleString('en-GB')} to ${late.toLocaleString('en-GB')} bytes.`);
    }
  }
  return complaints;
}
