import type { EngineErrorData } from '@/lib/engine/errors';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { type GenerationState, initialState, reduce, replayTo } from './generation-state';

/**
 * The player: a list of events, and a cursor that says how many of them the reader has seen. Pure; the timers and the
 * engine live in run-controller.ts, which asks `wants` what to fetch.
 */
export interface PlayerState {
  readonly events: readonly GenerationEvent[];
  /** Number of events shown. */
  readonly cursor: number;
  /** `events[0..cursor]`, reduced. */
  readonly shown: GenerationState;
  readonly origin: 'none' | 'recorded' | 'live';
  /** The cursor moves by itself. */
  readonly playing: boolean;
  /** Tokens the reader asked for by stepping that are not there yet. */
  readonly stepsOwed: number;
  /** The live stream being read now; events of any other are late and dropped. */
  readonly producer: {
    readonly id: number;
    /** Tokens it has brought. */
    readonly tokens: number;
    /** Tokens it may bring beyond what is shown while the player rests; with more it is stopped. */
    readonly ahead: number;
  } | null;
  /** What to write when live; null until a live run was asked for. */
  readonly request: GenerateRequest | null;
  /** Ids the next stream must begin from, where they are not simply those of `events`. */
  readonly nextGiven: readonly number[] | null;
  /** Those ids are to be fetched even at rest: a link's text, which is shown without being played. */
  readonly fetchGiven: boolean;
  /** A live stream that takes the place of what is shown once it has announced `until` tokens. */
  readonly replacement: { readonly until: number; readonly events: readonly GenerationEvent[] } | null;
  /** Events after the cursor were drawn with other sampling than the reader's: they go when the cursor does. */
  readonly stale: boolean;
  readonly error: EngineErrorData | null;
}

export const initialPlayer: PlayerState = {
  events: [],
  cursor: 0,
  shown: initialState,
  origin: 'none',
  playing: false,
  stepsOwed: 0,
  producer: null,
  request: null,
  nextGiven: null,
  fetchGiven: false,
  replacement: null,
  stale: false,
  error: null,
};

export type PlayerAction =
  /** A recording has arrived: shown whole, or from its start when it is to be played. */
  | { readonly type: 'recording-shown'; readonly events: readonly GenerationEvent[]; readonly play: boolean }
  /** A new live run from the prompt, or from ids of a link, which are shown at once. */
  | { readonly type: 'run'; readonly request: GenerateRequest; readonly given?: readonly number[]; readonly play: boolean }
  | { readonly type: 'producer-started'; readonly producer: number }
  | { readonly type: 'event-arrived'; readonly producer: number; readonly event: GenerationEvent }
  | { readonly type: 'producer-ended'; readonly producer: number; readonly error?: EngineErrorData }
  /** The clock of the pace: show one token more. */
  | { readonly type: 'tick' }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'step' }
  /** Back (or forward) to where `tokens` tokens are shown. */
  | { readonly type: 'rewind'; readonly tokens: number }
  /** Another token at `index`; `request` in case nothing live has run yet. */
  | { readonly type: 'branch'; readonly index: number; readonly id: number; readonly request: GenerateRequest }
  /** The reader moved a sampling control: what is not shown yet is drawn anew. */
  | { readonly type: 'request-changed'; readonly request: GenerateRequest }
  | { readonly type: 'reset' }
  | { readonly type: 'failed'; readonly error: EngineErrorData };

/** Tokens fetched ahead of a step, so that not every step waits for a prefill. */
export const stepAhead = 8;

