import type { LanguageModel } from '@/content/language-models';
import type { Provenance } from '@/lib/measure/measure';
import { checkModel } from './check-model';
import { derived, type Derived } from './derived';
import { checkWhole, limits } from './numbers';
import type { Flops } from './quantities';
import { firstRefusal, refusal } from './refusal';
import type { Refusal } from './request';

const published = (model: LanguageModel): Provenance[] => [{ kind: 'published', source: model.source }];

/**
 * Multiplications and additions of a training run: 6 · N · D, two forward and four backward for each weight and token.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), section 2.1. Validity: leaves out attention's own sums (a few per cent at contexts much shorter than the model is
 * wide) and whatever is computed twice to save memory; for a mixture of experts N is the active parameters.
 * @param parameters N
 * @param tokens D, each as often as it was read
 * @param from where the two come from
 */
export function trainingFlops(parameters: number, tokens: number, from: readonly Provenance[]): Derived<Flops> | Refusal {
  return (
    firstRefusal(checkWhole('parameters', parameters, limits.parameters), checkWhole('training tokens', tokens, limits.lifetimeTokens)) ??
    derived('training-flops', 6 * parameters * tokens, 'flops', '6 × parameters × training tokens', from)
  );
}

/**
 * A token through all matrices: 2 · N, a multiplication and an addition for each weight that the token meets. The input embedding is looked up, not multiplied;
 * the head counts (where it is the embedding, turned round, that table counts once); of a mixture of experts the active parameters count.
 *
 * Source: Kaplan et al. 2020, section 2.1; "Transformer Inference Arithmetic" (kipply, 2022), section "flops counting".
 * Validity: without attention's own sums (decodeFlops and prefillFlops have them); norms, biases and learned positions pass for matrices, under 1 %.
 */
export function tokenFlops(model: LanguageModel): Derived<Flops> | Refusal {
  return checkModel(model) ?? derived('flops-per-token', 2 * multipliedWeights(model), 'flops', '2 × weights that a token is multiplied by', published(model));
}

function multipliedWeights({ parameters, activeParameters, tiedEmbeddings, vocab, dim }: LanguageModel): number {
  return (activeParameters ?? parameters) - (tiedEmbeddings ? 0 : vocab * dim);
}

/**
 * The same exactly, from the shapes of the matrices alone: 2 · (L · (2 · d · d_h · (h + h_kv) + matrices · d · hidden) + vocab · d), with three matrices in a gated
 * feed-forward network and two in a plain one. With as many KV heads as heads, d wide in all, and a plain network 4d wide the layers come to kipply's 24 · L · d².
 *
 * Source: as in tokenFlops. Validity: dense models with keys and values of their own; others are refused, since their shapes do not tell.
 * @param head whether the last step, to the scores of all tokens, is taken
 */
export function matrixFlops(model: LanguageModel, head: boolean): Derived<Flops> | Refusal {
  const { name, layers, dim, hiddenDim, feedForward, heads, kvHeads, headDim, vocab, activeParameters, latentWidth } = model;
  const refused = checkModel(model);
  if (refused) return refused;
  if (activeParameters !== undefined || latentWidth !== undefined) {
    return refusal('not-modelled', `${name} has experts or latent attention: its matrices are not told by these shapes.`, 'Take tokenFlops, which counts by parameters.');
  }
  const layer = 2 * dim * headDim * (heads + kvHeads) + (feedForward === 'gated' ? 3 : 2) * dim * hiddenDim;
  return derived('flops-per-token', 2 * (layers * layer + (head ? vocab * dim : 0)), 'flops', '2 × the entries of all matrices', published(model));
}

/**
 * Tokens that the new ones look at, themselves included, over all layers: Σ over layers and positions p of p + 1, at most the layer's window. Of a checked model.
 * @param first position of the first new token
 * @param count of new tokens
 */
