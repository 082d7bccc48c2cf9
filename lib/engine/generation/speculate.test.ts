import { describe, expect, test } from 'vitest';
import { distribution, slotOf, type Distribution } from '../kernels/sample/distribution';
import { coinAt } from './sample';
import { judge, residual, streamCoin, type CoinStream, type Proposal } from './speculate';

const probabilities = (values: readonly number[], sampling = { temperature: 1, topK: 0, topP: 1 }): Distribution => distribution(values.map(Math.log), sampling);
const always = (coin: number) => () => coin;
const chanceOf = ({ ids, probabilities: chances }: Distribution, id: number): number => chances[ids.indexOf(id)] ?? 0;

/** Every coin on an even grid, at the middle of its cell. */
const grid = (cells: number): number[] => Array.from({ length: cells }, (_, cell) => (cell + 0.5) / cells);

describe('what the target takes', () => {
  const target = probabilities([0.1, 0.4, 0.2, 0.3]);

  test('all proposals of a draft that agrees with it, and then a token of its own', () => {
    const proposals = [1, 3, 0].map((id): Proposal => ({ id, drawnFrom: target }));
    const verdict = judge(proposals, [target, target, target, target], { acceptance: always(0.999999), residual: always(0), choice: always(0.75) });
    expect(verdict).toEqual({ accepted: 3, nextId: 2, nextCoin: 0.75 });
  });

  test('nothing behind the first it refuses', () => {
    const sure = probabilities([0, 0, 1, 0]); // the draft is sure of token 2; the target gives it 0.2
    const proposals = [2, 2, 2].map((id): Proposal => ({ id, drawnFrom: sure }));
    const acceptance = (place: number) => (place === 1 ? 0.21 : 0.19);
    const verdict = judge(proposals, [target, target, target, target], { acceptance, residual: always(0), choice: always(0) });
    expect(verdict).toEqual({ accepted: 1, nextId: 1, nextCoin: 0 });
  });

  test('no proposals: it draws by itself', () => {
    expect(judge([], [target], { acceptance: always(0), residual: always(0), choice: always(0.5) })).toEqual({ accepted: 0, nextId: 3, nextCoin: 0.5 });
  });

  test('greedy: its own best token, whatever is proposed and wherever the coins fall', () => {
    const greedy = { temperature: 0, topK: 0, topP: 1 };
    const best = probabilities([0.1, 0.4, 0.2, 0.3], greedy);
    for (const coin of grid(7)) {
      const coins = { acceptance: always(coin), residual: always(coin), choice: always(coin) };
      for (const id of [0, 1, 2, 3]) {
        const drawnFrom = distribution([0, 1, 2, 3].map((each) => (each === id ? 1 : 0)), greedy);
        const { accepted, nextId } = judge([{ id, drawnFrom }], [best, best], coins);
        expect(accepted).toBe(id === 1 ? 1 : 0);
        expect(nextId).toBe(1);
      }
    }
  });

  test('a draft token that the draft itself thought impossible is judged by the target alone', () => {
    const narrow = probabilities([0, 1, 0, 0], { temperature: 1, topK: 1, topP: 1 });
    const coins = { acceptance: always(0.5), residual: always(0), choice: always(0) };
    expect(judge([{ id: 3, drawnFrom: narrow }], [target, target], coins).accepted).toBe(1);
    expect(judge([{ id: 3, drawnFrom: narrow }], [narrow, narrow], coins)).toMatchObject({ accepted: 0, nextId: 1 });
  });
});

describe('what is left of the target', () => {
  test('is where the draft had too little, scaled to 1', () => {
    const left = residual(probabilities([0.1, 0.4, 0.2, 0.3]), probabilities([0.4, 0.1, 0.3, 0.2]));
    [0, 0.75, 0, 0.25].forEach((expected, id) => expect(chanceOf(left, id)).toBeCloseTo(expected, 12));
  });

  test('is the target where nothing is left over', () => {
    const target = probabilities([0.5, 0.5]);
    expect(residual(target, target)).toBe(target);
  });
});

