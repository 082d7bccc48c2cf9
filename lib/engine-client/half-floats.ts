/** Float32 values as base64 of little-endian 16-bit floats, and back: half the bytes, three decimal digits. */

const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);

export function encodeHalfFloats(values: Float32Array): string {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint16(index * 2, toHalfBits(value), true));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws where the text is not base64, or holds half a number */
export function decodeHalfFloats(text: string): Float32Array {
  const binary = atob(text);
  if (binary.length % 2 !== 0) throw new RangeError(`${binary.length} bytes are no whole number of 16-bit floats`);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 2 }, (_, index) => fromHalfBits(view.getUint16(index * 2, true)));
}

/** Rounds to nearest, ties to even; too large becomes infinite. */
function toHalfBits(value: number): number {
  asFloat[0] = value;
  const bits = asBits[0];
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // 65520 and more
  if (magnitude < 0x38800000) {
    // Below 2^-14 the half is subnormal: whole multiples of 2^-24.
    asBits[0] = magnitude;
    return sign | roundHalfEven(asFloat[0] * 2 ** 24);
  }
  const rebased = magnitude - 0x38000000;
  const kept = rebased >>> 13;
  const rest = rebased & 0x1fff;
  const up = rest > 0x1000 || (rest === 0x1000 && (kept & 1) === 1);
  return sign | (kept + (up ? 1 : 0));
}

function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}

function fromHalfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
