import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SpreadChart, type SpreadRow } from './spread-chart';

const row = (key: string, group: string, values: readonly [number, number, number], main = false): SpreadRow => ({
  key,
  group,
  label: key,
  measure: { name: 'decode', value: values[1], unit: 'tokens/s', provenance: { kind: 'assumed', by: 'page' } },
  least: values[0],
  most: values[2],
  mark: 'q8',
  main,
});

describe('a spread chart', () => {
  const markup = renderToStaticMarkup(<SpreadChart label="Speeds" rows={[row('one', 'q8', [150, 160, 190], true), row('other', 'q8', [40, 40, 40]), row('third', 'q4', [20, 30, 40])]} />);

  it('draws each row from zero on one scale, which ends at a round number', () => {
    expect(markup).toContain('200 tokens/s</span></p>');
    expect(markup).toContain('d="M75.00 5H95.00"');
    expect(markup).toContain('d="M80.00 5h0.01"');
    expect(markup).toContain('d="M20.00 1v8"');
  });

  it('says each median with what it is, and the spread for those who hear it', () => {
    expect(markup).toContain('data-measure="decode" data-value="160" data-unit="tokens/s" data-provenance="assumed" data-case="one">160 tokens/s');
    expect(markup).toContain('from 150 tokens/s to 190 tokens/s');
    expect(markup).not.toContain('from 40.0 tokens/s to 40.0');
  });

  it('writes what rows have in common once', () => {
    expect(markup.match(/spread-group">q8/g)).toHaveLength(1);
    expect(markup.match(/spread-group">q4/g)).toHaveLength(1);
    expect(markup.match(/data-begins/g)).toHaveLength(2);
  });
});
