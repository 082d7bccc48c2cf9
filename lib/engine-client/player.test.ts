import { describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { replayTo } from './generation-state';
import { initialPlayer, isDone, type PlayerAction, type PlayerState, reducePlayer, stepAhead, wants } from './player';
import { end, prefill, sampling, start, token, wholeRun } from './testing/events';

const request: GenerateRequest = { prompt: 'Once', sampling, maxTokens: 20, candidates: 10 };
const warm = { ...sampling, temperature: 1.5 };

function after(state: PlayerState, ...actions: PlayerAction[]): PlayerState {
  return actions.reduce(reducePlayer, state);
}
function live(state: PlayerState, events: readonly GenerationEvent[], producer = 1): PlayerState {
  return after(state, { type: 'producer-started', producer }, ...events.map((event) => ({ type: 'event-arrived', producer, event }) as const));
}
const ticks = (count: number): PlayerAction[] => Array.from({ length: count }, () => ({ type: 'tick' }));
const ids = (state: PlayerState) => state.shown.tokens.map((each) => each.id);
const recorded = (play = false) => after(initialPlayer, { type: 'recording-shown', events: wholeRun(5), play });
const running = () => after(initialPlayer, { type: 'run', request, play: true });
const tokens = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => token(from + index));
const written = (count: number) => live(running(), [start(), ...prefill, ...tokens(0, count)]);
/** What must hold in every state. */
const consistent = (state: PlayerState) => expect(state.shown).toEqual(replayTo(state.events, state.cursor));

describe('a recording', () => {
  it('is shown whole, and is done', () => {
    const state = recorded();
    expect(ids(state)).toHaveLength(5);
    expect(isDone(state)).toBe(true);
    expect(wants(state)).toBeNull();
    consistent(state);
  });

  it('plays a token a tick, and rests at its end', () => {
    const state = recorded(true);
    expect(state.shown.status).toBe('writing'); // Starts and prefills take no beat.
    expect(ids(state)).toEqual([]);
    expect(ids(after(state, ...ticks(2)))).toEqual([100, 101]);
    const over = after(state, ...ticks(5));
    expect(isDone(over)).toBe(true);
    expect(over.playing).toBe(false);
    expect(after(over, ...ticks(3))).toBe(over);
    consistent(over);
  });

  it('steps, rewinds and plays again', () => {
    let state = after(recorded(), { type: 'rewind', tokens: 0 });
    expect(ids(state)).toEqual([]);
    state = after(state, { type: 'step' }, { type: 'step' });
    expect(ids(state)).toEqual([100, 101]);
    state = after(state, { type: 'rewind', tokens: 4 });
    expect(ids(state)).toHaveLength(4);
    state = after(state, { type: 'step' }, { type: 'step' }, { type: 'step' });
    expect(isDone(state)).toBe(true);
    expect(wants(state)).toBeNull();
    const again = after(state, { type: 'play' });
    expect(again.playing).toBe(true);
    expect(ids(again)).toEqual([]);
    consistent(again);
  });

  it('never displaces something live', () => {
    const state = written(2);
    expect(after(state, { type: 'recording-shown', events: wholeRun(9), play: false })).toBe(state);
    expect(after(running(), { type: 'recording-shown', events: wholeRun(9), play: false }).origin).toBe('none');
  });
});