export function positionsSeen({ layers, slidingWindow }: LanguageModel, first: number, count: number): number {
  const all = count * first + (count * (count + 1)) / 2;
  if (!slidingWindow) return layers * all;
  const growing = Math.min(count, Math.max(0, slidingWindow.tokens - first));
  const windowed = growing * first + (growing * (growing + 1)) / 2 + (count - growing) * slidingWindow.tokens;
  return (layers - slidingWindow.layers) * all + slidingWindow.layers * windowed;
}

/**
 * Operations of one new token and one position that it looks at, in one layer, all heads: a score and a share of the mean. Of a checked model.
 * Decode with multi-head latent attention works on the latent row itself.
 */
export const perPosition = ({ heads, headDim, latentWidth }: LanguageModel, phase: 'prefill' | 'decode'): number => 4 * heads * ((phase === 'decode' && latentWidth) || headDim);

/**
 * One more token of one sequence: 2 · N and attention's 4 · L · h · d_h · s.
 *
 * Source: kipply 2022; LLM-Viewer (Yuan et al. 2024, arXiv 2402.16363). Validity: softmax and scaling are left out (3 operations beside each 4 · d_h); with
 * multi-head latent attention every head reads the latent row twice, which is 6 % over, since its part for positions gives no value.
 * @param contextTokens s, the new token included
 */
export function decodeFlops(model: LanguageModel, contextTokens: number): Derived<Flops> | Refusal {
  return (
    firstRefusal(checkModel(model), checkWhole('contextTokens', contextTokens, limits.requestTokens)) ??
    derived('decode-flops', decodeCount(model, contextTokens - 1, 1), 'flops', '2 × weights met + 4 × layers × heads × head width × context', published(model))
  );
}

function decodeCount(model: LanguageModel, first: number, count: number): number {
  return 2 * multipliedWeights(model) * count + perPosition(model, 'decode') * positionsSeen(model, first, count);
}

/**
 * Reading a prompt of one sequence: 2 · N for each new token, but the head for the last alone, and causal attention's 2 · L · h · d_h · S · (S + 1): half of what
 * it were without the mask, which is what a good kernel computes.
 *
 * Source and validity as in decodeFlops; LLM-Viewer counts attention unmasked.
 * @param promptTokens S
 * @param cachedTokens how many of them are in the KV cache already; at most all but the last
 */
export function prefillFlops(model: LanguageModel, promptTokens: number, cachedTokens = 0): Derived<Flops> | Refusal {
  return (
    firstRefusal(
      checkModel(model),
      checkWhole('promptTokens', promptTokens, limits.requestTokens),
      checkWhole('cachedTokens', cachedTokens, Math.max(0, promptTokens - 1), 0),
    ) ??
    derived(
      'prefill-flops',
      prefillCount(model, promptTokens, cachedTokens),
      'flops',
      '2 × weights met × tokens, the head’s once + 4 × layers × heads × head width × tokens looked at',
      published(model),
    )
  );
}

function prefillCount(model: LanguageModel, promptTokens: number, cachedTokens: number): number {
  const count = promptTokens - cachedTokens;
  const head = model.vocab * model.dim;
  return 2 * ((multipliedWeights(model) - head) * count + head) + perPosition(model, 'prefill') * positionsSeen(model, cachedTokens, count);
}

/**
 * A whole answer: the prompt is read, which gives the first token; each further one is a decode step.
 * @param outputTokens written, the first included
 */
export function answerFlops(model: LanguageModel, promptTokens: number, outputTokens: number): Derived<Flops> | Refusal {
  return (
    firstRefusal(
      checkModel(model),
      checkWhole('promptTokens', promptTokens, limits.requestTokens),
      checkWhole('outputTokens', outputTokens, limits.requestTokens),
    ) ??
    derived(
      'answer-flops',
      prefillCount(model, promptTokens, 0) + decodeCount(model, promptTokens, outputTokens - 1),
      'flops',
      'prefill of the prompt + a decode step for each token after the first',
      published(model),
    )
  );
}
