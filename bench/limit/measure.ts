import { measureHostCopyBandwidth } from '@/lib/engine/backends/cpu/copy-bandwidth';
import { measureMultiplyAddPeak } from '@/lib/engine/backends/cpu/multiply-add-peak';
import { measureDevice } from '@/lib/engine/backends/measure-device';
import { measureCopyBandwidth } from '@/lib/engine/backends/webgpu/copy-bandwidth';
import { chooseBackend } from '@/lib/engine/choose-backend';
import type { Precision } from '@/lib/engine/generation/precision';
import type { EngineOptions } from '@/lib/engine/index';
import { parseSafetensors } from '@/lib/engine/formats/safetensors';
import { parseConfig } from '@/lib/engine/model/config';
import type { Backend } from '@/lib/engine/kernels/backend';
import { loadInstance, storagePlan, testStorage } from '@/lib/engine/model-instance';
import type { DeviceLimits, LimitFindings, LimitRequest } from './findings';
import { measureLoads, type ModelFile } from './measure-load';
import { measureAttention, measurePasses, type PassPoint } from './measure-model';
import { measureOneLayer } from './measure-one-layer';
import { measurePrompts } from './measure-prompts';

/** Tokens in the cache where batches are compared. */
const batchContext = 64;
const contexts = [32, 64, 128, 192, 256, 320, 384, 448, 512];
const promptLengths = [16, 32, 64, 128, 192, 256, 320, 384, 448];
/** Of one layer of a large model: sequences, and new tokens of each. */
const layerPoints = [[1, 1], [8, 1], [32, 1], [1, 64]] as const;
const layerCounts = [3, 6, 12, 24];

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };
type Found = Mutable<Pick<LimitFindings, 'passes' | 'prompts' | 'attention' | 'loads'>>;

/** What to measure on: a GPU, or null for the CPU; and the model's files. */
export interface LimitSubject extends Pick<EngineOptions, 'device' | 'description' | 'software'> {
  readonly name: string;
  /** config.json */
  readonly config: unknown;
  /** model.safetensors */
  readonly weights: ArrayBuffer;
}

/**
 * Measures a device and the engine on it, in one go. Runs in a page and in Node.
 * @param subject its device is destroyed at the end
 * @param say told what comes next
 * @throws EngineError `file-malformed`, `self-test-failed`, `out-of-memory`, `device-lost`
 */
export async function measureLimits(subject: LimitSubject, request: LimitRequest, say: (line: string) => void): Promise<LimitFindings> {
  const model = { config: parseConfig(subject.config), file: parseSafetensors(subject.weights) };
  const { backend } = await chooseBackend(subject, model.config, testStorage(storagePlan({ precision: 'f16' }, model.file)));
  try {
    const found: Found = { passes: [], prompts: [], attention: [], loads: [] };
    say('what the device can do');
    const before = await deviceLimits(backend, subject.device);
    for (const precision of request.precisions) await measurePrecision(backend, subject.name, model, precision, request, found, say);
    say('what the device can do, once more');
    const after = await deviceLimits(backend, subject.device);
    return { backend: backend.kind, variant: backend.variant, device: subject.description, software: subject.software, limits: better(before, after), batchContext, ...found };
  } finally {
    backend.destroy();
  }
}

async function measurePrecision(backend: Backend, name: string, model: ModelFile, precision: Precision, { parts, batches, rounds }: LimitRequest, found: Found, say: (line: string) => void): Promise<void> {
  const wanted = new Set(parts);
  if (wanted.has('load')) {
    say(`${precision}: loading`);
    found.loads.push(...(await measureLoads(backend, model, precision, layerCounts, rounds)));
  }
  if (wanted.has('model') || wanted.has('growth')) {
    const instance = await loadInstance(backend, { ...model, plan: { precision } });
    try {
      const onDevice = { name, backend, config: model.config, weights: instance.weights, precision };
      say(`${precision}: a token, by batch and by context`);
      found.passes.push(...(await measurePasses(onDevice, pointsOf(wanted.has('model') ? batches : [], wanted.has('growth') ? contexts : []), rounds)));
      if (wanted.has('growth')) {
        found.attention.push(await measureAttention(onDevice, contexts.at(-1)!));
        say(`${precision}: prompts`);
        found.prompts.push(...(await measurePrompts(instance.runner, model.config.vocab, precision, promptLengths, rounds)));
      }
    } finally {
      instance.release();
    }
  }
  if (wanted.has('layer')) {
    for (const [batch, tokens] of layerPoints) {
      say(`${precision}: a layer of a large model, ${batch} x ${tokens}`);
      found.passes.push(await measureOneLayer(backend, precision, batch, tokens));
    }
  }
}

/** Each point once. */
function pointsOf(batches: readonly number[], contextsOfOne: readonly number[]): PassPoint[] {
  const byBatch = batches.map((batch) => ({ batch, context: batchContext }));
  const byContext = contextsOfOne.map((context) => ({ batch: 1, context }));
  return [...byBatch, ...byContext.filter(({ context }) => context !== batchContext || !batches.includes(1))];
}

async function deviceLimits(backend: Backend, device: GPUDevice | null): Promise<DeviceLimits> {
  if (device) return measureDevice(backend, { copyBandwidth: () => measureCopyBandwidth(device) });
  return measureDevice(backend, { copyBandwidth: () => Promise.resolve(measureHostCopyBandwidth()), multiplyAddPeak: measureMultiplyAddPeak });
}

function better(one: DeviceLimits, other: DeviceLimits): DeviceLimits {
  return {
    copyBytesPerSecond: Math.max(one.copyBytesPerSecond, other.copyBytesPerSecond),
    multiplyAddFlopsPerSecond: Math.max(one.multiplyAddFlopsPerSecond, other.multiplyAddFlopsPerSecond),
    launchMs: Math.min(one.launchMs, other.launchMs),
    readbackMs: Math.min(one.readbackMs, other.readbackMs),
  };
}
