import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';
import { bestCandidates } from './candidates';
import type { BackendKind, EndReason, GenerationEvent, Precision } from './events';
import type { CheckedRequest } from './request';
import { coinAt, logSoftmax } from './sample';

/** What the events of a run say of the engine it runs on. */
export interface Teller {
  readonly tokenizer: Tokenizer;
  readonly config: ModelConfig;
  readonly model: string;
  readonly backend: BackendKind;
  readonly precision: Precision;
  readonly device: string;
}

export type TokenEvent = Extract<GenerationEvent, { type: 'token' }>;

/** A token that was chosen, and how. */
export interface WrittenToken {
  readonly id: number;
  readonly source: TokenEvent['source'];
  /** Where the coin fell; absent: the run's ordinary coin for that index. */
  readonly coin?: number;
  /** (vocab): what it was chosen from, where the request wants to see that. */
  readonly logits?: Float32Array;
}

/** Tells one run: turns ids and logits into events. */
export class Story {
  private readonly decoder;

  constructor(
    private readonly teller: Teller,
    private readonly request: CheckedRequest,
    /** Milliseconds since the request was taken up. */
    readonly at: () => number,
  ) {
    this.decoder = teller.tokenizer.stream();
  }

  start(): GenerationEvent {
    const { model, backend, precision, device, tokenizer, config } = this.teller;
    const { prompt, promptIds, cutTokens, sampling, maxTokens } = this.request;
    const promptPieces = promptIds.map((id) => tokenizer.piece(id));
    return { type: 'generation-start', at: this.at(), model, backend, precision, device, prompt, promptPieces, cutTokens, sampling, maxTokens, contextLength: config.contextLength };
  }

  token(index: number, { id, source, coin, logits }: WrittenToken): TokenEvent {
    const { tokenizer } = this.teller;
    const { candidates, keepLogits, sampling } = this.request;
    const common = { type: 'token', at: this.at(), index, id, text: this.decoder.push(id), piece: tokenizer.piece(id), source, coin: coin ?? coinAt(sampling.seed, index) } as const;
    if (!logits) return common;
    return {
      ...common,
      logprob: logSoftmax(logits)[id],
      ...(candidates > 0 && { candidates: bestCandidates(logits, candidates, (each) => tokenizer.piece(each).text) }),
      ...(keepLogits && { logits }),
    };
  }

  /** The given tokens, as events from `announceFrom` on. @param logits of each announced one, where they were read back */
  *given(given: readonly number[], announced: number, logits: readonly Float32Array[] | undefined): Generator<TokenEvent> {
    for (const [index, id] of given.entries()) {
      const event = this.token(index, { id, source: 'given', logits: index >= announced ? logits?.[index - announced] : undefined });
      if (index >= announced) yield event;
    }
  }

  end(reason: EndReason): GenerationEvent {
    return { type: 'generation-end', at: this.at(), reason };
  }
}
