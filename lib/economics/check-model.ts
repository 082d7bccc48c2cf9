import type { LanguageModel } from '@/content/language-models';
import { checkChoice, checkText, checkWhole, hasFields, limits, shown } from './numbers';
import { firstRefusal, refusal } from './refusal';
import type { Refusal } from './request';

/** Whether a model's dimensions can be those of a model: whole numbers, none absurd, parts no larger than their whole; and whether it says what it is. */
export function checkModel(model: LanguageModel): Refusal | undefined {
  if (!hasFields(model)) return refusal('unknown-model', `The model is ${shown(model)}.`, 'Give an object with the fields of content/language-models.ts.');
  return checkText('name of the model', model.name) ?? checkWords(model) ?? checkDimensions(model) ?? checkParts(model);
}

function checkWords({ name, source, tiedEmbeddings, feedForward, slidingWindow }: LanguageModel): Refusal | undefined {
  const wrong = (message: string, remedy: string): Refusal => refusal('not-modelled', message, remedy);
  return firstRefusal(
    checkText(`source of ${name}`, source),
    checkChoice('feedForward', feedForward, { gated: true, plain: true }),
    typeof tiedEmbeddings === 'boolean' ? undefined : wrong(`tiedEmbeddings of ${name} is ${shown(tiedEmbeddings)}.`, 'Give true where the head is the embedding, else false.'),
    slidingWindow === undefined || hasFields(slidingWindow) ? undefined : wrong(`slidingWindow of ${name} is ${shown(slidingWindow)}.`, 'Give { tokens, layers }, or leave it out.'),
  );
}

function checkDimensions(model: LanguageModel): Refusal | undefined {
  const { name, slidingWindow } = model;
  const whole = (field: string, value: number, most: number, least?: number): Refusal | undefined => checkWhole(`${field} of ${name}`, value, most, least);
  return firstRefusal(
    whole('parameters', model.parameters, limits.parameters),
    whole('layers', model.layers, 1e5),
    whole('dim', model.dim, 1e7),
    whole('hiddenDim', model.hiddenDim, 1e7),
    whole('heads', model.heads, 1e5),
    whole('kvHeads', model.kvHeads, 1e5),
    whole('headDim', model.headDim, 1e5),
    whole('vocab', model.vocab, 1e9),
    whole('contextLength', model.contextLength, limits.requestTokens),
    model.activeParameters === undefined ? undefined : whole('activeParameters', model.activeParameters, limits.parameters),
    model.latentWidth === undefined ? undefined : whole('latentWidth', model.latentWidth, 1e7),
    slidingWindow && whole('slidingWindow.tokens', slidingWindow.tokens, limits.requestTokens),
    slidingWindow && whole('slidingWindow.layers', slidingWindow.layers, 1e5, 0),
  );
}

function checkParts(model: LanguageModel): Refusal | undefined {
  const { name, heads, kvHeads, layers, parameters, vocab, dim, tiedEmbeddings, slidingWindow } = model;
  const active = model.activeParameters ?? parameters;
  const embeddings = (tiedEmbeddings ? 1 : 2) * vocab * dim;
  const wrong = (message: string, remedy: string): Refusal => refusal('invalid-number', `${name}: ${message}.`, remedy);
  if (heads % kvHeads !== 0) return wrong(`${heads} heads cannot share ${kvHeads} KV heads evenly`, 'Give as many KV heads as divide the heads.');
  if (active > parameters) return wrong(`${active} active parameters are more than its ${parameters} parameters`, 'Give all weights less the experts that a token does not meet.');
  if (active <= embeddings) return wrong(`its embedding alone has ${embeddings} numbers, and it is to have ${active} weights`, 'Give all weights (of a mixture of experts the active ones), embeddings included, or correct vocab and dim.');
  if (slidingWindow && slidingWindow.layers > layers) return wrong(`${slidingWindow.layers} of its ${layers} layers are to have a window`, 'Give at most all layers.');
  return undefined;
}
