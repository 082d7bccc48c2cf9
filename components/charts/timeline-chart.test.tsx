import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { TimelineChart, type TimelineRow } from './timeline-chart';

const row: TimelineRow = { key: 'one', label: 'prompt of 32 tokens', firstMs: 40, tokensMs: [40, 45, 50], blockLabel: 'first token after 40 ms' };
const drawn = (rows: readonly TimelineRow[], leastMs = 100) => renderToStaticMarkup(<TimelineChart label="Runs" rows={rows} places={2} leastMs={leastMs} />);
const blockWidth = (markup: string) => Number(/class="timeline-block"[^>]*width="([\d.]+)"/.exec(markup)![1]);
const ticks = (markup: string) => /class="timeline-ticks" d="([^"]*)"/.exec(markup)![1].match(/M/g)?.length ?? 0;

describe('a timeline', () => {
  it('draws a block to the first token and a tick for each', () => {
    const markup = drawn([row]);
    expect(ticks(markup)).toBe(3);
    // 560 px wide before the browser has said better, 16 of them margins; 40 of 100 ms.
    expect(blockWidth(markup)).toBeCloseTo(0.4 * 544, 0);
    expect(markup).toContain('first token after 40 ms</text>');
  });

  it('lets the block grow while the first token is waited for', () => {
    const waiting = { ...row, firstMs: null, tokensMs: [], nowMs: 20, blockLabel: '' };
    expect(blockWidth(drawn([waiting]))).toBeCloseTo(0.2 * 544, 0);
  });

  it('writes beside its name what does not fit into the block', () => {
    const markup = drawn([{ ...row, firstMs: 4, tokensMs: [4, 8] }]);
    expect(markup).not.toContain('timeline-in-block');
    expect(markup).toContain(' · first token after 40 ms');
  });

  it('is as high as its places, with fewer rows too', () => {
    const heightOf = (markup: string) => /<svg width="\d+" height="(\d+)"/.exec(markup)![1];
    expect(heightOf(drawn([]))).toBe(heightOf(drawn([row, { ...row, key: 'two' }])));
  });
});
