import { describe, expect, it } from 'vitest';
import { headingsOf, slugify } from './headings';

describe('slugify', () => {
  it('keeps letters of any script and joins the rest', () => {
    expect(slugify('A token isn’t a word: “naïve” *examples*')).toBe('a-token-isnt-a-word-naive-examples');
  });
});

describe('headingsOf', () => {
  it('finds second-level headings only, and none in code', () => {
    const source = '# One\n\n## The *coin*\ntext\n### Three\n```\n## not this\n```\n##  Last  \n';
    expect(headingsOf(source)).toEqual([
      { id: 'the-coin', text: 'The coin' },
      { id: 'last', text: 'Last' },
    ]);
  });
});