export function reducePlayer(state: PlayerState, action: PlayerAction): PlayerState {
  switch (action.type) {
    case 'recording-shown': {
      if (state.origin !== 'none' || state.request) return state;
      const { events, play } = action;
      return settle(showUpTo({ ...initialPlayer, events, origin: 'recorded', playing: play }, play ? 0 : events.length));
    }
    case 'run': {
      const { request, given = [], play } = action;
      const fresh = { ...initialPlayer, request, playing: play };
      if (given.length === 0) return fresh;
      const ids = given.slice(0, request.maxTokens);
      return replaceBy({ ...fresh, events: state.events, cursor: state.cursor, shown: state.shown, origin: state.origin, fetchGiven: true }, ids);
    }
    case 'producer-started':
      return {
        ...state,
        producer: { id: action.producer, tokens: 0, ahead: state.stepsOwed > 0 ? stepAhead : 0 },
        replacement: state.replacement ? { ...state.replacement, events: [] } : null,
      };
    case 'event-arrived':
      return state.producer?.id === action.producer ? stopWhenAhead(settle(receive(state, action.event))) : state;
    case 'producer-ended': {
      if (state.producer?.id !== action.producer) return state;
      if (action.error) return { ...rest(state), error: action.error };
      // A stream that brought nothing would be asked for again at once, for ever.
      return state.producer.tokens === 0 ? rest(state) : { ...state, producer: null };
    }
    case 'tick':
      return state.playing && state.cursor < state.events.length ? settle(showUpTo(state, state.cursor + 1)) : state;
    case 'play': {
      const from = isDone(state) ? showUpTo(state, cursorOf(state.events, 0)) : state;
      return settle({ ...from, playing: true, error: null });
    }
    case 'pause':
      return rest(state);
    case 'step':
      return step(state);
    case 'rewind': {
      const back = showUpTo(rest(state), cursorOf(state.events, action.tokens));
      return settle(back.stale ? dropUnseen(back) : back);
    }
    case 'branch':
      return branch(state, action);
    case 'request-changed': {
      if (state.origin === 'none') return state.request ? { ...state, request: action.request, producer: null } : state;
      const request = { ...action.request, prompt: state.shown.prompt };
      const changed = { ...state, request, producer: null, stale: true };
      return isDone(state) ? changed : dropUnseen(changed);
    }
    case 'reset':
      return initialPlayer;
    case 'failed':
      return { ...rest(state), error: action.error };
    default:
      return action satisfies never;
  }
}

/**
 * The request a player needs answered next, or null: nothing. Ids already chosen go along as `given`, so that every
 * request goes on where the text is.
 */
export function wants(state: PlayerState): GenerateRequest | null {
  const { request, playing, stepsOwed, fetchGiven, events, replacement, nextGiven } = state;
  if (!request || state.producer || state.error) return null;
  if (!playing && stepsOwed === 0 && !fetchGiven) return null;
  if (!replacement && !nextGiven && isEnded(events)) return null;
  const known = idsOf(events);
  const given = nextGiven ?? known;
  const announceFrom = replacement ? 0 : Math.min(known.length, given.length);
  return { ...request, given, announceFrom };
}

/** Tokens in a list of events, shown or not. */
function countTokens(events: readonly GenerationEvent[]): number {
  return events.reduce((count, event) => (event.type === 'token' ? count + 1 : count), 0);
}

/** Everything there is has been shown, and the run is over. */
export function isDone(state: PlayerState): boolean {
  return state.cursor === state.events.length && isEnded(state.events) && !state.nextGiven;
}

function isEnded(events: readonly GenerationEvent[]): boolean {
  return events.at(-1)?.type === 'generation-end';
}

function idsOf(events: readonly GenerationEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'token' ? [event.id] : []));
}

/** The cursor at which `tokens` tokens are shown: right after the last of them; before the first where there is none. */
function cursorOf(events: readonly GenerationEvent[], tokens: number): number {
  let seen = 0;
  for (const [position, event] of events.entries()) {
    if (event.type !== 'token') continue;
    if (tokens <= 0) return position;
    seen += 1;
    if (seen === tokens) return position + 1;
  }
  return events.length;
}

/** Moves the cursor; forward by reducing what lies between, back by replaying. */
function showUpTo(state: PlayerState, cursor: number): PlayerState {
  const shown =
    cursor >= state.cursor
      ? state.events.slice(state.cursor, cursor).reduce(reduce, state.shown)
      : replayTo(state.events, cursor);
  return { ...state, cursor, shown };
}

/**
 * Shows what needs no beat of its own: starts and prefills while the player moves, tokens that a step has asked for,
 * and the end of the run as soon as it is next.
 */
function settle(state: PlayerState): PlayerState {
  let settled = state;
  while (settled.cursor < settled.events.length) {
    const next = settled.events[settled.cursor];
    if (next.type === 'token') {
      if (settled.stepsOwed === 0) break;
      settled = { ...settled, stepsOwed: settled.stepsOwed - 1 };
    } else if (next.type !== 'generation-end' && !settled.playing && settled.stepsOwed === 0) break;
    settled = showUpTo(settled, settled.cursor + 1);
  }
  return isDone(settled) && (settled.playing || settled.stepsOwed > 0) ? { ...settled, playing: false, stepsOwed: 0 } : settled;
}

/** A player at rest lets its stream run a few tokens ahead, no further. */
function stopWhenAhead(state: PlayerState): PlayerState {
  const { producer, playing, stepsOwed, fetchGiven } = state;
  if (!producer || playing || stepsOwed > 0 || fetchGiven) return state;
  const unseen = countTokens(state.events) - state.shown.tokens.length;
  return unseen > producer.ahead ? { ...state, producer: null } : state;
}

/** Everything stops; the text, and what is known of its future, stays. */
function rest(state: PlayerState): PlayerState {
  return { ...state, playing: false, stepsOwed: 0, producer: null, fetchGiven: false };
}

/** From here on a live stream that announces `ids` takes the place of what is shown. */
function replaceBy(state: PlayerState, ids: readonly number[]): PlayerState {
  return { ...state, nextGiven: ids, replacement: { until: ids.length, events: [] }, producer: null };
}

/**
 * Forgets the events after the cursor. What goes on is live; so a recording's tokens are announced anew by the live
 * model, and what is on the page never mixes the two.
 */
function dropUnseen(state: PlayerState): PlayerState {
  if (state.nextGiven) return { ...state, stale: false };
  const cut = { ...state, events: state.events.slice(0, state.cursor), stale: false, nextGiven: null };
  if (state.origin !== 'recorded') return cut;
  const ids = idsOf(cut.events);
  return ids.length > 0 ? replaceBy(cut, ids) : { ...initialPlayer, request: state.request, playing: state.playing };
}

function step(state: PlayerState): PlayerState {
  const still = { ...state, playing: false, error: null, producer: state.playing ? null : state.producer };
  const nextToken = state.events.findIndex((event, position) => position >= state.cursor && event.type === 'token');
  if (nextToken >= 0) return settle(showUpTo(still, nextToken + 1));
  if (isDone(state) || (!state.request && !state.nextGiven)) return settle(still);
  return settle({ ...still, stepsOwed: state.stepsOwed + 1 });
}

function branch(state: PlayerState, { index, id, request }: Extract<PlayerAction, { type: 'branch' }>): PlayerState {
  if (index < 0 || index > state.shown.tokens.length) return state;
  const ids = [...state.shown.tokens.slice(0, index).map((token) => token.id), id];
  const back = showUpTo({ ...rest(state), error: null, replacement: null }, cursorOf(state.events, index));
  const cut = {
    ...back,
    events: back.events.slice(0, back.cursor),
    request: { ...request, prompt: state.shown.prompt },
    nextGiven: ids,
    fetchGiven: true,
    playing: true,
    stale: false,
  };
  return state.origin === 'recorded' ? replaceBy(cut, ids) : cut;
}

/** One event of the live stream, in its place. */
function receive(state: PlayerState, event: GenerationEvent): PlayerState {
  const { replacement, producer } = state;
  if (!producer) return state;
  // Stopped from outside (the page was left): the stream is over, the run is not. It goes on when the reader wants.
  if (event.type === 'generation-end' && event.reason === 'aborted') return rest(state);
  const heard = event.type === 'token' ? { ...state, producer: { ...producer, tokens: producer.tokens + 1 } } : state;
  return replacement ? receiveReplacement(heard, replacement, event) : append(heard, event);
}

function append(state: PlayerState, event: GenerationEvent): PlayerState {
  const events = [...state.events, event];
  const announced = state.nextGiven !== null && countTokens(events) >= state.nextGiven.length;
  const next: PlayerState = { ...state, events, origin: 'live', ...(announced && { nextGiven: null, fetchGiven: false }) };
  const wasAtEnd = state.cursor === state.events.length;
  return event.type === 'token' && event.source === 'given' && wasAtEnd ? showUpTo(next, events.length) : next;
}

/** Gathers what takes the place of the text on the page, and shows it when it has come as far. */
function receiveReplacement(state: PlayerState, { until, events: gathered }: NonNullable<PlayerState['replacement']>, event: GenerationEvent): PlayerState {
  const events = [...gathered, event];
  if (event.type !== 'generation-end' && countTokens(events) < until) return { ...state, replacement: { until, events } };
  const shown = replayTo(events);
  return { ...state, events, cursor: events.length, shown, origin: 'live', replacement: null, nextGiven: null, fetchGiven: false };
}
