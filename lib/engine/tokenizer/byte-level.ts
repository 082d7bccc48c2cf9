/**
 * The byte-level alphabet of GPT-2: each of the 256 bytes has a printable character of its own, so that a vocabulary
 * of strings can spell any bytes. Printable Latin-1 stands for itself; the other bytes follow from U+0100 on, in order.
 * Source: `bytes_to_unicode` in https://github.com/openai/gpt-2/blob/master/src/encoder.py
 */
function makeAlphabet(): Map<string, number> {
  const printable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  const alphabet = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) alphabet.set(String.fromCodePoint(printable(byte) ? byte : next++), byte);
  return alphabet;
}

const alphabet = makeAlphabet();

/** The bytes that a vocabulary entry spells; undefined where it has a character outside the alphabet. */
export function bytesOfEntry(entry: string): readonly number[] | undefined {
  const bytes: number[] = [];
  for (const character of entry) {
    const byte = alphabet.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return bytes;
}
