import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import { hardware as devices } from '@/content/hardware';
import { languageModels } from '@/content/language-models';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { calibration, constantsFor, type Calibration } from './calibration';
import { checkHardware } from './check-hardware';
import { checkModel } from './check-model';
import { meanDecodeStepTime } from './decode';
import { derived } from './derived';
import { findHardware, findModel } from './find';
import { memoryFit, type MemoryFit } from './memory-fit';
import { kvBytes, kvCapacity } from './memory';
import { checkChoice, checkWhole, hasFields, limits, shown } from './numbers';
import { kvShards, mostDevices } from './parallel';
import { arithmeticOf, bitsRange, kvBitsPerNumber, precisionNamed, precisionsOf, storedPrecisions } from './precision';
import { prefillTime } from './prefill';
import { bytes, type Bytes } from './quantities';
import { firstRefusal, isRefusal, refusal } from './refusal';
import type { Prediction, PredictionRequest, Refusal, StoredPrecision } from './request';
import { saturatedServer } from './saturated';
import { softwareNamed, softwareTraits } from './software';
import type { Machine } from './step-time';

/** A request whose names are found and whose numbers are sound. */
interface Question {
  readonly request: PredictionRequest;
  readonly model: LanguageModel;
  readonly machine: Machine;
}

/** What the times of the two kinds of load have in common, in seconds and tokens. */
interface Times {
  readonly batch: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly promptTokensPerSecond: number;
  readonly outputTokensPerSecond: number;
}

/** Engines do run past the context a model was trained for (benches of GPT-J do, at 4,096 tokens), with angles stretched; a longer request than this is a slip. */
const contextStretch = 4;

/**
 * THE entry point: how long a model takes on a device, how much memory, and how many tokens a second, with an error band that was earned on published measurements.
 *
 *     predict({ model: 'Llama-3.1-8B', hardware: 'RTX 4090', devices: 1, weightPrecision: 'q4', software: 'llama.cpp',
 *               load: { kind: 'static', batch: 1 }, promptTokens: 512, outputTokens: 128 })
 *
 * Total: whatever is asked, the answer is a Prediction of finite numbers or a Refusal that says what is wrong and what to do; it never throws,
 * also where a form or a file sends what the type forbids. `promptTokens: 0` stands for writing from the beginning-of-sequence token alone, `outputTokens: 0` for reading alone; not both.
 * @param constants for the fit and its scores; everyone else leaves them as fitted
 */
export function predict(asked: PredictionRequest, constants: Calibration = calibration): Prediction | Refusal {
  if (!hasFields(asked)) return refusal('not-modelled', `The request is ${shown(asked)}.`, 'Give an object of model, hardware, devices, weightPrecision, load, promptTokens and outputTokens.');
  const request = inHouseWords(asked);
  const question = questionOf(request, constants);
  if (isRefusal(question)) return question;
  const memory = memoryOfRequest(question);
  if (isRefusal(memory)) return memory;
  const room = roomOf(question, memory);
  const length = request.promptTokens + request.outputTokens;
  const capacity = kvCapacity(room, bytes(kvBytes(question.model, length, question.machine.kvBitsPerNumber) / length), memory.kvRoom.provenance.from);
  if (isRefusal(capacity)) return capacity;
  const { load } = request;
  const times = load.kind === 'static' ? staticTimes(question, load.batch) : saturatedTimes(question, room);
  return checkTimes(times) ?? predictionOf(question, memory, capacity, times, constants);
}

/** Each number may pass at the door and all together still be of no machine: 10⁻³⁰⁰ GB/s, say. */
function checkTimes(times: Times): Refusal | undefined {
  const sound = Number.isFinite(times.outputTokensPerSecond) && [times.ttft, times.tpot, 1 / times.tpot, times.batch, times.promptTokensPerSecond].every((value) => value > 0 && Number.isFinite(value));
  return sound ? undefined : refusal('invalid-number', 'Numbers so far from those of any machine give no time.', 'Compare bandwidth, memory and arithmetic with a device of content/hardware.ts.');
}

/** "bf16", "FP8" and "vLLM" are what rows and people say. */
const inHouseWords = (request: PredictionRequest): PredictionRequest => ({
  ...request,
  weightPrecision: precisionNamed(request.weightPrecision),
  ...(request.kvPrecision === undefined ? {} : { kvPrecision: precisionNamed(request.kvPrecision) as PredictionRequest['kvPrecision'] }),
  ...(request.software === undefined ? {} : { software: softwareNamed(request.software) }),
});

