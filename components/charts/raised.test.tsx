import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Raised, RaisedInDrawing } from './raised';

describe('raised figures', () => {
  it.each([
    ['3.80 × 10²⁵ operations', '3.80 × 10<sup>25</sup> operations'],
    ['1.5 × 2⁻⁶', '1.5 × 2<sup>−6</sup>'],
    ['21.5 million', '21.5 million'],
  ])('%s', (text, markup) => {
    expect(renderToStaticMarkup(<Raised text={text} />)).toBe(markup);
  });

  it('are lifted and smaller in a drawing', () => {
    expect(renderToStaticMarkup(<RaisedInDrawing text="3×10²⁴" />)).toBe('3×10<tspan dy="-0.4em" font-size="0.75em">24</tspan>');
  });
});
