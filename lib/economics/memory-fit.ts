import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import type { Provenance } from '@/lib/measure/measure';
import { derived, type Derived } from './derived';
import { checkedMemoryOf, checkMemory, inBothUnits, kvBlockTokens, kvBytes, kvCapacity, kvCopies, kvMemoryPerToken, neededBytes, weightMemory } from './memory';
import { checkFrom0, checkPositive, checkShare, checkWhole, limits } from './numbers';
import { mostDevices } from './parallel';
import { bytes, type Bytes, type Tokens } from './quantities';
import { firstRefusal, isRefusal, refusal, together } from './refusal';
import type { Refusal } from './request';

export interface MemoryQuestion {
  readonly model: LanguageModel;
  readonly hardware: Pick<Hardware, 'name' | 'memory' | 'memoryUnit' | 'source'>;
  /** Devices that share the model by tensor parallelism. */
  readonly devices: number;
  readonly bitsPerWeight: number;
  readonly kvBitsPerNumber: number;
  /** Share of each device's memory that the engine may use: vLLM's gpu_memory_utilization, say. */
  readonly usableShare: number;
  /** Of each device, for activations and the engine itself. */
  readonly reserved: Bytes;
  /** Sequences whose caches must fit together. */
  readonly sequences: number;
  /** Of each sequence; less than a block counts as one. */
  readonly tokens: number;
  /** Other precisions, for the advice where this one does not fit. */
  readonly alternatives: readonly { readonly precision: string; readonly bitsPerWeight: number }[];
}

export interface MemoryFit {
  readonly kind: 'memory-fit';
  readonly weightBytes: Derived<Bytes>;
  /** Of one copy of the cache. */
  readonly kvBytesPerToken: Derived<Bytes>;
  /** What is left for the cache on all devices. */
  readonly kvRoom: Derived<Bytes>;
  readonly kvCapacity: Derived<Tokens>;
}

/**
 * Where the memory of a device, or of several, goes: devices · (memory · usable share − reserved) − weights is left for the cache.
 * Refuses with `does-not-fit`, by how many bytes, and with the precisions and the number of devices that would do.
 *
 * Source: arithmetic, as vLLM's gpu_memory_utilization means it. Validity: the sum is exact; what an engine keeps for itself is the caller's
 * figure. The capacity counts each token at full price: where layers have a sliding window, kvSequences(kvRoom, …) says how many long sequences really fit.
 */
export function memoryFit(question: MemoryQuestion): MemoryFit | Refusal {
  const { model, hardware, devices, bitsPerWeight, kvBitsPerNumber } = question;
  const from: Provenance[] = [{ kind: 'published', source: model.source }, { kind: 'published', source: hardware.source }];
  const parts = together({ weights: weightMemory(model.parameters, bitsPerWeight, from), perToken: kvMemoryPerToken(model, kvBitsPerNumber) });
  if (isRefusal(parts)) return parts;
  const refused = checkQuestion(question);
  if (refused) return refused;

  const least = Math.max(question.tokens, kvBlockTokens);
  const usable = devices * usableOf(question);
  const needed = neededBytes(model, bitsPerWeight, kvBitsPerNumber, question.sequences, least, devices);
  if (needed > usable) return doesNotFit(question, needed, usable, least);

  const room = bytes(usable - parts.weights.value);
  const capacity = kvCapacity(room, bytes(parts.perToken.value * kvCopies(model, devices)), from);
  if (isRefusal(capacity)) return capacity;
  return {
    kind: 'memory-fit',
    weightBytes: parts.weights,
    kvBytesPerToken: parts.perToken,
    kvRoom: derived('kv-room', room, 'bytes', 'devices × (memory × usable share − reserved) − weights', from),
    kvCapacity: capacity,
  };
}

