import { expect, test } from 'vitest';
import { replayTo } from '@/lib/engine-client/generation-state';
import { recordingAtBuild } from '../shared/recorded';
import { frameOf, lastSurprise, stepAhead, stepAt } from './frame';
import { viewOfStep } from './step';
import { plainWords, wordsOfCut, wordsOfStep } from './words';

const events = recordingAtBuild('next-token').runs[0];
const state = replayTo(events);
const drawnWith = { temperature: 0.8, topK: 40, topP: 1 };
const surprise = lastSurprise(state.tokens);
const step = stepAt(state.tokens, surprise)!;

test('under the settings it was drawn with, every recorded coin falls in the slot of its token', () => {
  for (const token of state.tokens) {
    const view = viewOfStep(stepAt(state.tokens, token.index)!, drawnWith);
    expect(view.outcome.kind, `token ${token.index}`).toBe('coin');
    const hit = view.slots.find(({ from, to }) => token.coin >= from && token.coin < to)!;
    expect([token.id, null]).toContain(hit.id);
  }
});

test('rows and rest come to 1, under any settings', () => {
  for (const shaping of [drawnWith, { temperature: 1.7, topK: 0, topP: 0.9 }, { temperature: 0, topK: 0, topP: 1 }, { temperature: 0.3, topK: 3, topP: 0.5 }]) {
    const { rows, outsider, others, slots } = viewOfStep(step, shaping);
    const shown = outsider ? [...rows, outsider] : rows;
    expect(shown.reduce((sum, row) => sum + row.probability, others.probability)).toBeCloseTo(1, 9);
    expect(shown.reduce((sum, row) => sum + row.own, others.own)).toBeCloseTo(1, 9);
    expect(slots[0].from).toBe(0);
    expect(slots.at(-1)!.to).toBe(1);
  }
});

test('with temperature 1 and nothing cut off, a bar is as long as the model’s own', () => {
  for (const { probability, own } of viewOfStep(step, { temperature: 1, topK: 0, topP: 1 }).rows) expect(probability).toBeCloseTo(own, 9);
});

test('top-k cuts, and says so', () => {
  const view = viewOfStep(step, { temperature: 1, topK: 2, topP: 1 });
  expect(view.rows.map(({ isCut }) => isCut)).toEqual([false, false, ...Array.from({ length: 8 }, () => true)]);
  expect(wordsOfCut(view)).toBe('2 of 2,048 tokens may be drawn; the rest are cut off.');
});

test('other settings: the same coin may take another token, and the text keeps its own', () => {
  const view = viewOfStep(step, { temperature: 0, topK: 0, topP: 1 });
  expect(view.outcome).toMatchObject({ kind: 'reshaped', other: { id: step.candidates[0].id, rank: 1 } });
  expect(plainWords(wordsOfStep(view))).toContain('would take');
});

test('a token put there by hand is told apart from one the coin chose', () => {
  const byHand = { ...step, drawn: { ...step.drawn!, id: step.candidates[5].id, text: step.candidates[5].text, source: 'given' as const } };
  expect(viewOfStep(byHand, drawnWith).outcome.kind).toBe('overruled');
  // A link brings its tokens as given; those the coin would take again are the coin's.
  expect(viewOfStep({ ...step, drawn: { ...step.drawn!, source: 'given' } }, drawnWith).outcome.kind).toBe('coin');
});

test('a token from far down gets a row of its own, with its rank', () => {
  const { logits } = step;
  const worst = logits.indexOf(Math.min(...logits));
  const view = viewOfStep({ ...step, drawn: { id: worst, text: ' odd', coin: 0.999, source: 'given' } }, { temperature: 1, topK: 0, topP: 1 });
  expect(view.outsider).toMatchObject({ id: worst, rank: logits.length, isDrawn: true });
});

test('the step ahead shows its scores and keeps its coin to itself', () => {
  const cursor = events.findIndex((event) => event.type === 'token' && event.index === 3);
  const ahead = stepAhead(events, cursor)!;
  expect(ahead).toMatchObject({ index: 3, drawn: null });
  const frame = frameOf(replayTo(events, cursor), ahead, 'next', drawnWith);
  expect(frame).toMatchObject({ selected: 3, nextKnown: true });
  expect(frame.step?.outcome.kind).toBe('ahead');
  expect(frameOf(replayTo(events, cursor), ahead, 'newest', drawnWith).selected).toBe(2);
  expect(frameOf(replayTo(events, cursor), null, 'next', drawnWith).selected).toBe(2);
});

test('before the first token the next one is looked at, if it is known', () => {
  const cursor = events.findIndex(({ type }) => type === 'token');
  const start = replayTo(events, cursor);
  expect(frameOf(start, stepAhead(events, cursor), 'newest', drawnWith).selected).toBe(0);
  expect(frameOf(start, null, 'newest', drawnWith)).toMatchObject({ selected: null, step: null });
});