function questionOf(request: PredictionRequest, constants: Calibration): Question | Refusal {
  const model = typeof request.model === 'string' ? findModel(request.model) : request.model;
  const hardware = typeof request.hardware === 'string' ? findHardware(request.hardware) : request.hardware;
  if (!model) return refusal('unknown-model', `No model is called ${shown(request.model)}.`, `Known are ${names(languageModels)}; or give an object of the same fields.`);
  if (!hardware) return refusal('unknown-hardware', `No device is called ${shown(request.hardware)}.`, `Known are ${names(devices)}; or give an object of the same fields.`);
  const refused = checkModel(model) ?? checkExperts(model) ?? checkHardware(hardware) ?? checkRequest(request) ?? checkTokens(request, model) ?? checkSplit(request, model) ?? checkArithmetic(request, hardware);
  if (refused) return refused;
  const { weightPrecision, software = 'other' } = request;
  const byLayer = softwareTraits[software].splitsBy === 'layer';
  return {
    request,
    model,
    machine: {
      hardware,
      devices: byLayer ? 1 : request.devices,
      stages: byLayer ? request.devices : 1,
      traits: softwareTraits[software],
      precision: weightPrecision,
      bitsPerWeight: request.bitsPerWeight ?? storedPrecisions[weightPrecision].bitsPerWeight,
      kvBitsPerNumber: kvBitsPerNumber[request.kvPrecision ?? 'f16'],
      constants: constantsFor(constants, { software, hardware, precision: weightPrecision, experts: model.activeParameters !== undefined }),
    },
  };
}

const names = (rows: readonly { readonly name: string }[]): string => rows.map(({ name }) => name).join(', ');

function checkExperts({ name, experts }: LanguageModel): Refusal | undefined {
  if (experts === undefined) return undefined;
  return (
    firstRefusal(checkWhole(`experts.count of ${name}`, experts?.count, 1e6, 2), checkWhole(`experts.chosen of ${name}`, experts?.chosen, 1e6)) ??
    (experts.chosen < experts.count
      ? undefined
      : refusal('invalid-number', `Of the ${experts.count} experts of ${name} a token is sent to ${experts.chosen}.`, 'Give fewer chosen ones than there are, or leave experts out for a dense model.'))
  );
}

function checkRequest({ devices: count, bitsPerWeight, load, promptTokens, outputTokens, weightPrecision, kvPrecision = 'f16', software = 'other' }: PredictionRequest): Refusal | undefined {
  return firstRefusal(
    checkWhole('devices', count, limits.devices),
    checkWhole('promptTokens', promptTokens, limits.requestTokens, 0),
    checkWhole('outputTokens', outputTokens, limits.requestTokens, 0),
    load?.kind === 'static' ? checkWhole('load.batch', load.batch, limits.requests) : undefined,
    checkChoice('weightPrecision', weightPrecision, storedPrecisions) ?? checkBits(weightPrecision, bitsPerWeight),
    checkChoice('kvPrecision', kvPrecision, kvBitsPerNumber),
    checkChoice('software', software, softwareTraits),
    checkChoice('load.kind', load?.kind, { static: true, saturated: true }),
  );
}

function checkBits(precision: StoredPrecision, bits: number | undefined): Refusal | undefined {
  if (bits === undefined) return undefined;
  const [least, most] = bitsRange(precision);
  return typeof bits === 'number' && bits >= least && bits <= most
    ? undefined
    : refusal('invalid-number', `bitsPerWeight is ${shown(bits)} where weightPrecision is ${precision}.`, `Give from ${least} to ${most} bits, scales included, or the precision that the weights are stored in, or leave it out.`);
}

function checkTokens({ load, promptTokens, outputTokens }: PredictionRequest, model: LanguageModel): Refusal | undefined {
  const tokens = promptTokens + outputTokens;
  if (tokens === 0) return refusal('invalid-number', 'promptTokens and outputTokens are both 0.', 'Give at least one of them.');
  if (load.kind === 'saturated' && outputTokens === 0) return refusal('not-modelled', 'A saturated server that writes nothing is not modelled.', 'Ask for a static batch, or for at least one output token.');
  if (tokens <= contextStretch * model.contextLength) return undefined;
  return refusal(
    'beyond-context',
    `${tokens} tokens are more than ${contextStretch} times the ${model.contextLength} that ${model.name} was trained for.`,
    `Ask for at most ${contextStretch * model.contextLength} tokens, prompt and answer together, or choose a model of longer context.`,
  );
}

/** No row has more devices than `mostDevices`, and no engine that shares matrices gives a device part of a head. */
function checkSplit({ devices: count, software = 'other' }: PredictionRequest, { name, heads, layers }: LanguageModel): Refusal | undefined {
  const byLayer = softwareTraits[software].splitsBy === 'layer';
  const possible = Array.from({ length: mostDevices }, (_, index) => index + 1).filter((devices) => (byLayer ? devices <= layers : heads % devices === 0));
  if (possible.includes(count)) return undefined;
  const why = count > mostDevices ? 'more than share a model in any row that the constants were fitted on' : byLayer ? `more than the ${layers} layers of ${name}` : `so many cannot share the ${heads} heads of ${name} evenly`;
  return refusal('not-modelled', `devices is ${count}: ${why}.`, `Ask for ${possible.join(', ')}.`);
}

