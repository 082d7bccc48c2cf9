import { narrowToHalves, widenHalves } from '@/lib/engine/pure';

/** Float32 values as base64 of little-endian 16-bit floats: half the bytes, three decimal digits. */
export function encodeHalfFloats(values: Float32Array): string {
  let binary = '';
  for (const byte of new Uint8Array(narrowToHalves(values).buffer)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws where the text is not base64, or holds half a number */
export function decodeHalfFloats(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return widenHalves(new Uint16Array(bytes.buffer));
}