describe('a live run', () => {
  it('asks for a stream, once', () => {
    expect(wants(running())).toEqual({ ...request, given: [], announceFrom: 0 });
    expect(wants(after(running(), { type: 'producer-started', producer: 1 }))).toBeNull();
  });

  it('keeps what runs ahead of the reader', () => {
    const state = written(6);
    expect(state.origin).toBe('live');
    expect(ids(state)).toEqual([]);
    expect(ids(after(state, ...ticks(3)))).toHaveLength(3);
    consistent(after(state, ...ticks(3)));
  });

  it('waits where the reader is faster, and goes on', () => {
    const state = after(written(2), ...ticks(9));
    expect(ids(state)).toHaveLength(2);
    expect(state.playing).toBe(true);
    const more = after(state, { type: 'event-arrived', producer: 1, event: token(2) }, { type: 'tick' });
    expect(ids(more)).toHaveLength(3);
  });

  it('is done at its end', () => {
    const state = after(written(2), { type: 'event-arrived', producer: 1, event: end('stop-token') }, { type: 'producer-ended', producer: 1 }, ...ticks(2));
    expect(isDone(state)).toBe(true);
    expect(state.shown.endReason).toBe('stop-token');
    expect(wants(state)).toBeNull();
  });

  it('drops late words of a stream it has left', () => {
    const state = after(written(2), { type: 'pause' });
    expect(after(state, { type: 'event-arrived', producer: 1, event: token(2) })).toBe(state);
    expect(after(state, { type: 'producer-ended', producer: 1 })).toBe(state);
  });

  it('pauses: its stream stops, what was known stays, and play goes on from there', () => {
    const paused = after(written(4), ...ticks(2), { type: 'pause' });
    expect(paused.producer).toBeNull();
    expect(wants(paused)).toBeNull();
    expect(after(paused, ...ticks(3))).toBe(paused);
    const on = after(paused, { type: 'play' });
    expect(wants(on)).toEqual({ ...request, given: [100, 101, 102, 103], announceFrom: 4 });
    const resumed = after(live(on, [start(), ...prefill, token(4)], 2), ...ticks(3));
    expect(ids(resumed)).toEqual([100, 101, 102, 103, 104]);
    expect(resumed.shown.segment).toBe(1);
    consistent(resumed);
  });

  it('an abort from outside is no end of the run: it rests, and goes on when asked', () => {
    const state = after(written(2), ...ticks(2), { type: 'event-arrived', producer: 1, event: end('aborted') }, { type: 'producer-ended', producer: 1 });
    expect(isDone(state)).toBe(false);
    expect(state.playing).toBe(false);
    expect(wants(state)).toBeNull();
    expect(wants(after(state, { type: 'play' }))?.given).toEqual([100, 101]);
  });

  it('a stream that brings nothing is not asked for again and again', () => {
    const state = after(running(), { type: 'producer-started', producer: 1 }, { type: 'producer-ended', producer: 1 });
    expect(state.playing).toBe(false);
    expect(wants(state)).toBeNull();
  });

  it('an error stops it and keeps the text; play tries again from there', () => {
    const error = { code: 'device-lost', message: 'gone', remedy: 'wait', details: {} } as const;
    const failed = after(written(3), ...ticks(2), { type: 'producer-ended', producer: 1, error });
    expect(failed).toMatchObject({ error, playing: false });
    expect(ids(failed)).toHaveLength(2);
    expect(wants(failed)).toBeNull();
    const again = after(failed, { type: 'play' });
    expect(again.error).toBeNull();
    expect(wants(again)?.given).toEqual([100, 101, 102]);
  });
});

describe('stepping', () => {
  const stepping = () => after(initialPlayer, { type: 'run', request, play: false }, { type: 'step' });

  it('asks the engine for more at the end of what is known', () => {
    expect(wants(after(initialPlayer, { type: 'run', request, play: false }))).toBeNull();
    const state = stepping();
    expect(wants(state)).toMatchObject({ given: [], maxTokens: request.maxTokens });
    const one = live(state, [start(), ...prefill, token(0)]);
    expect(ids(one)).toEqual([100]);
    expect(one.stepsOwed).toBe(0);
    consistent(one);
  });

  it('lets the stream run a few tokens ahead and no further', () => {
    const state = live(stepping(), [start(), ...prefill, ...tokens(0, 19)]);
    expect(ids(state)).toEqual([100]);
    expect(state.producer).toBeNull();
    expect(state.events.filter((event) => event.type === 'token')).toHaveLength(stepAhead + 2);
    const next = after(state, { type: 'step' });
    expect(ids(next)).toEqual([100, 101]);
    expect(wants(next)).toBeNull();
  });

  it('pays every step it owes', () => {
    const state = live(after(stepping(), { type: 'step' }, { type: 'step' }), [start(), ...prefill, ...tokens(0, 3)]);
    expect(ids(state)).toEqual([100, 101, 102]);
    expect(state.stepsOwed).toBe(0);
  });

  it('shows the end of the run with the last token', () => {
    const state = live(stepping(), [start(), ...prefill, token(0), end('stop-token')]);
    expect(isDone(state)).toBe(true);
    expect(after(state, { type: 'step' }).stepsOwed).toBe(0);
  });

  it('owes nothing when the run ends instead', () => {
    const state = live(after(stepping(), { type: 'step' }), [start(), ...prefill, token(0), end('context-full')]);
    expect(state.stepsOwed).toBe(0);
    expect(isDone(state)).toBe(true);
  });

  it('while playing, stops playing', () => {
    const state = after(written(4), ...ticks(1), { type: 'step' });
    expect(state.playing).toBe(false);
    expect(state.producer).toBeNull();
    expect(ids(state)).toHaveLength(2);
  });
});

