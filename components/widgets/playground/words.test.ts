import { expect, test } from 'vitest';
import { end, prefill, start, token } from '@/lib/engine-client/testing/events';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { type PlaygroundSnapshot, serverSnapshot } from './controller';
import { newRecord, record, type RunRecord } from './run-record';
import { changed, type PlaygroundSettings, startSettings } from './settings';
import { noteOf, shortModel } from './words';

const told = (events: readonly GenerationEvent[], settings = startSettings): RunRecord =>
  events.reduce((run, event) => record(run, { type: 'event', sequence: 0, event, passAt: event.at, now: 0 }), newRecord(settings));
const ended = (reason: 'stop-token' | 'context-full' | 'max-tokens') => told([start('Once', { contextLength: 512 }), ...prefill, token(0), end(reason)]);
const note = (snapshot: Partial<PlaygroundSnapshot>, settings: Partial<PlaygroundSettings> = {}) => noteOf({ ...serverSnapshot(), ...snapshot }, changed(startSettings, settings));

test('the note says why a text ended, and what can be done', () => {
  expect(note({ run: ended('stop-token'), status: 'done' })).toContain('chose to end here');
  expect(note({ run: ended('context-full'), status: 'done' })).toContain('512 tokens, and not one more');
  expect(note({ run: ended('max-tokens'), status: 'done' })).toBe('Continue writes on in f16.');
});

test('after another precision is chosen the note says what each button does with it', () => {
  expect(note({ run: ended('max-tokens'), status: 'done' }, { precision: 'q4' })).toBe('Continue writes on in q4; Run writes it anew in q4.');
  expect(note({ run: ended('stop-token'), status: 'done' }, { precision: 'q4' })).toMatch(/chose to end here.* Run writes it anew in q4\.$/);
  expect(note({ run: ended('stop-token'), status: 'done' }), 'no word of Continue, which cannot be pressed').not.toContain('Continue');
});

test('while a text is shown slowly the note says so', () => {
  const writing = told([start('Once'), ...prefill, token(0)]);
  expect(note({ run: writing, status: 'running' })).toContain('Shown at 12 tokens a second at most; the figures are the engine’s own');
  const fast = record(writing, { type: 'settings-changed', settings: changed(writing.settings, { watch: false }) });
  expect(note({ run: fast, status: 'running' })).toContain('as fast as it is made');
});

test('the note says which settings wait for the next run, and which do not', () => {
  const done = { run: ended('max-tokens'), status: 'done' } as const;
  expect(note(done, { prompt: 'Tom' })).toContain('Run reads the new prompt.');
  expect(note(done, { temperature: 0 })).toContain('Run takes the new settings.');
  expect(note(done, { precision: 'q4', length: 32, watch: false }), 'these hold for Continue').not.toMatch(/Run (reads|takes)/);
});

test('the note tells of weights in the making, and of a page that may not run anything', () => {
  expect(note({ making: { precision: 'q4', doneTensors: 3, tensors: 56 }, status: 'loading' })).toContain('in q4, from the file that is here: 3 of 56 tensors');
  expect(note({ canGoLive: false })).toContain('run live');
});

test('a model of the hub goes by its own name', () => {
  expect(shortModel('owner/name')).toBe('name');
  expect(shortModel('pocket-5m')).toBe('pocket-5m');
});
