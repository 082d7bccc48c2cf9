import { unknownCharacter, type CharacterVocabulary } from './trained-model';

/**
 * The Hugging Face `tokenizer.json` of a vocabulary of characters: byte-pair encoding without a single pair to join, so that
 * each code point is a token. Nothing is normalised and nothing split off: line feeds and spaces are characters like any
 * other. What has no token becomes the unknown one. The begin token is put before a text where special tokens are asked for;
 * it is declared nowhere else as special, since it is the line feed, and a decoder that skips special tokens would swallow it.
 */
export function tokenizerFile({ characters, beginId }: CharacterVocabulary) {
  const begin = characters[beginId];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: begin, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [{ SpecialToken: { id: begin, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 0 } }],
      special_tokens: { [begin]: { id: begin, ids: [beginId], tokens: [begin] } },
    },
    // Tokens are joined as they are, without spaces.
    decoder: { type: 'Fuse' },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unknownCharacter,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(characters.map((character, id) => [character, id])),
      merges: [],
    },
  };
}

/** The `tokenizer_config.json` beside it. */
export function tokenizerConfigFile(contextLength: number) {
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: contextLength,
    model_input_names: ['input_ids', 'attention_mask'],
    clean_up_tokenization_spaces: false,
  };
}
