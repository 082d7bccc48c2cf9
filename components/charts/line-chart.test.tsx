import { renderToStaticMarkup } from 'react-dom/server';
import type { ComponentProps } from 'react';
import { describe, expect, it } from 'vitest';
import type { Provenance } from '@/lib/measure/measure';
import { type Line, LineChart } from './line-chart';

const provenance: Provenance = { kind: 'assumed', by: 'page' };
const line = (mark: Line['mark'], points: readonly (readonly [number, number])[], label?: string): Line => ({ series: { name: mark, unit: 'nats', provenance, points }, mark, label });
const drawn = (more: Partial<ComponentProps<typeof LineChart>>) => renderToStaticMarkup(<LineChart label="Loss" lines={[line('training', [[0, 8], [100, 4], [10_000, 2]], 'train')]} xLabel="steps" yLabel="nats" {...more} />);
const ticksOf = (markup: string) => [...markup.matchAll(/<text x="(?:0|-8)"[^>]*>(.*?)<\/text>/g)].map(([, text]) => text);
const tenTo = (power: number) => `10<tspan dy="-0.4em" font-size="0.75em">${power}</tspan>`;

describe('a line chart', () => {
  it('draws its lines, named at their ends, on even axes from zero', () => {
    const markup = drawn({});
    expect(markup).toContain('class="line line-training"');
    expect(markup).toMatch(/>train<\/text>/);
    expect(ticksOf(markup)).toEqual(expect.arrayContaining(['0', '2', '4', '6', '8', '10k']));
    expect(markup).not.toContain('role="slider"');
  });

  it('leaves out of a logarithmic axis what it cannot hold', () => {
    const all = drawn({});
    const positive = drawn({ xScale: 'log' });
    const path = (markup: string) => /<path d="([^"]+)"/.exec(markup)![1];
    expect(path(all).match(/[ML]/g)).toHaveLength(3);
    expect(path(positive).match(/[ML]/g)).toHaveLength(2);
    expect(positive).not.toContain('NaN');
  });

  it('draws both axes logarithmic without a zero', () => {
    const markup = drawn({ lines: [line('inference', [[1, 1e18], [1000, 1e24]])], xScale: 'log', yScale: 'log' });
    expect(ticksOf(markup)).toEqual(expect.arrayContaining(['1', '1,000', tenTo(18), tenTo(24)]));
    expect(ticksOf(markup)).not.toContain('0');
  });

  it('names points and a place on its axis', () => {
    const markup = drawn({ notes: [{ x: 100, y: 4, label: 'first word' }], marker: { x: 10_000, label: 'the end' } });
    expect(markup).toContain('>first word</text>');
    expect(markup).toContain('>the end</text>');
  });

  it('has a slider outside of its picture where something can be moved', () => {
    const markup = drawn({ xScale: { knee: 20 }, xTicks: [0, 100, 10_000], scrub: { label: 'Training step', value: 100, stops: [0, 100, 10_000], valueText: 'step 100', onScrub: () => undefined } });
    const slider = markup.slice(markup.indexOf('</svg>'));
    for (const said of ['role="slider"', 'aria-valuenow="100"', 'aria-valuemin="0"', 'aria-valuemax="10000"', 'aria-valuetext="step 100"', 'aria-label="Training step"']) expect(slider).toContain(said);
    expect(ticksOf(markup).slice(-3)).toEqual(['0', '100', '10k']);
  });

  it('of no points is an empty pair of axes', () => {
    expect(drawn({ lines: [], xScale: 'log', yScale: 'log' })).not.toContain('NaN');
    expect(drawn({ lines: [line('main', [])] })).not.toContain('NaN');
  });
});
