import type { Phase } from './curriculum';

/** One word of the field, told exactly and shortly. */
export interface GlossaryEntry {
  /** As it stands at the head of its entry. */
  readonly term: string;
  /** One or two plain sentences. */
  readonly definition: string;
  /** The phase of a model's life it belongs to; absent where it belongs to neither. */
  readonly phase?: Phase;
  /** Ids of entries that help to understand this one. */
  readonly seeAlso?: readonly string[];
}

export const glossary = {
  'acceptance-rate': {
    term: 'Acceptance rate',
    definition: 'The share of drafted tokens that the large model keeps when it checks them.',
    phase: 'inference',
    seeAlso: ['draft'],
  },
  'arithmetic-intensity': {
    term: 'Arithmetic intensity',
    definition: 'Floating-point operations done for each byte moved to or from memory. It decides whether a calculation waits for arithmetic or for memory.',
    seeAlso: ['roofline', 'flop'],
  },
  attention: {
    term: 'Attention',
    definition: 'The step in a layer where each position gathers information from itself and the positions before it, weighting each by how well its key matches this position’s query.',
    phase: 'both',
    seeAlso: ['layer', 'kv-cache', 'gqa'],
  },
  batch: {
    term: 'Batch',
    definition: 'Several sequences that go through the model in one pass, so that the weights are read once for all of them.',
    phase: 'both',
    seeAlso: ['static-batching', 'continuous-batching', 'throughput'],
  },
  'block-size': {
    term: 'Block size (group size)',
    definition: 'How many neighbouring weights share one scale when a tensor is quantised. Smaller blocks follow the weights more closely and store more scales.',
    seeAlso: ['quantisation', 'scale'],
  },
  bpe: {
    term: 'Byte-pair encoding (BPE)',
    definition: 'A way to make a vocabulary: begin with single bytes, then keep merging the pair of neighbours that is commonest in a sample of text. A tokenizer later applies the same merges in the same order.',
    phase: 'both',
    seeAlso: ['token', 'tokenizer', 'vocabulary', 'byte'],
  },
  byte: {
    term: 'Byte',
    definition: 'Eight bits: a number from 0 to 255. In UTF-8, the usual coding of text, an English letter is one byte, an é two, and most emoji four or more.',
    seeAlso: ['bpe'],
  },
  candidate: {
    term: 'Candidate',
    definition: 'A token that might come next, with the probability the model gives it.',
    phase: 'inference',
    seeAlso: ['logits', 'sampling'],
  },
  checkpoint: {
    term: 'Checkpoint',
    definition: 'The weights as they stood at one moment of training, saved to a file.',
    phase: 'training',
    seeAlso: ['weights', 'step'],
  },
  coin: {
    term: 'Coin',
    definition: 'Our word for the random number between 0 and 1 that decides which candidate is taken. It comes from the seed and the token’s place in the text, so it can be repeated.',
    phase: 'inference',
    seeAlso: ['seed', 'sampling'],
  },
  'context-length': {
    term: 'Context length',
    definition: 'The most tokens the model can take into account at once, the prompt and what it has written counted together.',
    phase: 'both',
    seeAlso: ['token', 'kv-cache'],
  },
  'continuous-batching': {
    term: 'Continuous batching',
    definition: 'A way to serve requests together in which a new request joins the running batch, and a finished one leaves it, after any token.',
    phase: 'inference',
    seeAlso: ['batch', 'static-batching'],
  },
  decode: {
    term: 'Decode',
    definition: 'The second part of inference: writing the answer, one forward pass for each new token.',
    phase: 'inference',
    seeAlso: ['prefill', 'itl', 'tpot'],
  },
  distillation: {
    term: 'Distillation',
    definition: 'Training a small model, the student, to match the probabilities that a large one, the teacher, gives to every token, and not only the one token that came next.',
    phase: 'training',
    seeAlso: ['logits', 'draft'],
  },
  draft: {
    term: 'Draft',
    definition: 'A few tokens proposed by a small, fast model for a large one to check in a single pass. Those the large model accepts need no pass of their own.',
    phase: 'inference',
    seeAlso: ['acceptance-rate'],
  },
  embedding: {
    term: 'Embedding',
    definition: 'The list of numbers the model keeps for each token of its vocabulary, and starts from when it reads that token.',
    phase: 'both',
    seeAlso: ['token', 'weights'],
  },
  flop: {
    term: 'FLOP',
    definition: 'One floating-point operation: an addition or a multiplication. FLOPs is the plural; FLOP/s is the speed.',
    seeAlso: ['arithmetic-intensity'],
  },
  'forward-pass': {
    term: 'Forward pass',
    definition: 'One trip of numbers through the model, from token ids in to logits out. Inference consists of forward passes; training adds a backward pass that tells how to change the weights.',
    phase: 'both',
    seeAlso: ['layer', 'logits', 'gradient'],
  },
  gqa: {
    term: 'GQA (grouped-query attention)',
    definition: 'Attention in which several query heads share one head of keys and values, so that the KV cache is smaller.',
    phase: 'both',
    seeAlso: ['attention', 'kv-cache'],
  },
  gradient: {
    term: 'Gradient',
    definition: 'For every weight, how much the loss would rise if that weight rose a little. Training moves the weights against it.',
    phase: 'training',
    seeAlso: ['loss', 'step'],
  },
  greedy: {
    term: 'Greedy',
    definition: 'Always taking the likeliest candidate: temperature zero. No coin is needed, and the same prompt gives the same text, up to rounding on different hardware.',
    phase: 'inference',
    seeAlso: ['sampling', 'temperature'],
  },
  'held-out': {
    term: 'Held-out',
    definition: 'Said of text kept back from training, so that the model can be tested on something it has never seen.',
    phase: 'training',
    seeAlso: ['loss', 'perplexity'],
  },
  inference: {
    term: 'Inference',
    definition: 'Using a trained model: text goes in, text comes out, and no weight changes.',
    phase: 'inference',
    seeAlso: ['training', 'forward-pass'],
  },
  itl: {
    term: 'ITL (inter-token latency)',
    definition: 'The time between two adjacent tokens of one answer. Its percentiles show the stalls that a mean hides.',
    phase: 'inference',
    seeAlso: ['tpot', 'ttft', 'percentile'],
  },
  'kv-cache': {
    term: 'KV cache',
    definition: 'The keys and values that attention computed for earlier tokens, kept so that they need not be computed again. It stores no answers.',
    phase: 'inference',
    seeAlso: ['attention', 'prefix-reuse', 'gqa'],
  },
  latency: {
    term: 'Latency',
    definition: 'How long somebody waits. For a language model it has two parts: the wait for the first token and the gaps between the rest.',
    phase: 'inference',
    seeAlso: ['ttft', 'itl', 'throughput'],
  },
  layer: {
    term: 'Layer',
    definition: 'One of the identical blocks, each with its own weights, that the numbers pass through in turn. Ours has six; each holds attention and a SwiGLU part.',
    phase: 'both',
    seeAlso: ['attention', 'swiglu', 'forward-pass'],
  },
  logits: {
    term: 'Logits',
    definition: 'The model’s raw scores, one for every token of the vocabulary. Softmax turns them into probabilities.',
    phase: 'both',
    seeAlso: ['softmax', 'logprob', 'vocabulary'],
  },
  logprob: {
    term: 'Logprob',
    definition: 'The natural logarithm of a token’s probability: 0 for a certainty, ever more negative for the less likely. Logprobs add up along a text where probabilities multiply.',
    phase: 'both',
    seeAlso: ['logits', 'perplexity', 'nat'],
  },
  loss: {
    term: 'Loss',
    definition: 'How badly the model predicted, as one number: the mean negative logprob of the tokens that really came next. Training tries to make it small.',
    phase: 'training',
    seeAlso: ['logprob', 'perplexity', 'nat'],
  },
  nat: {
    term: 'Nat',
    definition: 'The unit of information with natural logarithms: a token to which the model gave probability p costs −ln p nats. One nat is about 1.44 bits.',
    seeAlso: ['logprob', 'loss'],
  },
  overfitting: {
    term: 'Overfitting',
    definition: 'What happens when a model goes on getting better at its training text and worse at all other: it learns the text by heart. The held-out loss turns up while the training loss falls.',
    phase: 'training',
    seeAlso: ['held-out', 'loss'],
  },
  parameter: {
    term: 'Parameter',
    definition: 'One of the numbers that training sets. Their count is a model’s size; how many bytes each takes is another question.',
    phase: 'both',
    seeAlso: ['weights', 'precision'],
  },
  percentile: {
    term: 'p50, p95',
    definition: 'Percentiles: half of all values are at most p50, which is the median, and 95 in 100 are at most p95.',
    seeAlso: ['itl', 'ttft'],
  },
  perplexity: {
    term: 'Perplexity',
    definition: 'The exponential of the mean negative logprob per token: among how many equally likely tokens the model is, in effect, undecided. Comparable only between models that share a tokenizer and a test text.',
    phase: 'both',
    seeAlso: ['logprob', 'loss', 'held-out'],
  },
  precision: {
    term: 'Precision',
    definition: 'How many bits store each number: f32 and f16 are floating-point formats of 32 and 16 bits, q8 and q4 whole numbers of 8 and 4 bits with a scale for each block.',
    seeAlso: ['quantisation', 'weights'],
  },
  prefill: {
    term: 'Prefill',
    definition: 'The first part of inference: the whole prompt goes through the model, its tokens side by side, and the first new token comes out.',
    phase: 'inference',
    seeAlso: ['decode', 'ttft', 'prompt'],
  },
  'prefix-reuse': {
    term: 'Prefix reuse',
    definition: 'Keeping the KV cache of a beginning that several requests share, so that prefill has only the rest to compute. It holds up to the first token that differs.',
    phase: 'inference',
    seeAlso: ['kv-cache', 'prefill'],
  },
  prompt: {
    term: 'Prompt',
    definition: 'The text a model is given to continue.',
    phase: 'inference',
    seeAlso: ['prefill', 'context-length'],
  },
  quantisation: {
    term: 'Quantisation',
    definition: 'Storing weights as small whole numbers with a scale for each block. It saves memory, and costs a little exactness.',
    phase: 'inference',
    seeAlso: ['scale', 'zero-point', 'block-size', 'precision'],
  },
  rmsnorm: {
    term: 'RMSNorm',
    definition: 'Divides a vector by its root mean square, then multiplies each entry by a learnt number. It keeps values in a steady range from layer to layer.',
    phase: 'both',
    seeAlso: ['layer'],
  },
  roofline: {
    term: 'Roofline',
    definition: 'A chart of the highest speed a device allows at each arithmetic intensity: a slope set by memory bandwidth, then a flat top set by peak arithmetic.',
    seeAlso: ['arithmetic-intensity'],
  },
  rope: {
    term: 'RoPE (rotary position embedding)',
    definition: 'Tells attention where tokens stand by turning pairs of numbers in queries and keys through an angle that grows with position. Their match then depends on how far apart two tokens are.',
    phase: 'both',
    seeAlso: ['attention'],
  },
  sampling: {
    term: 'Sampling',
    definition: 'Choosing the next token by chance, each candidate in proportion to its probability.',
    phase: 'inference',
    seeAlso: ['temperature', 'top-k', 'top-p', 'greedy', 'seed'],
  },
  scale: {
    term: 'Scale',
    definition: 'The number by which a block’s stored whole numbers are multiplied to give its weights back, nearly.',
    seeAlso: ['quantisation', 'zero-point', 'block-size'],
  },
  seed: {
    term: 'Seed',
    definition: 'The number from which all the coins of a run are computed. Same model, same prompt, same settings, same seed: same text, but for rounding on different hardware.',
    phase: 'inference',
    seeAlso: ['coin', 'sampling'],
  },
  softmax: {
    term: 'Softmax',
    definition: 'Turns any list of scores into probabilities: raise e to each score, then divide by the sum of them all.',
    phase: 'both',
    seeAlso: ['logits', 'temperature'],
  },
  'static-batching': {
    term: 'Static batching',
    definition: 'A way to serve requests together in which the batch is closed at its start and runs until its longest answer is done.',
    phase: 'inference',
    seeAlso: ['batch', 'continuous-batching'],
  },
  step: {
    term: 'Training step',
    definition: 'One change of the weights: read a batch of text, compute the loss and its gradient, move the weights a little.',
    phase: 'training',
    seeAlso: ['loss', 'gradient', 'batch'],
  },
  'stop-token': {
    term: 'Stop token',
    definition: 'A token of the vocabulary that means the text ends here. When it is drawn, generation stops.',
    phase: 'inference',
    seeAlso: ['token', 'vocabulary'],
  },
  swiglu: {
    term: 'SwiGLU',
    definition: 'The part of a layer that works on each position by itself: two projections, one passed through a smooth gate and multiplied with the other, then a third projection back.',
    phase: 'both',
    seeAlso: ['layer'],
  },
  temperature: {
    term: 'Temperature',
    definition: 'The number the logits are divided by before softmax. Below 1 the likeliest candidates gain, above 1 the unlikely ones do; 0 stands for greedy.',
    phase: 'inference',
    seeAlso: ['softmax', 'sampling', 'greedy'],
  },
  throughput: {
    term: 'Throughput',
    definition: 'Tokens finished per second. Always say whether for one request or for the whole batch.',
    phase: 'inference',
    seeAlso: ['batch', 'latency'],
  },
  token: {
    term: 'Token',
    definition: 'The unit a language model reads and writes: a piece of text from a fixed list. It may be a whole word with the space before it, part of a word, a punctuation mark, or part of one character.',
    phase: 'both',
    seeAlso: ['vocabulary', 'tokenizer', 'bpe'],
  },
  tokenizer: {
    term: 'Tokenizer',
    definition: 'The program that cuts text into tokens and joins tokens back into text. It is fixed before training and contains no neural network.',
    phase: 'both',
    seeAlso: ['token', 'bpe'],
  },
  'top-k': {
    term: 'Top-k',
    definition: 'Sampling from the k likeliest candidates only.',
    phase: 'inference',
    seeAlso: ['top-p', 'sampling'],
  },
  'top-p': {
    term: 'Top-p (nucleus sampling)',
    definition: 'Sampling from the fewest candidates, likeliest first, whose probabilities together reach p.',
    phase: 'inference',
    seeAlso: ['top-k', 'sampling'],
  },
  tpot: {
    term: 'TPOT (time per output token)',
    definition: 'A request’s end-to-end time less its TTFT, divided by its tokens less one: the mean gap of that request.',
    phase: 'inference',
    seeAlso: ['itl', 'ttft'],
  },
  training: {
    term: 'Training',
    definition: 'Setting a model’s weights by showing it text and correcting its predictions, over and over, before anybody uses it.',
    phase: 'training',
    seeAlso: ['inference', 'weights', 'loss', 'step'],
  },
  ttft: {
    term: 'TTFT (time to first token)',
    definition: 'The time from the request to the first token of its answer. Prefill, and any wait in a queue, are in it.',
    phase: 'inference',
    seeAlso: ['prefill', 'itl', 'latency'],
  },
  vocabulary: {
    term: 'Vocabulary',
    definition: 'The fixed list of all tokens a model knows, each with its number, the id. Ours has 2,048.',
    phase: 'both',
    seeAlso: ['token', 'tokenizer'],
  },
  webgpu: {
    term: 'WebGPU',
    definition: 'The browser’s standard interface to the graphics processor, for calculation as much as for drawing.',
  },
  weights: {
    term: 'Weights',
    definition: 'The numbers inside a model, set in training and only read in inference. In these pages the same as its parameters.',
    phase: 'both',
    seeAlso: ['parameter', 'training', 'inference'],
  },
  'zero-point': {
    term: 'Zero point',
    definition: 'The stored whole number that stands for 0 in a quantised block whose range is not centred on zero.',
    seeAlso: ['quantisation', 'scale'],
  },
} as const satisfies Record<string, GlossaryEntry>;

export type TermId = keyof typeof glossary;
