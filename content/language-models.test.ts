import { describe, expect, it, test } from 'vitest';
import { type LanguageModel, languageModels } from './language-models';
import { modelShapes } from './model-shapes';
import { sources } from './sources';

const modelNamed = (name: string): LanguageModel => {
  const model = languageModels.find((each) => each.name === name);
  if (!model) throw new Error(`content/language-models.ts has no ${name}.`);
  return model;
};

/** Queries, keys, values and what brings them back, without biases. */
const attentionMatrices = ({ dim, heads, kvHeads, headDim }: LanguageModel) => 2 * dim * heads * headDim + 2 * dim * kvHeads * headDim;

/** GPT-2, GPT-3, OPT: biases everywhere, two layer norms of two vectors, learned positions (OPT keeps two more), one table for embedding and head. */
function likeGpt(model: LanguageModel, positions = model.contextLength): number {
  const { layers, dim, hiddenDim, vocab } = model;
  const layer = attentionMatrices(model) + 4 * dim + 2 * dim * hiddenDim + hiddenDim + dim + 4 * dim;
  return layers * layer + 2 * dim + (vocab + positions) * dim;
}

/** BLOOM: as GPT, but no positions, and a layer norm after the embedding. */
const likeBloom = (model: LanguageModel): number => likeGpt(model, 0) + 2 * model.dim;

/** GPT-J: one layer norm, no bias in attention, rotary positions, a head of its own with a bias. */
function likeGptJ(model: LanguageModel): number {
  const { layers, dim, hiddenDim, vocab } = model;
  return layers * (attentionMatrices(model) + 2 * dim + 2 * dim * hiddenDim + hiddenDim + dim) + 2 * dim + 2 * vocab * dim + vocab;
}

/** Falcon-180B: two layer norms of two vectors, no biases. */
function likeFalcon(model: LanguageModel): number {
  const { layers, dim, hiddenDim, vocab } = model;
  return layers * (attentionMatrices(model) + 4 * dim + 2 * dim * hiddenDim) + 2 * dim + 2 * vocab * dim;
}

/** What a family has beside LLaMA’s parts: Qwen3 norms each head’s query and key, Qwen2.5 has biases there and at the values, Gemma 2 two norms more. */
function besideLlama({ name, dim, heads, kvHeads, headDim }: LanguageModel): number {
  if (name.startsWith('Qwen3')) return 2 * headDim;
  if (name.startsWith('Qwen2.5')) return (heads + 2 * kvHeads) * headDim;
  return name.startsWith('Gemma-2') ? 2 * dim : 0;
}

/** LLaMA and its kin: two RMS norms, gate, up and down; with experts, that many of them and a router. */
function likeLlama(model: LanguageModel, expertsMet = model.experts?.count ?? 1): number {
  const { layers, dim, hiddenDim, vocab, experts } = model;
  const router = experts ? experts.count * dim : 0;
  const layer = attentionMatrices(model) + 2 * dim + besideLlama(model) + router + expertsMet * 3 * dim * hiddenDim;
  return layers * layer + dim + vocab * dim * (model.tiedEmbeddings ? 1 : 2);
}

/** Llama 4: one expert is shared by all tokens; every other layer of Maverick is dense and twice as wide. */
function likeLlama4(model: LanguageModel, expertsMet = model.experts?.count ?? 0): number {
  const { name, layers, dim, hiddenDim, vocab, experts } = model;
  const denseLayers = name === 'Llama-4-Maverick' ? layers / 2 : 0;
  const expertLayer = (experts?.count ?? 0) * dim + (expertsMet + 1) * 3 * dim * hiddenDim;
  const feedForwards = denseLayers * 3 * dim * 2 * hiddenDim + (layers - denseLayers) * expertLayer;
  return layers * (attentionMatrices(model) + 2 * dim) + feedForwards + dim + 2 * vocab * dim;
}

/** gpt-oss: biases everywhere, one sink a head, experts with biases. */
function likeGptOss(model: LanguageModel, expertsMet = model.experts?.count ?? 0): number {
  const { layers, dim, hiddenDim, heads, kvHeads, headDim, vocab, experts } = model;
  const attention = attentionMatrices(model) + heads * headDim + 2 * kvHeads * headDim + dim + heads;
  const router = (experts?.count ?? 0) * (dim + 1);
  const expert = 3 * dim * hiddenDim + 2 * hiddenDim + dim;
  return layers * (attention + router + 2 * dim + expertsMet * expert) + dim + 2 * vocab * dim;
}

