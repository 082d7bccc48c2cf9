import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Provenance } from '@/lib/measure/measure';
import { ScatterChart, type ScatterGroup } from './scatter-chart';

const provenance: Provenance = { kind: 'assumed', by: 'page' };
const group = (name: string, mark: ScatterGroup['mark'], points: readonly (readonly [number, number])[], hollow = false): ScatterGroup => ({
  series: { name, unit: 'tokens/s', provenance, points },
  mark,
  hollow,
  names: points.map((_, index) => `${name} ${index}`),
});

const drawn = (groups: readonly ScatterGroup[]) =>
  renderToStaticMarkup(
    <ScatterChart
      label="Speeds"
      groups={groups}
      xLabel="published"
      yLabel="predicted"
      bands={[
        { low: 0.5, high: 2, lowLabel: 'half', highLabel: 'twice' },
        { low: 0.75, high: 1.25, lowLabel: '−25%', highLabel: '+25%' },
      ]}
      filledWord="scored"
      hollowWord="fitted"
    />,
  );
const count = (markup: string, pattern: RegExp) => markup.match(pattern)?.length ?? 0;

describe('a scatter chart', () => {
  const markup = drawn([group('Decode', 'circle', [[10, 10], [100, 200]]), group('Decode', 'circle', [[20, 10]], true), group('Prefill', 'triangle', [[5000, 5000]])]);

  it('draws a named mark for each point', () => {
    for (const name of ['Decode 0', 'Decode 1', 'Prefill 0']) expect(markup).toContain(`<title>${name}</title>`);
    expect(count(markup, /<title>/g)).toBe(4);
  });

  it('names both bands and the diagonal', () => {
    for (const word of ['equal', 'half', 'twice', '−25%', '+25%']) expect(markup).toContain(`>${word}</text>`);
    expect(count(markup, /class="scatter-edge"/g)).toBe(4);
  });

  it('puts equal values on the diagonal: as far from the left as from the bottom', () => {
    // 560 px wide before the browser has said better; the margins are 46 at the left, 52 at the bottom.
    const place = /translate\(([\d.]+) ([\d.]+)\)"><title>Prefill 0/.exec(markup)!;
    expect(Number(place[1]) - 46).toBeCloseTo(560 - 52 - Number(place[2]), 1);
  });

  it('says in its key what each shape is, once, and what hollow means', () => {
    const key = markup.slice(markup.indexOf('scatter-key'));
    expect(count(key, /Decode</g)).toBe(1);
    expect(count(key, /<li>/g)).toBe(4);
    expect(key).toContain('fitted');
  });

  it('says nothing of hollow marks where there are none', () => {
    expect(drawn([group('Decode', 'circle', [[10, 12]])])).not.toContain('fitted');
  });

  it('ticks thousands shortly', () => {
    expect(drawn([group('Decode', 'circle', [[12, 90_000]])])).toContain('>10k</text>');
  });
});
