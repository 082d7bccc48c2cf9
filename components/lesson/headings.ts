/** A section of a lesson: its heading and the id it is linked by. */
export interface Heading {
  readonly id: string;
  readonly text: string;
}

/** The id of a heading: its words in lower case, joined by hyphens. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[’'\p{M}]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The second-level headings of an MDX text, in order; code blocks are passed over. */
export function headingsOf(source: string): readonly Heading[] {
  return [...source.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^## +(.+?) *$/gm)].map(([, text]) => {
    const plain = text.replaceAll(/[*_`]/g, '');
    return { id: slugify(plain), text: plain };
  });
}
