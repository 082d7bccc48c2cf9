/** The value of every 16-bit float, by its bits (256 KB, made at first use). IEEE 754-2019 binary16. */
let table: Float32Array | undefined;

function halfTable(): Float32Array {
  if (table) return table;
  table = new Float32Array(65_536);
  for (let bits = 0; bits < 65_536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else if (exponent === 31) table[bits] = fraction ? NaN : sign * Infinity;
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return table;
}

/** The value of one 16-bit float, given by its bits. */
export function fromHalf(bits: number): number {
  return halfTable()[bits];
}

/** 16-bit floats widened to 32 bits; every value is kept exactly. */
export function widenHalves(halves: Uint16Array): Float32Array {
  const values = halfTable();
  const wide = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) wide[i] = values[halves[i]];
  return wide;
}

const scratch = new DataView(new ArrayBuffer(4));

/** The nearest 16-bit float, ties to even, as its bits; too large becomes infinity. */
export function toHalf(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction ? 0x200 : 0);
  const half = exponent - 112;
  if (half >= 31) return sign | 0x7c00;
  if (half <= 0) {
    if (half < -10) return sign;
    return sign | roundShift(fraction | 0x800000, 14 - half);
  }
  // A carry out of the fraction runs into the exponent, which is just what rounding up should do.
  return sign | ((half << 10) + roundShift(fraction, 13));
}

/** value / 2^shift, to the nearest integer, ties to even. */
function roundShift(value: number, shift: number): number {
  const quotient = value >>> shift;
  const remainder = value & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return quotient + (remainder > tie || (remainder === tie && (quotient & 1) === 1) ? 1 : 0);
}

export function narrowToHalves(values: Float32Array): Uint16Array {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = toHalf(values[i]);
  return halves;
}
