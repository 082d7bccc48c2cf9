import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import type { StepConstants } from './calibration';
import { allReduceTime, kvShards } from './parallel';
import { arithmeticOf, vectorTeraflops } from './precision';
import { bytes, seconds, type Bytes, type Flops, type Seconds } from './quantities';
import type { StoredPrecision } from './request';
import type { SoftwareTraits } from './software';

/** Devices with an engine on them, and how they hold a model. */
export interface Machine {
  readonly hardware: Hardware;
  /** That work on one step together, each with its share of every matrix. */
  readonly devices: number;
  /** Groups of such devices that a token passes through one after another, each with its share of the layers. */
  readonly stages: number;
  readonly traits: SoftwareTraits;
  readonly precision: StoredPrecision;
  readonly bitsPerWeight: number;
  readonly kvBitsPerNumber: number;
  readonly constants: StepConstants;
}

/** What one pass through all layers has to do, for all sequences in it together. */
export interface Step {
  /** Positions that go through the layers. */
  readonly tokens: number;
  /** Positions whose logits are worked out. */
  readonly logits: number;
  /** Keys and values that attention reads. */
  readonly kvBytes: Bytes;
  /** Of attention's two products. */
  readonly attentionFlops: Flops;
  /** Pairs of a query and a key, over all heads and layers. */
  readonly scores: number;
}

/**
 * The knee between memory and arithmetic: (a^1.5 + b^1.5)^(1/1.5). On 2,240 of Vidur's GEMM timings it is 4.6 to 6 % off in the median, a
 * plain maximum 6.1 to 8.9 %.
 */
export const smoothMaximum = (one: number, other: number): number => (one ** 1.5 + other ** 1.5) ** (1 / 1.5);

/** Weights of the layers that `tokens` tokens meet, of all those the model has: experts are drawn at random. */
export function layerWeights(model: LanguageModel, tokens: number): { readonly touched: number; readonly perToken: number } {
  const embeddings = (model.tiedEmbeddings ? 1 : 2) * model.vocab * model.dim;
  const all = model.parameters - embeddings;
  const perToken = (model.activeParameters ?? model.parameters) - embeddings;
  if (perToken === all) return { touched: all, perToken };
  // Without the experts' number, as if all weights were drawn: right for one token and for many.
  const share = model.experts ? model.experts.chosen / model.experts.count : perToken / all;
  const inExperts = (all - perToken) / (1 - share);
  return { touched: all - inExperts * (1 - share) ** tokens, perToken };
}

/**
 * Matrix products of `weights` weights, of which each of `tokens` tokens meets `perToken`: the smooth maximum of arithmetic 2·weights·tokens
 * and of reading the weights once, each at the share of the device's peak that the engine reaches; and widening what is stored in blocks.
 */
export function productTime(machine: Machine, weights: { readonly touched: number; readonly perToken: number }, tokens: number): Seconds {
  const { hardware, devices, bitsPerWeight, constants, traits } = machine;
  const rate = arithmeticOf(machine.precision, hardware);
  if (!rate) throw new Error(`${hardware.name} cannot multiply ${machine.precision}: ask arithmeticOf first.`);
  const doubled = traits.sumsInF16 && rate.type === 'f16' && hardware.family === 'consumer' && hardware.maker === 'NVIDIA' ? 2 : 1;
  const arithmetic = (2 * weights.perToken * tokens) / (rate.teraflops * 1e12 * doubled * constants.arithmeticShare * devices);
  const memory = (weights.touched * bitsPerWeight) / 8 / (memoryRate(machine) * devices);
  const unpacking = (weights.touched * constants.unpackFlops) / (vectorTeraflops(hardware) * 1e12 * devices);
  return seconds(smoothMaximum(arithmetic, memory) + unpacking);
}

/** Bytes a second that the engine reaches on one device. */
const memoryRate = ({ hardware, constants }: Machine): number => hardware.bandwidthGigabytes * 1e9 * constants.bandwidthShare;

/** Bytes per channel that a token moves for each expert it is sent to: gathered, read, its answer written, read and summed, six accesses of two bytes. Devices have experts of their own. */
const dispatchBytes = 12;

/**
 * One pass through all layers and the head: matrix products, attention, the rest of each layer, two all-reduces a layer where several
 * devices share it; or the time to launch all that, where it is longer: launches run ahead of the work, and only what they cannot hide is waited for.
 *
 * Holds for dense transformers and mixtures of experts from 100M to 1000B weights, on up to 8 devices; not for a cache on another machine.
 */
export function stepTime(machine: Machine, model: LanguageModel, step: Step): Seconds {
  const { hardware, devices, constants, traits } = machine;
  const { layers, dim, vocab } = model;
  const head = vocab * dim;
  const products = productTime(machine, layerWeights(model, step.tokens), step.tokens) + productTime(machine, { touched: head, perToken: head }, step.logits);
  const rate = memoryRate(machine);
  const shards = kvShards(model, devices);
  const f16 = arithmeticOf('f16', hardware)?.teraflops ?? vectorTeraflops(hardware);
  const attention =
    smoothMaximum(step.attentionFlops / (f16 * 1e12 * constants.arithmeticShare * devices), step.kvBytes / (rate * shards)) +
    (traits.storesScores ? (step.scores * 4 * constants.scorePasses) / (rate * devices) : 0);
  const rest = (step.tokens * layers * dim * (constants.activationBytes + (dispatchBytes * (model.experts?.chosen ?? 0)) / devices)) / rate;
  const reduce = 2 * layers * allReduceTime(bytes(step.tokens * dim * 2), devices, hardware, constants.reduce);
  return seconds(smoothMaximum(products + attention + rest + reduce, layers * constants.layerSeconds));
}