const settings = { plain: { temperature: 1, topK: 0, topP: 1 }, cold: { temperature: 0.6, topK: 3, topP: 1 }, nucleus: { temperature: 1.2, topK: 0, topP: 0.8 } };

describe('the first token out is distributed as the target', () => {
  const pairs: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ['drafts that differ a little', [0.1, 0.4, 0.2, 0.25, 0.05], [0.15, 0.3, 0.2, 0.3, 0.05]],
    ['drafts that are wrong', [0.1, 0.4, 0.2, 0.25, 0.05], [0.7, 0.02, 0.08, 0.1, 0.1]],
    ['equal drafts', [0.1, 0.4, 0.2, 0.25, 0.05], [0.1, 0.4, 0.2, 0.25, 0.05]],
  ];

  test.for(pairs.flatMap(([what, p, q]) => Object.entries(settings).map(([name, sampling]) => [what, name, p, q, sampling] as const)))(
    '%s, sampling %s: summed over every coin',
    ([, , p, q, sampling]) => {
      const target = probabilities(p, sampling);
      const draft = probabilities(q, sampling);
      const cells = 240;
      const counts = new Float64Array(p.length);
      for (const draftCoin of grid(cells)) {
        const id = draft.ids[slotOf(draft, draftCoin)];
        for (const acceptance of grid(cells)) {
          const { accepted } = judge([{ id, drawnFrom: draft }], [target, target], { acceptance: always(acceptance), residual: always(0), choice: always(0) });
          if (accepted === 1) counts[id] += 1 / cells ** 2;
          else {
            // The residual's own coin, summed exactly.
            const left = residual(target, draft);
            left.ids.forEach((each, slot) => { counts[each] += left.probabilities[slot] / cells ** 2; });
          }
        }
      }
      p.forEach((_, id) => expect(Math.abs(counts[id] - chanceOf(target, id)), `token ${id}`).toBeLessThan(0.006));
    },
  );

  test('with the engine’s own coins, over 20,000 seeds and four proposals: chi-square of every place', () => {
    const target = probabilities([0.1, 0.4, 0.2, 0.25, 0.05]);
    const draft = probabilities([0.3, 0.2, 0.25, 0.15, 0.1]);
    const seeds = 20_000;
    const places = 5;
    const counts = Array.from({ length: places }, () => new Float64Array(5));
    const reached = new Float64Array(places);
    for (let seed = 0; seed < seeds; seed++) {
      const proposals = [0, 1, 2, 3].map((index): Proposal => ({ id: draft.ids[slotOf(draft, streamCoin(seed, 'draft', index))], drawnFrom: draft }));
      const { accepted, nextId } = judge(proposals, Array.from({ length: places }, () => target), {
        acceptance: (place) => streamCoin(seed, 'acceptance', place),
        residual: (place) => streamCoin(seed, 'residual', place),
        choice: (place) => coinAt(seed, place),
      });
      [...proposals.slice(0, accepted).map(({ id }) => id), nextId].forEach((id, place) => {
        counts[place][id]++;
        reached[place]++;
      });
    }
    counts.forEach((row, place) => {
      const chiSquare = row.reduce((sum, count, id) => sum + (count - reached[place] * chanceOf(target, id)) ** 2 / (reached[place] * chanceOf(target, id)), 0);
      expect(chiSquare, `place ${place}`).toBeLessThan(18.5); // four degrees of freedom: once in a thousand
    });
    // Σ min(p, q): what the paper calls the acceptance rate.
    expect(reached[1] / seeds).toBeCloseTo(0.1 + 0.2 + 0.2 + 0.15 + 0.05, 1);
  });
});

test('the streams of one seed have nothing to do with one another', () => {
  const streams: readonly ((index: number) => number)[] = [
    (index) => coinAt(5, index),
    ...(['draft', 'acceptance', 'residual'] satisfies CoinStream[]).map((stream) => (index: number) => streamCoin(5, stream, index)),
  ];
  const count = 5000;
  streams.forEach((left, first) => streams.slice(first + 1).forEach((right) => {
    let correlation = 0;
    for (let index = 0; index < count; index++) correlation += ((left(index) - 0.5) * (right(index) - 0.5) * 12) / count;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count)); // four standard deviations
  }));
});