describe('rewinding', () => {
  it('goes back without forgetting, and forward again', () => {
    const back = after(written(6), ...ticks(6), { type: 'rewind', tokens: 2 });
    expect(ids(back)).toEqual([100, 101]);
    expect(back.playing).toBe(false);
    consistent(back);
    const forward = after(back, { type: 'rewind', tokens: 5 });
    expect(ids(forward)).toHaveLength(5);
    expect(ids(after(forward, { type: 'rewind', tokens: 99 }))).toHaveLength(6);
    consistent(forward);
  });
});

describe('branching', () => {
  it('live: goes on from the ids up to there and the chosen one', () => {
    const state = after(written(6), ...ticks(6), { type: 'branch', index: 3, id: 7, request });
    expect(ids(state)).toEqual([100, 101, 102]);
    expect(wants(state)).toEqual({ ...request, given: [100, 101, 102, 7], announceFrom: 3 });
    const given = live(state, [start(), ...prefill, token(3, 7, { source: 'given' })], 2);
    expect(ids(given)).toEqual([100, 101, 102, 7]); // Shown at once: it is the reader's own.
    const on = after(live(given, [], 2), { type: 'event-arrived', producer: 2, event: token(4, 8) }, { type: 'tick' });
    expect(ids(on)).toEqual([100, 101, 102, 7, 8]);
    expect(on.nextGiven).toBeNull();
    consistent(on);
  });

  it('from a finished run goes on live', () => {
    const over = after(written(2), { type: 'event-arrived', producer: 1, event: end('stop-token') }, ...ticks(2));
    const state = after(over, { type: 'branch', index: 0, id: 9, request });
    expect(isDone(state)).toBe(false);
    expect(wants(state)).toMatchObject({ given: [9], announceFrom: 0 });
  });

  it('from a recording: all tokens are announced anew by the live model, and the page never mixes the two', () => {
    const state = after(recorded(), { type: 'branch', index: 2, id: 9, request });
    expect(state.origin).toBe('recorded');
    expect(ids(state)).toEqual([100, 101]);
    expect(wants(state)).toEqual({ ...request, given: [100, 101, 9], announceFrom: 0 });
    const given = (index: number, id: number) => token(index, id, { source: 'given' });
    const part = live(state, [start(), ...prefill, given(0, 100), given(1, 101)], 2);
    expect(part.origin).toBe('recorded');
    const swapped = after(part, { type: 'event-arrived', producer: 2, event: given(2, 9) });
    expect(swapped.origin).toBe('live');
    expect(ids(swapped)).toEqual([100, 101, 9]);
    consistent(swapped);
  });

  it('ignores an index that is not there, and a second choice replaces the first', () => {
    const state = written(3);
    expect(after(state, { type: 'branch', index: 5, id: 7, request })).toBe(state);
    expect(after(state, { type: 'branch', index: -1, id: 7, request })).toBe(state);
    const twice = after(state, ...ticks(3), { type: 'branch', index: 2, id: 7, request }, { type: 'branch', index: 1, id: 8, request });
    expect(wants(twice)?.given).toEqual([100, 8]);
  });

  it('survives a pause before the engine has answered', () => {
    const state = after(written(3), ...ticks(3), { type: 'branch', index: 1, id: 8, request }, { type: 'pause' });
    expect(wants(state)).toBeNull();
    expect(wants(after(state, { type: 'play' }))?.given).toEqual([100, 8]);
    expect(wants(after(state, { type: 'step' }))?.given).toEqual([100, 8]);
  });
});

