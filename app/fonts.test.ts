import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
/** Every list of code points in a file, without its spaces. */
const rangesIn = (text: string) => [...text.matchAll(/U\+[0-9A-F]+(?:-[0-9A-F]+)?(?:,\s*U\+[0-9A-F]+(?:-[0-9A-F]+)?)+/g)].map(([list]) => list.replaceAll(/\s/g, ''));
const codePointsOf = (list: string) =>
  list.split(',').flatMap((range) => {
    const [first, last = first] = range.slice(2).split('-').map((digits) => Number.parseInt(digits, 16));
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  });

describe('the fonts', () => {
  const [made] = rangesIn(textOf('./_fonts/make.py'));
  const [italic, ...rest] = rangesIn(textOf('./styles/fonts.css'));

  it('are asked for the letters that they were made with', () => {
    expect(rangesIn(textOf('./fonts.ts'))).toEqual([made, made]);
    expect(italic).toBe(made);
  });

  it('leave all other letters, and only those, to the whole files', () => {
    const small = new Set(codePointsOf(made));
    expect(rest.length).toBe(3);
    for (const list of rest) {
      expect(codePointsOf(list).filter((point) => small.has(point))).toEqual([]);
      const latin = new Set([...codePointsOf(list), ...small]);
      for (let point = 0xa0; point <= 0xff; point++) expect(latin.has(point), `U+${point.toString(16)}`).toBe(true);
    }
  });
});
