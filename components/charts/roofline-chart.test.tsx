import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Provenance } from '@/lib/measure/measure';
import { RooflineChart } from './roofline-chart';
import type { Roof, RooflinePoint } from './roofline-geometry';

const provenance: Provenance = { kind: 'assumed', by: 'page' };
const roofs: readonly Roof[] = [
  { name: 'This device', bytesPerSecond: 50e9, flopsPerSecond: 500e9, provenance, mine: true },
  { name: 'A rented GPU', bytesPerSecond: 2e12, flopsPerSecond: 300e12, provenance },
];
const point = (name: string, intensity: number, flopsPerSecond: number, mark: RooflinePoint['mark'] = 'main'): RooflinePoint => ({ name, intensity, flopsPerSecond, mark, provenance });

const drawn = (points: readonly RooflinePoint[]) => renderToStaticMarkup(<RooflineChart label="Speeds" roofs={roofs} points={points} />);

/** Heights of the points' names, top to bottom. */
const nameHeights = (markup: string) => [...markup.matchAll(/<text x="[\d.]+" y="([\d.]+)" text-anchor="\w+" dominant-baseline="middle">[A-Z]/g)].map(([, y]) => Number(y)).toSorted((a, b) => a - b);

describe('a roofline chart', () => {
  it('names each roof and each point, and marks the reader’s own', () => {
    const markup = drawn([point('One run', 2, 60e9), point('Another', 4, 100e9, 'other')]);
    for (const name of ['This device', 'A rented GPU', 'One run', 'Another']) expect(markup).toContain(`${name}</text>`);
    expect(markup.match(/class="roof is-mine"/g)).toHaveLength(1);
    expect(markup.match(/class="point-mark"/g)).toHaveLength(2);
  });

  it('puts a point that reads all that memory gives on the slope', () => {
    const markup = drawn([point('On it', 10, 500e9)]);
    const [, px, py] = /class="point-mark"[^>]*translate\(([\d.]+) ([\d.]+)\)/.exec(markup)!;
    const mine = /class="roof is-mine"><path d="M[\d. ]+L([\d.]+) ([\d.]+)L/.exec(markup)!;
    expect([px, py]).toEqual([mine[1], mine[2]]);
  });

  it('keeps the names of a crowd a line of type apart', () => {
    const heights = nameHeights(drawn(Array.from({ length: 6 }, (_, index) => point(`Model ${index}`, 3.5, 60e9 + index))));
    expect(heights).toHaveLength(6);
    heights.slice(1).forEach((height, index) => expect(height - heights[index]).toBeGreaterThanOrEqual(14.9));
  });

  it('leaves the names of quiet points to the pointer', () => {
    const markup = drawn([point('Loud', 2, 60e9), { ...point('Quiet', 2, 61e9), quiet: true }]);
    expect(markup).toContain('Loud</text>');
    expect(markup).not.toContain('Quiet</text>');
    expect(markup).toContain('<title>Quiet: ');
  });

  it('is drawn of nothing too', () => {
    expect(renderToStaticMarkup(<RooflineChart label="Nothing yet" roofs={[]} points={[]} />)).toContain('aria-label="Nothing yet"');
  });
});
