import { expect, test } from 'vitest';
import { firstPlace, isLastStage, type Place, rewound, stepped, zoomed } from './place';

/** Tokens, embedding, two layers, head, scores. */
const counts = [0, 1, 17, 17, 3, 0];

const walk = (from: Place, steps: number): readonly Place[] => {
  const places = [from];
  for (let step = 0; step < steps; step++) places.push(stepped(places[step], counts));
  return places;
};

test('from afar a step goes to the next part, and from the scores to the tokens again', () => {
  expect(walk(firstPlace, 6).map(({ part }) => part)).toEqual([0, 1, 2, 3, 4, 5, 0]);
});

test('from inside a step goes through every stage of every part, each once', () => {
  const all = walk({ zoom: 'inside', part: 1, stage: 0 }, 1 + 17 + 17 + 3);
  expect(new Set(all.slice(0, -1).map(({ part, stage }) => `${part}/${stage}`)).size).toBe(38);
  expect(all.at(-1)).toEqual({ zoom: 'inside', part: 1, stage: 0 });
  expect(all.slice(0, -1).filter((place) => isLastStage(place, counts)).map(({ part }) => part)).toEqual([1, 2, 3, 4]);
});

test('zooming in shows the layer that is nearest; zooming out its box', () => {
  expect([0, 1, 2, 3, 4, 5].map((part) => zoomed({ zoom: 'pass', part, stage: 0 }, 'inside', counts).part)).toEqual([2, 2, 2, 3, 3, 3]);
  expect(zoomed({ zoom: 'inside', part: 3, stage: 9 }, 'pass', counts)).toEqual({ zoom: 'pass', part: 3, stage: 0 });
});

test('rewinding keeps the distance', () => {
  expect(rewound({ zoom: 'pass', part: 4, stage: 0 }, counts)).toEqual(firstPlace);
  expect(rewound({ zoom: 'inside', part: 3, stage: 9 }, counts)).toEqual({ zoom: 'inside', part: 1, stage: 0 });
});
