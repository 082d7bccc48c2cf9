/** What a stage is called, what it does, and the names of its dimensions. */
export interface StageWords {
  readonly name: string;
  readonly what: string;
  /** In the house's words, the numbers beside them come from the run: `T, dim`. */
  readonly input: string;
  readonly output: string;
}

const row = 'T, dim';
const wide = 'T, hiddenDim';
const query = 'T, heads · headDim';
const key = 'T, kvHeads · headDim';
const cache = 'slots, capacity, kvHeads · headDim';

const norm: StageWords = {
  name: 'Norm',
  what: 'Each position’s row is scaled to a usual size (RMSNorm), so that large numbers do not drown small ones. A weight for each column says how much of it is wanted.',
  input: row,
  output: row,
};
const residual = (block: string): StageWords => ({
  name: 'Add',
  what: `What the ${block} block worked out is added to what came into it. A layer replaces nothing: it only adds to the stream that runs through them all.`,
  input: row,
  output: row,
});
const turn = (what: string, shape: string): StageWords => ({
  name: `Turn ${what}`,
  what: 'Pairs of numbers are turned by an angle that grows with the position (RoPE). Without it the model could not tell “dog bites man” from “man bites dog”.',
  input: shape,
  output: shape,
});
const store = (what: string): StageWords => ({
  name: `Keep ${what}`,
  what: `The ${what}s are put into the KV cache, so that tokens to come need not compute them again.`,
  input: key,
  output: cache,
});

/** By a stage's place in the pass, without the number of its layer. */
export const stageWords: Readonly<Record<string, StageWords>> = {
  embedding: { name: 'Embedding', what: 'Each token’s number picks its row from a table. Nothing is computed here: it is copied.', input: 'T', output: row },
  'attention / norm': norm,
  'attention / query': { name: 'Query', what: 'A matrix makes, for each position and head, what it is looking for.', input: row, output: query },
  'attention / key': { name: 'Key', what: 'Another makes what each position offers to be found by. Two heads share one set of keys here (GQA).', input: row, output: key },
  'attention / value': { name: 'Value', what: 'A third makes what each position hands over to those that find it.', input: row, output: key },
  'attention / turn query': turn('query', query),
  'attention / turn key': turn('key', key),
  'attention / store key': store('key'),
  'attention / store value': store('value'),
  'attention / mix': {
    name: 'Mix',
    what: 'Each head compares a position’s query with the keys up to its own. Softmax makes shares of it, and the values are mixed in these shares: the map below shows them.',
    input: query,
    output: query,
  },
  'attention / output': { name: 'Output', what: 'A matrix puts together what the heads have brought.', input: query, output: row },
  'attention / add': residual('attention'),
  'feed-forward / norm': norm,
  'feed-forward / gate': { name: 'Gate', what: 'From here on every position is by itself. A matrix widens its row …', input: row, output: wide },
  'feed-forward / up': { name: 'Up', what: '… and so does a second one, from the same row.', input: row, output: wide },
  'feed-forward / multiply': { name: 'Multiply', what: 'The gate, bent by a curve (SiLU), says how much of each number of the other passes. It is the one bend in this block; all else is straight lines.', input: wide, output: wide },
  'feed-forward / down': { name: 'Down', what: 'A matrix brings the wide row back to its old width.', input: wide, output: row },
  'feed-forward / add': residual('feed-forward'),
  'head / select': { name: 'Select', what: 'Only the last position’s row goes on: what comes after the other tokens is known already.', input: '1', output: '1, dim' },
  'head / norm': { ...norm, input: '1, dim', output: '1, dim' },
  'head / logits': { name: 'Logits', what: 'The row meets the embedding table once more, and every piece of the vocabulary gets a score.', input: '1, dim', output: '1, vocab' },
};

/** Stages that stand side by side: none of them waits for another. */
export const sideBySide: readonly (readonly string[])[] = [
  ['attention / query', 'attention / key', 'attention / value'],
  ['attention / turn query', 'attention / turn key'],
  ['attention / store key', 'attention / store value'],
  ['feed-forward / gate', 'feed-forward / up'],
];
