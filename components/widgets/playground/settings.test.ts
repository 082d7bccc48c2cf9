import { describe, expect, test } from 'vitest';
import { holdModel } from '@/lib/engine-client/held-models';
import { readLink, writeLink } from '@/lib/engine-client/url-state';
import { caseOf, changed, difference, inEffect, linkOf, planOf, type PlaygroundSettings, refusalsOf, settingsOfLink, startSettings, topKStop, topKStops } from './settings';

const having = (change: Partial<PlaygroundSettings>) => changed(startSettings, change);

describe('a link', () => {
  test('brings back every setting it was made of', () => {
    const settings = having({ prompt: 'Tom had', precision: 'q4', block: 'row', sequences: 8, cache: false, draft: 'q2', draftTokens: 6, temperature: 1.2, topK: 0, topP: 0.9, seed: 7, length: 256, engine: 'ours-cpu' });
    const hash = writeLink('', 'playground', linkOf(settings, [1, 2]));
    const { state } = readLink(hash, 'playground')!;
    expect(settingsOfLink(state!)).toEqual(settings);
    expect(state!.tokens).toEqual([1, 2]);
  });

  test('keeps a cut prompt cut', () => {
    const settings = changed(having({ prompt: 'long' }), { cut: true });
    expect(settingsOfLink(linkOf(settings, []))).toEqual(settings);
  });

  test('says nothing where it says it wrongly', () => {
    const settings = { precision: 'q3', block: '7', sequences: 5, cache: 'no', draft: 'f16', draftTokens: 99, temperature: -1, topK: 1.5, topP: 0, seed: 2 ** 40, length: 1e9, engine: 'abacus', model: '../secret', dtype: '<b>', other: 1 };
    expect(settingsOfLink({ settings })).toEqual(startSettings);
  });

  test('with an engine that cannot run its model takes one that can', () => {
    expect(settingsOfLink({ settings: { model: 'owner/name' } }).engine).toBe('transformers-webgpu');
    expect(settingsOfLink({ settings: { engine: 'transformers-wasm' } })).toMatchObject({ engine: 'ours', model: 'pocket-5m' });
  });
});

describe('a model that is on this page alone', () => {
  const held = holdModel({ name: 'anna', files: new Map() });

  test('runs on our engine, in every precision, and says its name', () => {
    const own = changed(having({ model: 'owner/name' }), { model: held });
    expect(own).toMatchObject({ engine: 'ours', model: held });
    expect(changed(own, { engine: 'ours-cpu' }).model).toBe(held);
    expect(refusalsOf(own)).toEqual(refusalsOf(startSettings));
    expect(difference(own, startSettings)).toEqual(['anna']);
  });

  test('has other tokens than the student, who cannot draft for it', () => {
    expect(refusalsOf(having({ model: held, draft: 'pocket-1m' })).draft).toContain('other tokens');
    expect(refusalsOf(having({ model: held, draft: 'q4' })).draft).toBeUndefined();
  });

  test('stays out of a link, and so do its tokens; the rest goes along', () => {
    const link = linkOf(having({ model: held, prompt: 'mine', seed: 5 }), [1, 2]);
    expect(link.tokens).toEqual([]);
    expect(JSON.stringify(link)).not.toContain('held');
    expect(settingsOfLink(link)).toEqual(having({ prompt: 'mine', seed: 5 }));
    expect(settingsOfLink({ settings: { model: held } }).model).toBe('pocket-5m');
  });
});

describe('settings that do not go together', () => {
  test('a hub model takes the foreign engine, and our engine takes our model', () => {
    const hub = having({ model: 'owner/name' });
    expect(hub.engine).toBe('transformers-webgpu');
    expect(changed(hub, { engine: 'ours-cpu' })).toMatchObject({ model: 'pocket-5m', engine: 'ours-cpu' });
    expect(changed(hub, { model: 'pocket-5m' }).engine).toBe('ours');
  });

  test('several sequences have a cache and no draft, and the reader’s choice comes back with one', () => {
    const alone = having({ cache: false, draft: 'q4' });
    const many = changed(alone, { sequences: 8 });
    expect(inEffect(many)).toMatchObject({ sequences: 8, cache: true, draft: 'off' });
    expect(Object.keys(refusalsOf(many))).toEqual(expect.arrayContaining(['cache', 'draft']));
    expect(changed(many, { sequences: 1 })).toEqual(alone);
    expect(inEffect(alone)).toMatchObject({ cache: false, draft: 'off' });
  });

  test('floats have no blocks, and a foreign engine neither precision nor batch', () => {
    expect(refusalsOf(having({ precision: 'f32' })).block).toBeDefined();
    expect(refusalsOf(having({ precision: 'q8' })).block).toBeUndefined();
    expect(Object.keys(refusalsOf(having({ model: 'owner/name' }))).toSorted()).toEqual(['block', 'draft', 'precision', 'sequences']);
  });
});

test('a new prompt is not cut unless the reader says so again', () => {
  const cut = changed(startSettings, { cut: true });
  expect(changed(cut, { temperature: 1 }).cut).toBe(true);
  expect(changed(cut, { prompt: 'short' }).cut).toBe(false);
});

test('the plan names a block only where it is not the usual one', () => {
  expect(planOf(having({ precision: 'q4' }))).toEqual({ precision: 'q4' });
  expect(planOf(having({ precision: 'q4', block: '64' }))).toEqual({ precision: 'q4', block: 64 });
  expect(planOf(having({ precision: 'q8', block: 'tensor' }))).toEqual({ precision: 'q8', block: 'tensor' });
});

test('a run is known by the setting that stands out', () => {
  expect(caseOf(startSettings, 'q4')).toBe('q4');
  expect(caseOf(having({ sequences: 8 }), 'q4')).toBe('batch-8');
  expect(caseOf(having({ cache: false }), 'f16')).toBe('cache-off');
  expect(caseOf(having({ draft: 'q2' }), 'f16')).toBe('draft-q2');
});

test('what differs between two runs is said in words', () => {
  expect(difference(having({ precision: 'q4', cache: false }), startSettings)).toEqual(['q4', 'cache off']);
  expect(difference(startSettings, startSettings)).toEqual([]);
});

test('any top-k has its place on the slider', () => {
  for (const [position, stop] of topKStops.entries()) expect(topKStop(stop)).toBe(position);
  expect(topKStops[topKStop(45)]).toBe(100);
  expect(topKStops[topKStop(5000)]).toBe(0);
});