function checkArithmetic({ weightPrecision }: PredictionRequest, device: Hardware): Refusal | undefined {
  if (arithmeticOf(weightPrecision, device)) return undefined;
  const possible = precisionsOf(device);
  return refusal(
    'no-such-arithmetic',
    `${device.name} has no ${storedPrecisions[weightPrecision].arithmetic} arithmetic that its maker states a rate for.`,
    possible.length > 0 ? `It multiplies weights stored as ${possible.join(', ')}.` : 'Give the dense rate of at least one of f32, f16, fp8, int8, fp4 in teraflops.',
  );
}

function memoryOfRequest({ request, model, machine }: Question): MemoryFit | Refusal {
  const { hardware, bitsPerWeight, traits } = machine;
  const { load, promptTokens, outputTokens, weightPrecision } = request;
  const serving = load.kind === 'saturated';
  return memoryFit({
    model,
    hardware,
    devices: request.devices,
    bitsPerWeight,
    kvBitsPerNumber: machine.kvBitsPerNumber,
    usableShare: serving ? traits.memoryShare : 1,
    reserved: bytes(0),
    sequences: serving ? 1 : load.batch,
    tokens: promptTokens + outputTokens,
    alternatives: precisionsOf(hardware)
      .filter((precision) => precision !== weightPrecision)
      .map((precision) => ({ precision, bitsPerWeight: storedPrecisions[precision].bitsPerWeight })),
  });
}

/** For one copy of the cache, on all devices; latent rows are not split, but each device has those of sequences of its own. */
const roomOf = ({ model, machine }: Question, { kvRoom }: MemoryFit): Bytes => bytes((kvRoom.value * kvShards(model, machine.devices)) / machine.devices);

function staticTimes({ request, model, machine }: Question, batch: number): Times {
  const prompt = Math.max(request.promptTokens, 1);
  const output = request.outputTokens;
  const ttft = prefillTime(machine, model, batch, prompt);
  const tpot = meanDecodeStepTime(machine, model, batch, prompt, Math.max(output, 1));
  return {
    batch,
    ttft,
    tpot,
    promptTokensPerSecond: (batch * prompt) / ttft,
    outputTokensPerSecond: (batch * output) / (ttft + Math.max(output - 1, 0) * tpot),
  };
}

function saturatedTimes({ request, model, machine }: Question, room: Bytes): Times {
  const { outputTokens } = request;
  const prompt = Math.max(request.promptTokens, 1);
  const { batch, step } = saturatedServer(machine, model, room, prompt, outputTokens);
  const tokensPerSecond = batch / step;
  const stepsOfPrompt = Math.max(1, prompt / Math.max(machine.traits.maxStepTokens - batch, 1));
  return { batch, ttft: stepsOfPrompt * step, tpot: step, promptTokensPerSecond: (tokensPerSecond * prompt) / outputTokens, outputTokensPerSecond: tokensPerSecond };
}

function predictionOf({ request, model, machine }: Question, memory: MemoryFit, capacity: Measure, times: Times, constants: Calibration): Prediction {
  const from: Provenance[] = [{ kind: 'published', source: model.source }, { kind: 'published', source: machine.hardware.source }];
  const serving = request.load.kind === 'saturated';
  const length = request.promptTokens + request.outputTokens;
  const share = `${Math.round(100 * (serving ? machine.traits.memoryShare : 1))} %`;
  const step = 'smooth maximum of arithmetic and reading the weights, + attention + the rest of each layer + all-reduces, or the launches where they take longer, at fitted shares of the peaks';
  return {
    kind: 'prediction',
    weightBytes: memory.weightBytes,
    kvBytesPerToken: memory.kvBytesPerToken,
    kvCapacityTokens: derived('kv-capacity', capacity.value, 'tokens', `⌊(${share} of the memory − weights) ÷ mean bytes a token of a sequence of ${length} tokens ÷ 16⌋ × 16`, from),
    batch: derived('batch', times.batch, 'count', serving ? `(${share} of the memory − weights) ÷ cache of a request, at most what the engine allows` : 'as asked for', from),
    ttft: derived('ttft', times.ttft * 1e3, 'ms', serving ? `steps that read the prompt × (${step})` : `a step over the whole prompt: ${step}`, from),
    prefillTokensPerSecond: derived('prefill-tokens-per-second', times.promptTokensPerSecond, 'tokens/s', serving ? 'prompts read a second × their tokens' : 'batch × prompt ÷ time to first token', from),
    tpot: derived('tpot', times.tpot * 1e3, 'ms', `mean over the answer of: ${step}`, from),
    decodeTokensPerSecond: derived('decode-tokens-per-second', 1 / times.tpot, 'tokens/s', '1 ÷ mean time a token', from),
    outputTokensPerSecond: derived('output-tokens-per-second', times.outputTokensPerSecond, 'tokens/s', serving ? 'batch ÷ step' : 'batch × output ÷ (time to first token + the other steps)', from),
    errorBand: constants.errorBands[serving ? 'saturated' : times.batch === 1 ? 'decode-batch-1' : 'static-batch'],
    prefillErrorBand: constants.errorBands[serving ? 'saturated' : 'prefill'],
  };
}
