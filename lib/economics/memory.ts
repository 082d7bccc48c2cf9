import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import type { Provenance } from '@/lib/measure/measure';
import { checkModel } from './check-model';
import { derived, type Derived } from './derived';
import { checkChoice, checkPositive, checkWhole, limits } from './numbers';
import { kvShards } from './parallel';
import { bytes, gibibytes, gigabytes, type Bytes, type Count, type Tokens } from './quantities';
import { firstRefusal } from './refusal';
import type { Refusal } from './request';

/** Tokens of a block, as vLLM hands KV memory out (Kwon et al. 2023, arXiv 2309.06180, section 4.2). */
export const kvBlockTokens = 16;

const published = (model: LanguageModel): Provenance[] => [{ kind: 'published', source: model.source }];

const memoryUnits: Readonly<Record<Hardware['memoryUnit'], (count: number) => Bytes>> = { GB: gigabytes, GiB: gibibytes };

/** Whether a device's memory is a size in a unit that is known: without the unit it could be either of two, 7 % apart. */
export const checkMemory = ({ name, memory, memoryUnit }: Pick<Hardware, 'name' | 'memory' | 'memoryUnit'>): Refusal | undefined =>
  firstRefusal(checkPositive(`memory of ${name}`, memory, limits.gigabytes), checkChoice('memoryUnit', memoryUnit, memoryUnits));

/** All of one device's memory, where checkMemory has no objection. */
export const checkedMemoryOf = ({ memory, memoryUnit }: Pick<Hardware, 'memory' | 'memoryUnit'>): Bytes => memoryUnits[memoryUnit](memory);

/** All of one device's memory. */
export const memoryOf = (hardware: Pick<Hardware, 'name' | 'memory' | 'memoryUnit'>): Bytes | Refusal => checkMemory(hardware) ?? checkedMemoryOf(hardware);

/**
 * What the weights take: N · bits / 8 bytes. Every weight is stored: all experts of a mixture, and tied embeddings once, since `parameters` counts them once.
 *
 * Validity: exact where `bitsPerWeight` is the file's mean (8,030,261,248 weights of Llama-3.1-8B at 4.8944 bits are the 4.58 GiB of its Q4_K_M file);
 * a format's nominal bits leave out scales, and tensors that are kept at a higher precision.
 * @param parameters N
 * @param bitsPerWeight scales and zero points included
 * @param from where the two come from
 */
export function weightMemory(parameters: number, bitsPerWeight: number, from: readonly Provenance[]): Derived<Bytes> | Refusal {
  return (
    firstRefusal(checkWhole('parameters', parameters, limits.parameters), checkPositive('bitsPerWeight', bitsPerWeight, limits.bitsPerNumber)) ??
    derived('weight-bytes', (parameters * bitsPerWeight) / 8, 'bytes', 'parameters × bits a weight ÷ 8', from)
  );
}

/** Numbers that one layer keeps for a token: a key and a value for each KV head, or the latent row of multi-head latent attention. */
const numbersPerLayer = ({ latentWidth, kvHeads, headDim }: LanguageModel): number => latentWidth ?? 2 * kvHeads * headDim;

/**
 * What the KV cache grows by with a token: 2 · L · h_kv · d_h · bits / 8 bytes; with multi-head latent attention L · (latent width) · bits / 8.
 *
 * Source: Carol Chen, "Transformer Inference Arithmetic" (kipply, 2022), section "kv cache"; DeepSeek-V2 (arXiv 2405.04434), section 2.1, for the latent row.
 * Validity: exact for what is stored; scales of a quantised cache are not counted. With a sliding window it holds until the window is full: see kvMemory.
 */
export function kvMemoryPerToken(model: LanguageModel, bitsPerNumber: number): Derived<Bytes> | Refusal {
  const formula = model.latentWidth ? 'layers × latent width × bits ÷ 8' : '2 × layers × KV heads × head width × bits ÷ 8';
  return (
    firstRefusal(checkModel(model), checkPositive('bitsPerNumber', bitsPerNumber, limits.bitsPerNumber)) ??
    derived('kv-bytes-per-token', (model.layers * numbersPerLayer(model) * bitsPerNumber) / 8, 'bytes', formula, published(model))
  );
}

/**
 * What the KV cache of one sequence takes at a context of so many tokens: layers with a sliding window keep the last `window` tokens, the others all.
 * Validity: of an engine that really lets go of what is behind the window, as vLLM V1 and llama.cpp do.
 */
