import type { BackendKind, Candidate, EndReason, GenerationEvent, Precision, ProbeEvent, TokenPiece } from '@/lib/engine/generation/events';
import type { PrefixBlock } from '@/lib/engine/generation/prefix';
import type { Sampling } from '@/lib/engine/generation/sample';

/** One token as a widget shows it. */
export interface GeneratedToken {
  /** 0 for the first token after the prompt. */
  readonly index: number;
  readonly id: number;
  /** Whole characters completed by this token; empty while a character is still in parts. */
  readonly text: string;
  readonly piece: TokenPiece;
  readonly source: 'chosen' | 'given' | 'drafted';
  /** In [0, 1): where the coin fell. */
  readonly coin: number;
  /** Best first; empty where none were asked for. */
  readonly candidates: readonly Candidate[];
  /** (vocab): the model's raw scores, where they were kept. */
  readonly logits: Float32Array | null;
  /** Natural logarithm of the token's own probability, where it is known. */
  readonly logprob: number | null;
  /** Milliseconds since the segment's request was taken up. */
  readonly at: number;
  /** Which request of this run drew it: 0, and one more for each time the run was resumed or branched. */
  readonly segment: number;
}

/** A prefill; times in milliseconds since its request was taken up. */
export interface Prefill {
  readonly startAt: number;
  readonly endAt: number | null;
  readonly computedTokens: number;
  readonly reusedTokens: number;
  /** Tokens that the cache held behind the reused ones, and that were overwritten. */
  readonly invalidatedTokens: number;
  /** The same told in blocks of positions; empty where the engine keeps none. */
  readonly blocks: readonly PrefixBlock[];
}

/** What wrote a part of the text: a request of this run. */
export interface Segment {
  readonly backend: BackendKind;
  readonly precision: Precision;
  readonly device: string;
}

/** What a draft proposed at one time, and how much of it the target took. */
export interface DraftRound {
  /** Of the first proposed token. */
  readonly index: number;
  readonly proposed: readonly TokenPiece[];
  readonly accepted: number;
  readonly draftMs: number;
  readonly verifyMs: number;
  readonly segment: number;
}

/** Everything a widget draws of one run. Made by `reduce` alone, from live and recorded events alike. */
export interface GenerationState {
  readonly status: 'idle' | 'started' | 'prefill' | 'writing' | 'ended';
  readonly prompt: string;
  /** The prompt's tokens, the begin token first. */
  readonly promptPieces: readonly TokenPiece[];
  readonly cutTokens: number;
  readonly tokens: readonly GeneratedToken[];
  /** What the model wrote: the tokens' texts, joined. */
  readonly text: string;
  readonly sampling: Sampling | null;
  readonly maxTokens: number;
  readonly contextLength: number;
  readonly model: string;
  readonly backend: BackendKind | null;
  readonly precision: Precision | null;
  readonly device: string;
  /** Number of requests so far, less one: 0 while the run went through in one. */
  readonly segment: number;
  /** By number: `segments[token.segment]` wrote that token. */
  readonly segments: readonly Segment[];
  /** Of the run's first request. */
  readonly prefill: Prefill | null;
  /** Of its latest. */
  readonly lastPrefill: Prefill | null;
  /** Rounds of speculation that belong to the text as it stands. */
  readonly drafts: readonly DraftRound[];
  /** What was looked at inside, by the index of the token that each pass chose. */
  readonly probes: readonly ProbeEvent[];
  readonly endReason: EndReason | null;
  readonly endAt: number | null;
}

export const initialState: GenerationState = {
  status: 'idle',
  prompt: '',
  promptPieces: [],
  cutTokens: 0,
  tokens: [],
  text: '',
  sampling: null,
  maxTokens: 0,
  contextLength: 0,
  model: '',
  backend: null,
  precision: null,
  device: '',
  segment: 0,
  segments: [],
  prefill: null,
  lastPrefill: null,
  drafts: [],
  probes: [],
  endReason: null,
  endAt: null,
};

/**
 * The state after one more event. A second `generation-start` with the same prompt says that the run goes on (it was
 * paused, branched, or its worker was lost): what was written stays, and a token's `index` says where it belongs.
 */
export function reduce(state: GenerationState, event: GenerationEvent): GenerationState {
  switch (event.type) {
    case 'generation-start': {
      const { prompt, promptPieces, cutTokens, sampling, contextLength, model, backend, precision, device } = event;
      const goesOn = state.status !== 'idle' && state.prompt === prompt;
      return {
        ...(goesOn ? state : initialState),
        status: 'started',
        prompt,
        promptPieces,
        cutTokens,
        sampling,
        contextLength,
        model,
        backend,
        precision,
        device,
        maxTokens: goesOn ? Math.max(state.maxTokens, event.maxTokens) : event.maxTokens,
        segment: goesOn ? state.segment + 1 : 0,
        segments: [...(goesOn ? state.segments : []), { backend, precision, device }],
        endReason: null,
        endAt: null,
      };
    }
    case 'prefill-start': {
      const { at, computedTokens, reusedTokens, invalidatedTokens = 0, blocks = [] } = event;
      return withPrefill({ ...state, status: 'prefill' }, { startAt: at, endAt: null, computedTokens, reusedTokens, invalidatedTokens, blocks });
    }
    case 'prefill-end':
      return withPrefill({ ...state, status: 'writing' }, state.lastPrefill && { ...state.lastPrefill, endAt: event.at });
    case 'draft': {
      const { index, proposed, accepted, draftMs, verifyMs } = event;
      const round = { index, proposed, accepted, draftMs, verifyMs, segment: state.segment };
      return { ...state, drafts: [...upTo(state.drafts, index - 1), round] };
    }
    case 'probe':
      return { ...state, probes: [...upTo(state.probes, event.index - 1), event] };
    case 'token': {
      const token = tokenFromEvent(event, state.segment);
      const appended = event.index >= state.tokens.length;
      const before = appended ? state.tokens : state.tokens.slice(0, event.index);
      const textBefore = appended ? state.text : joinTexts(before);
      const kept = appended ? state : { ...state, drafts: upTo(state.drafts, event.index), probes: upTo(state.probes, event.index) };
      return { ...kept, status: 'writing', tokens: [...before, token], text: textBefore + token.text };
    }
    case 'generation-end':
      return { ...state, status: 'ended', endReason: event.reason, endAt: event.at };
    default:
      return event satisfies never;
  }
}

/** The state after the first `cursor` events: what a rewound player shows. */
export function replayTo(events: readonly GenerationEvent[], cursor: number = events.length): GenerationState {
  return events.slice(0, cursor).reduce(reduce, initialState);
}

function withPrefill(state: GenerationState, prefill: Prefill | null): GenerationState {
  return { ...state, lastPrefill: prefill, prefill: state.segment === 0 ? prefill : state.prefill };
}

/** What belongs to tokens up to `lastIndex`: the rest was of a text that is gone. */
function upTo<T extends { readonly index: number }>(items: readonly T[], lastIndex: number): readonly T[] {
  return items.filter(({ index }) => index <= lastIndex);
}

function tokenFromEvent(event: Extract<GenerationEvent, { type: 'token' }>, segment: number): GeneratedToken {
  const { index, id, text, piece, source, coin, at } = event;
  const { candidates = [], logits = null, logprob = null } = event;
  return { index, id, text, piece, source, coin, candidates, logits, logprob, at, segment };
}

function joinTexts(tokens: readonly GeneratedToken[]): string {
  return tokens.map((token) => token.text).join('');
}