describe('a change of sampling', () => {
  const changed = { type: 'request-changed', request: { ...request, sampling: warm } } as const;

  it('drops what is not shown and goes on from there', () => {
    const state = after(written(6), ...ticks(2), changed);
    expect(state.playing).toBe(true);
    expect(wants(state)).toEqual({ ...request, sampling: warm, given: [100, 101], announceFrom: 2 });
    consistent(state);
  });

  it('leaves a finished text alone until the reader goes back', () => {
    const over = after(written(4), { type: 'event-arrived', producer: 1, event: end('stop-token') }, ...ticks(4), changed);
    expect(isDone(over)).toBe(true);
    const back = after(over, { type: 'rewind', tokens: 1 });
    expect(back.events.filter((event) => event.type === 'token')).toHaveLength(1);
    expect(wants(after(back, { type: 'play' }))).toMatchObject({ given: [100], sampling: warm });
  });

  it('turns a recording that is played live', () => {
    const state = after(recorded(true), ...ticks(2), changed);
    expect(wants(state)).toMatchObject({ given: [100, 101], announceFrom: 0, sampling: warm });
    const fresh = after(recorded(true), changed);
    expect(fresh.events).toEqual([]);
    expect(wants(fresh)).toMatchObject({ given: [], sampling: warm });
  });

  it('keeps the prompt of what is shown', () => {
    const state = after(written(2), ...ticks(1), { ...changed, request: { ...changed.request, prompt: 'Tom' } });
    expect(wants(state)?.prompt).toBe('Once');
  });

  it('keeps a branch that was chosen and has not come yet', () => {
    const state = after(written(3), ...ticks(3), { type: 'branch', index: 1, id: 8, request }, changed);
    expect(wants(state)).toMatchObject({ given: [100, 8], sampling: warm });
  });

  it('before anything has run changes nothing', () => {
    expect(after(initialPlayer, changed)).toEqual(initialPlayer);
  });
});

describe('a link', () => {
  const link = (play = false) => ({ type: 'run', request, given: [5, 6, 7], play }) as const;
  const given = (index: number, id: number) => token(index, id, { source: 'given' });

  it('shows its text at once, and rests there', () => {
    const state = after(initialPlayer, link());
    expect(wants(state)).toEqual({ ...request, given: [5, 6, 7], announceFrom: 0 });
    const shown = live(state, [start(), ...prefill, given(0, 5), given(1, 6), given(2, 7)]);
    expect(ids(shown)).toEqual([5, 6, 7]);
    expect(shown).toMatchObject({ origin: 'live', playing: false, fetchGiven: false });
    const more = after(shown, { type: 'event-arrived', producer: 1, event: token(3) });
    expect(more.producer).toBeNull(); // It went further than was wanted.
    expect(ids(more)).toEqual([5, 6, 7]);
    consistent(more);
  });

  it('keeps the recording on the page until its text is there', () => {
    const state = after(recorded(), link());
    expect(ids(state)).toHaveLength(5);
    expect(live(state, [start(), ...prefill, given(0, 5)]).origin).toBe('recorded');
  });

  it('that ends where the run ended is done', () => {
    const state = live(after(initialPlayer, link()), [start(), ...prefill, given(0, 5), given(1, 6), given(2, 7), end('stop-token')]);
    expect(isDone(state)).toBe(true);
  });

  it('that is interrupted starts over, without its tokens twice', () => {
    const half = after(live(after(initialPlayer, link(true)), [start(), ...prefill, given(0, 5)]), { type: 'pause' }, { type: 'play' });
    const whole = live(half, [start(), ...prefill, given(0, 5), given(1, 6), given(2, 7)], 2);
    expect(ids(whole)).toEqual([5, 6, 7]);
    expect(whole.shown.segment).toBe(0);
  });

  it('longer than the run may be is cut to it', () => {
    const state = after(initialPlayer, { ...link(), request: { ...request, maxTokens: 2 } });
    expect(wants(state)?.given).toEqual([5, 6]);
  });
});

it('reset forgets everything', () => {
  expect(after(written(3), ...ticks(2), { type: 'reset' })).toEqual(initialPlayer);
});
