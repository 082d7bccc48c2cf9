import { describe, expect, it } from 'vitest';
import { advance, comparison, linkOf, readingSpeed, shownOf, speedFor, speedOfLink, speeds, startSpeed, waits } from './pace';

describe('the clock of both panes', () => {
  it('brings tokens at the speed that is set, and no more than there are', () => {
    expect(advance(0, 1_000, 20, 108)).toBe(20);
    expect(advance(20, 500, 50, 108)).toBe(45);
    expect(advance(100, 10_000, 500, 108)).toBe(108);
  });

  it('streams whole tokens, and shows the other pane nothing before the last', () => {
    expect(shownOf(43.7, 108)).toEqual({ streamed: 43, atEnd: 0 });
    expect(shownOf(108, 108)).toEqual({ streamed: 108, atEnd: 108 });
  });
});

describe('waiting', () => {
  it('ends at the first token where it is streamed, else at the last', () => {
    const { streamed, 'at-end': atEnd, whole } = waits(20, 100);
    expect([streamed.value, atEnd.value, whole.value]).toEqual([0.05, 5, 5]);
  });
});

describe('a reader', () => {
  it('has a speed, unless it was a click', () => {
    expect(readingSpeed(108, 27_000)).toBeCloseTo(4);
    expect(readingSpeed(108, 300)).toBeNull();
  });

  it('is kept up with by the slowest speed that is not slower', () => {
    expect(speedFor(4)).toBe(5);
    expect(speedFor(5)).toBe(5);
    expect(speedFor(9_999)).toBe(500);
  });

  it('is told how the text compares', () => {
    expect(comparison(20, 5)).toContain('4 times as fast as you read');
    expect(comparison(5, 5)).toContain('about as fast');
    expect(comparison(2, 5)).toContain('You read 2.5 times as fast');
    expect(comparison(20, null)).toContain('Time your own reading');
  });
});

describe('a link', () => {
  it('brings its speed back', () => {
    for (const speed of speeds) expect(speedOfLink(linkOf(speed))).toBe(speed);
  });

  it('that asks for no such speed brings the start', () => {
    expect(speedOfLink({ settings: { speed: 1e9 } })).toBe(startSpeed);
    expect(speedOfLink({})).toBe(startSpeed);
  });
});
