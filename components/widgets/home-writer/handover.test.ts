import { expect, test } from 'vitest';
import { handover, type HandoverSituation } from './handover';

const writing: HandoverSituation = { source: 'recorded', playing: true, engineReady: true, ordered: false, lastText: ' pet', ended: false };

test('the live model takes over at the end of a paragraph, not in its midst', () => {
  expect(handover(writing)).toBe('not-now');
  expect(handover({ ...writing, lastText: '.\n' })).toBe('here');
});

test('an engine that was ordered takes over at once', () => expect(handover({ ...writing, ordered: true, lastText: null })).toBe('here'));

test('nothing passes to a model that is not there, nor while the reader has paused', () => {
  expect(handover({ ...writing, lastText: '\n', engineReady: false })).toBe('not-now');
  expect(handover({ ...writing, lastText: '\n', playing: false })).toBe('not-now');
  expect(handover({ ...writing, source: 'live', lastText: '\n' })).toBe('not-now');
});

test('a recording that ended first is followed by a live story', () => expect(handover({ ...writing, playing: false, ended: true })).toBe('next-story'));
