import { pocket5m } from '@/content/own-models';
import type { Measure } from '@/lib/measure/measure';

/** Tokens of each text of this figure. */
export const mostTokens = 20;

/** Pieces of the vocabulary: what each token of a continuation is chosen from. A test holds it against the model's own file. */
export const vocab = 2_048;

/** Bytes of the model's file. */
export const modelBytes: Measure = { name: 'model-bytes', value: pocket5m.fileBytes, unit: 'bytes', provenance: { kind: 'counted', what: 'the size of model.safetensors' } };

const bytesFormula = 'continuations ÷ bytes of the model';

/** How many texts of so many tokens there are, exactly. */
export const exactContinuations = (tokens: number): bigint => BigInt(vocab) ** BigInt(tokens);

/** The same as a measure. */
export function continuations(tokens: number): Measure {
  const what = tokens === 1 ? 'one token, each piece of the vocabulary' : `${vocab.toLocaleString('en-GB')} pieces of the vocabulary for each of ${tokens} tokens, multiplied`;
  return { name: 'continuations', value: vocab ** tokens, unit: 'count', provenance: { kind: 'counted', what } };
}

export function continuationsPerByte(tokens: number): Measure {
  const all = continuations(tokens);
  return { name: 'continuations-per-byte', value: all.value / modelBytes.value, unit: 'count', provenance: { kind: 'derived', from: [all.provenance, modelBytes.provenance], formula: bytesFormula } };
}

/** The shortest length of which there are more texts than the model has bytes. */
export const firstWithoutRoom = Array.from({ length: mostTokens }, (_, index) => index + 1).find((tokens) => vocab ** tokens > modelBytes.value) ?? mostTokens;

/** Powers of ten with digits small and raised, as they are set: 1.7 × 10⁵⁹. */
export function powerText(value: number): string {
  if (value >= 0.001 && value < 1e6) return value.toLocaleString('en-GB', { maximumSignificantDigits: value < 1000 ? 3 : 6, maximumFractionDigits: value < 1000 ? undefined : 0 });
  const [digits, exponent] = value.toExponential(1).split('e');
  return `${digits} × 10${[...String(Number(exponent))].map((sign) => raised[sign]).join('')}`;
}

const raised: Readonly<Record<string, string>> = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };
