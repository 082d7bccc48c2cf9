import type { PreTrainedTokenizer } from '@huggingface/transformers';
import { EngineError } from '../errors';

/** A prompt in tokens, as the model reads it. */
export interface ForeignPrompt {
  /** The model's own begin token and template counted in; at least one. */
  readonly ids: readonly number[];
  readonly cutTokens: number;
}

/** Turns what the reader wrote into what the model reads: continued as it stands, or as a message in the model's chat template. */
export class PromptWriter {
  constructor(
    private readonly tokenizer: PreTrainedTokenizer,
    private readonly chat: boolean,
    private readonly beginId: number,
    private readonly contextLength: number,
  ) {}

  /**
   * @param room the prompt may be cut to its last tokens, with room for so many new ones; absent: it may not
   * @throws EngineError `prompt-too-long` with `tokens` and `limit`
   */
  write(text: string, room?: number): ForeignPrompt {
    const whole = this.framed(text);
    if (whole.length <= this.contextLength) return { ids: whole, cutTokens: 0 };
    const frame = this.framed('').length;
    const limit = Math.max(this.contextLength - frame, 0);
    const own = this.plain(text);
    if (room === undefined || limit === 0) {
      const remedy = limit === 0 ? 'Choose another model.' : 'Shorten it, or let the model read only its end.';
      throw new EngineError('prompt-too-long', `Your text is ${own.length} tokens long; this model reads ${limit} at most.`, remedy, { tokens: own.length, limit });
    }
    let keep = Math.max(limit - Math.min(room, Math.floor(this.contextLength / 4)), 1);
    for (;;) {
      const ids = this.framed(this.tokenizer.decode(own.slice(own.length - keep), { clean_up_tokenization_spaces: false }));
      // A cut text may split into other tokens than it did as the end of a longer one.
      if (ids.length <= this.contextLength || keep === 1) return { ids, cutTokens: own.length - keep };
      keep -= Math.min(ids.length - this.contextLength, keep - 1);
    }
  }

  private plain(text: string): number[] {
    return this.tokenizer.encode(text, { add_special_tokens: false });
  }

  private framed(text: string): readonly number[] {
    if (!this.chat) {
      const ids = this.tokenizer.encode(text, { add_special_tokens: true });
      return ids.length > 0 ? ids : [this.beginId];
    }
    // Models that can think aloud first are asked not to (Qwen3 reads this word); others ignore it.
    const written = this.tokenizer.apply_chat_template([{ role: 'user', content: text }], { tokenize: false, add_generation_prompt: true, enable_thinking: false } as object);
    return this.plain(written as unknown as string);
  }
}
