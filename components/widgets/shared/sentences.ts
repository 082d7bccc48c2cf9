/**
 * The whole sentences of `text` from `from` on, and where they end: what a live region says, so that a listener hears
 * sentences and not every token. Quotation marks and brackets after the full stop belong to it.
 */
export function wholeSentences(text: string, from: number): { readonly sentences: string; readonly end: number } {
  const rest = text.slice(from);
  const last = [...rest.matchAll(/[.!?…]["'”’)]*(?=\s)|\n/g)].at(-1);
  if (!last) return { sentences: '', end: from };
  const length = last.index + last[0].length;
  return { sentences: rest.slice(0, length).trim(), end: from + length };
}