/** DeepSeek-V3: latent attention (query rank 1536, key and value rank 512, 64 rotary numbers), three dense layers 18,432 wide, one shared expert. */
function likeDeepSeek(model: LanguageModel, expertsMet = model.experts?.count ?? 0): number {
  const { layers, dim, hiddenDim, heads, headDim, vocab, experts } = model;
  const [queryRank, keyValueRank, rotary, denseLayers, denseHiddenDim] = [1536, 512, 64, 3, 18_432];
  const queries = dim * queryRank + queryRank + queryRank * heads * (headDim + rotary);
  const keysAndValues = dim * (keyValueRank + rotary) + keyValueRank + keyValueRank * heads * 2 * headDim;
  const attention = queries + keysAndValues + heads * headDim * dim;
  const router = (experts?.count ?? 0) * (dim + 1);
  const expertLayer = router + (expertsMet + 1) * 3 * dim * hiddenDim;
  return layers * (attention + 2 * dim) + denseLayers * 3 * dim * denseHiddenDim + (layers - denseLayers) * expertLayer + dim + 2 * vocab * dim;
}

/** Every family has its way of counting: `expertsMet` experts of each layer, all if not said. */
function countedParameters(model: LanguageModel, expertsMet?: number): number {
  if (model.name === 'GPT-J-6B') return likeGptJ(model);
  if (model.name === 'Falcon-180B') return likeFalcon(model);
  if (model.name.startsWith('OPT')) return likeGpt(model, model.contextLength + 2);
  if (model.name.startsWith('BLOOM')) return likeBloom(model);
  if (model.feedForward === 'plain') return likeGpt(model);
  if (model.name.startsWith('Llama-4')) return likeLlama4(model, expertsMet);
  if (model.name.startsWith('gpt-oss')) return likeGptOss(model, expertsMet);
  if (model.latentWidth) return likeDeepSeek(model, expertsMet);
  return likeLlama(model, expertsMet);
}

describe.each(languageModels.map((model): [string, LanguageModel] => [model.name, model]))('%s', (_, model) => {
  it('has as many weights as its dimensions give', () => {
    expect(countedParameters(model)).toBe(model.parameters);
  });

  it('has as many weights at work as its chosen experts give', () => {
    expect(model.activeParameters).toBe(model.experts && countedParameters(model, model.experts.chosen));
  });

  it('has a date and a source', () => {
    expect(model.released).toMatch(/^20\d\d(-\d\d-\d\d)?$/);
    expect(sources).toHaveProperty([model.source]);
  });

  it('is written as a model can be', () => {
    expect(model.heads % model.kvHeads).toBe(0);
    expect(model.slidingWindow?.layers ?? 0).toBeLessThanOrEqual(model.layers);
    expect(model.experts?.chosen ?? 0).toBeLessThanOrEqual(model.experts?.count ?? 0);
  });
});

test('no two models share a name', () => {
  const names = languageModels.flatMap(({ name, alsoCalled = [] }) => [name, ...alsoCalled]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the oldest comes first', () => {
  const released = languageModels.map((model) => model.released);
  expect(released).toEqual(released.toSorted());
});

test('every shape that is measured here has its model', () => {
  for (const { name, source } of modelShapes) expect(modelNamed(name).source).toBe(source);
});

// What makers and papers say, to the last figure that they print.
test.each([
  ['Mixtral-8x7B', 46.7, 12.9],
  ['DeepSeek-V3', 671, 37.6],
  ['Llama-4-Scout', 108, 17.2],
  ['Llama-4-Maverick', 401, 17.2],
  ['Qwen3-30B-A3B', 30.5, 3.35],
  ['Qwen3-235B-A22B', 235, 22.2],
])('%s has %f thousand million weights, of which a token meets %f', (name, all, active) => {
  const { parameters, activeParameters = 0 } = modelNamed(name);
  expect(Number((parameters / 1e9).toPrecision(3))).toBe(all);
  expect(Number((activeParameters / 1e9).toPrecision(3))).toBe(active);
});

test.each([
  ['gpt-oss-20b', 20.91, 3.61],
  ['gpt-oss-120b', 116.83, 5.13],
])('%s has %f thousand million weights; its card leaves the embedding out of the %f that a token meets', (name, all, active) => {
  const { parameters, activeParameters = 0, vocab, dim } = modelNamed(name);
  expect(Number((parameters / 1e9).toFixed(2))).toBe(all);
  expect(Number(((activeParameters - vocab * dim) / 1e9).toFixed(2))).toBe(active);
});

// 16 bits: published by the scaling book (Llama 3) and the vLLM paper (OPT-13B: 800 KB of 1,024 bytes; OPT-175B by its Table 1: 60.1K tokens in 264 GB).
test.each([
  ['Llama-3-70B', 327_680],
  ['OPT-13B', 819_200],
  ['OPT-175B', 4_718_592],
])('%s keeps %d bytes of keys and values for a token', (name, published) => {
  const { layers, kvHeads, headDim } = modelNamed(name);
  expect(2 * layers * kvHeads * headDim * 2).toBe(published);
});