export function kvMemory(model: LanguageModel, contextTokens: number, bitsPerNumber: number): Derived<Bytes> | Refusal {
  return (
    firstRefusal(checkModel(model), checkWhole('contextTokens', contextTokens, limits.requestTokens), checkPositive('bitsPerNumber', bitsPerNumber, limits.bitsPerNumber)) ??
    derived('kv-bytes', kvBytes(model, contextTokens, bitsPerNumber), 'bytes', 'bytes a token and layer × tokens that the layer looks back to, over all layers', published(model))
  );
}

/** kvMemory's sum, of a checked model. */
export function kvBytes(model: LanguageModel, contextTokens: number, bitsPerNumber: number): Bytes {
  const windowed = model.slidingWindow?.layers ?? 0;
  const keptRows = (model.layers - windowed) * contextTokens + windowed * Math.min(contextTokens, model.slidingWindow?.tokens ?? contextTokens);
  return bytes((keptRows * numbersPerLayer(model) * bitsPerNumber) / 8);
}

/**
 * Tokens that memory holds, in whole blocks: ⌊room / bytes a token / block⌋ · block.
 *
 * Source: vLLM (arXiv 2309.06180), Table 1: 12 GiB of 819,200 bytes a token are its 15.7K slots, 264 GiB of 4,718,592 its 60.1K. (Its "GB" are GiB: 12 · 10⁹ bytes would be 14.6K.)
 * @param room what is left for the cache, on all devices together
 * @param bytesPerToken on all devices together
 */
export function kvCapacity(room: Bytes, bytesPerToken: Bytes, from: readonly Provenance[], blockTokens = kvBlockTokens): Derived<Tokens> | Refusal {
  return (
    firstRefusal(
      checkPositive('room', room, limits.bytes),
      checkPositive('bytesPerToken', bytesPerToken, limits.bytes),
      checkWhole('blockTokens', blockTokens, limits.requestTokens),
    ) ?? derived('kv-capacity', Math.floor(room / bytesPerToken / blockTokens) * blockTokens, 'tokens', `⌊bytes left ÷ bytes a token ÷ ${blockTokens}⌋ × ${blockTokens}`, from)
  );
}

/**
 * Sequences of one length that memory holds: ⌊room / bytes of the sequence, filled up to whole blocks⌋. Unlike kvCapacity it knows sliding windows, and can be 0.
 * @param room as in kvCapacity
 */
export function kvSequences(room: Bytes, model: LanguageModel, contextTokens: number, bitsPerNumber: number): Derived<Count> | Refusal {
  const refused = firstRefusal(
    checkPositive('room', room, limits.bytes),
    checkModel(model),
    checkWhole('contextTokens', contextTokens, limits.requestTokens),
    checkPositive('bitsPerNumber', bitsPerNumber, limits.bitsPerNumber),
  );
  if (refused) return refused;
  const blocked = Math.ceil(contextTokens / kvBlockTokens) * kvBlockTokens;
  return derived('kv-sequences', Math.floor(room / kvBytes(model, blocked, bitsPerNumber)), 'count', '⌊bytes left ÷ bytes of one sequence in whole blocks⌋', published(model));
}

/** A size for a sentence, in both units, since a reader may know either: "141.2 GB (131.5 GiB)"; less than a tenth of either in the units below, and never as nothing: "0.4 MB (0.4 MiB)". */
export function inBothUnits(size: number): string {
  if (size >= 0.1 * gibibytes(1) || size === 0) return `${(size / gigabytes(1)).toFixed(1)} GB (${(size / gibibytes(1)).toFixed(1)} GiB)`;
  return size >= 0.1 * 2 ** 20 ? `${(size / 1e6).toFixed(1)} MB (${(size / 2 ** 20).toFixed(1)} MiB)` : `${Math.ceil(size).toLocaleString('en-GB')} bytes`;
}

/** How often the cache is stored over all devices of a tensor-parallel group: more than once where there are more devices than shards of it. */
export const kvCopies = (model: LanguageModel, devices: number): number => devices / kvShards(model, devices);

/** Bytes of weights and of the caches of so many sequences of so many tokens, over all devices. */
export function neededBytes(model: LanguageModel, bitsPerWeight: number, kvBitsPerNumber: number, sequences: number, tokens: number, devices: number): Bytes {
  return bytes((model.parameters * bitsPerWeight) / 8 + sequences * kvBytes(model, tokens, kvBitsPerNumber) * kvCopies(model, devices));
}