function checkQuestion({ hardware, devices, usableShare, reserved, sequences, tokens, alternatives }: MemoryQuestion): Refusal | undefined {
  return firstRefusal(
    checkMemory(hardware),
    checkWhole('devices', devices, limits.devices),
    checkShare('usableShare', usableShare),
    checkFrom0('reserved', reserved, limits.bytes),
    checkWhole('sequences', sequences, limits.requests),
    checkWhole('tokens', tokens, limits.requestTokens, 0),
    ...alternatives.map(({ precision, bitsPerWeight }) => checkPositive(`bits a weight of ${precision}`, bitsPerWeight, limits.bitsPerNumber)),
  );
}

/** Of one device, for weights and cache; negative where the engine alone fills it. */
const usableOf = ({ hardware, usableShare, reserved }: MemoryQuestion): number => checkedMemoryOf(hardware) * usableShare - reserved;

function doesNotFit(question: MemoryQuestion, needed: number, usable: number, tokens: number): Refusal {
  const { model, hardware, devices, bitsPerWeight, sequences } = question;
  const each = sequences === 1 ? '' : ` for each of ${sequences.toLocaleString('en-GB')} sequences`;
  const machine = devices === 1 ? `one ${hardware.name} has` : `${devices} × ${hardware.name} have`;
  return refusal(
    'does-not-fit',
    `${model.name} at ${Number(bitsPerWeight.toFixed(2))} bits a weight, with a cache for ${tokens.toLocaleString('en-GB')} tokens${each}, needs ${inBothUnits(needed)}; ` +
      `${machine} ${inBothUnits(Math.max(0, usable))} to give: ${inBothUnits(needed - Math.max(0, usable))} too little.`,
    advice(question, usable, tokens),
  );
}

function advice(question: MemoryQuestion, usable: number, tokens: number): string {
  const { model, devices, kvBitsPerNumber, sequences, alternatives } = question;
  const fitting = alternatives
    .map(({ precision, bitsPerWeight }) => ({ precision, bits: bitsPerWeight, needed: neededBytes(model, bitsPerWeight, kvBitsPerNumber, sequences, tokens, devices) }))
    .filter(({ needed }) => needed <= usable)
    .toSorted((a, b) => b.bits - a.bits);
  const enough = devicesEnough(question, tokens);
  const batch = largestBatch(question, usable, tokens);
  const withNarrowCache = neededBytes(model, question.bitsPerWeight, narrowCacheBits, sequences, tokens, devices);
  const ways = [
    ...(sequences > 1 && batch > 0 ? [`a batch of ${batch.toLocaleString('en-GB')} would fit`] : []),
    ...(kvBitsPerNumber > narrowCacheBits && withNarrowCache <= usable ? [`a cache of ${narrowCacheBits} bits a number (${inBothUnits(withNarrowCache)}) would fit`] : []),
    fitting.length > 0 ? `${fitting.map(({ precision, needed }) => `${precision} (${inBothUnits(needed)})`).join(', ')} would fit` : 'no other precision asked about fits',
    enough === undefined ? `more of these devices would not help, up to ${mostDevices} that share it` : `${enough} of these devices would hold it as it is`,
  ];
  return `${ways.join('; ')}. Or choose a smaller model, or a device with more memory.`;
}

/** What engines narrow a cache to first: fp8 or int8. */
const narrowCacheBits = 8;

/** Sequences whose caches fit beside the weights as they are. */
const largestBatch = ({ model, devices, bitsPerWeight, kvBitsPerNumber }: MemoryQuestion, usable: number, tokens: number): number =>
  Math.floor((usable - (model.parameters * bitsPerWeight) / 8) / (kvBytes(model, tokens, kvBitsPerNumber) * kvCopies(model, devices)));

/** The fewest devices that hold it, doubling as tensor-parallel groups do; none where as many as are modelled would not. */
function devicesEnough(question: MemoryQuestion, tokens: number): number | undefined {
  const { model, bitsPerWeight, kvBitsPerNumber, sequences } = question;
  for (let devices = 2 ** Math.ceil(Math.log2(question.devices + 1)); devices <= mostDevices; devices *= 2) {
    if (neededBytes(model, bitsPerWeight, kvBitsPerNumber, sequences, tokens, devices) <= devices * usableOf(question)) return devices;
  }
  return undefined;
}
