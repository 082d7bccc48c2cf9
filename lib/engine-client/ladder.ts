import type { Engine } from '@/lib/engine/engine';
import { EngineError, type EngineErrorCode, errorToData } from '@/lib/engine/errors';
import { adapterReport, describeAdapter } from './adapter-report';
import type { AdapterReport, EngineOrder, LadderStep } from './protocol';
import { withoutStop } from './without-stop';

/** What the ladder needs of the world. */
export interface LadderEffects {
  /** `navigator.gpu`; undefined where the browser has no WebGPU. */
  readonly gpu: GPU | undefined;
  /** WebGPU is only offered to pages over https, or on localhost. */
  readonly secureContext: boolean;
  /** An engine on the device, or on the CPU when it is null. */
  readonly build: (device: GPUDevice | null, adapterDescription: string, software: boolean) => Promise<Engine>;
  /** Rejects after so many milliseconds; ends quietly when the signal aborts. */
  readonly timeout: (ms: number, signal: AbortSignal) => Promise<never>;
}

export interface Climb {
  readonly engine: Engine;
  readonly steps: readonly LadderStep[];
  readonly adapter: AdapterReport | null;
}

/** A driver that takes longer to hand out a device does not answer at all. */
const driverPatienceMs = 15_000;

/** Failures that the next rung does not share. */
const passable: readonly EngineErrorCode[] = ['no-webgpu', 'no-adapter', 'no-device', 'self-test-failed', 'device-lost', 'out-of-memory', 'internal'];

/** Only what the kernels use. */
const wantedFeatures: readonly GPUFeatureName[] = ['subgroups'];

/**
 * The best engine this device can run: WebGPU on real hardware (on a software adapter only by order), else the CPU.
 * Each rung's outcome is told in words.
 * @param shunGpu in words, why the GPU is not to be asked, whatever the order
 * @throws EngineError what the last rung failed with, or what no rung could mend (a damaged file)
 */
export async function climb(order: EngineOrder, effects: LadderEffects, onStep: (step: LadderStep) => void, shunGpu: string | null = null): Promise<Climb> {
  const steps: LadderStep[] = [];
  const tell = (step: LadderStep) => {
    steps.push(step);
    onStep(step);
  };
  let adapter: AdapterReport | null = null;
  try {
    if (shunGpu !== null) throw new PassedOver(shunGpu);
    if (order === 'cpu') throw new PassedOver('This page was asked to use the CPU.');
    const found = await findAdapter(effects);
    adapter = adapterReport(found);
    const description = describeAdapter(adapter);
    if (adapter.software && order !== 'webgpu') {
      throw new PassedOver(`The WebGPU adapter (${description}) is software: it would only imitate a GPU, slower than the CPU by itself.`);
    }
    const engine = await buildOnGpu(found, adapter, description, effects);
    tell({ rung: 'webgpu', outcome: 'taken', reason: `It runs on ${description}, and every kernel agrees with the reference.` });
    return { engine, steps, adapter };
  } catch (thrown) {
    if (thrown instanceof PassedOver) tell({ rung: 'webgpu', outcome: 'passed-over', reason: thrown.message });
    else {
      const { code, message } = errorToData(thrown);
      if (!passable.includes(code)) throw thrown;
      tell({ rung: 'webgpu', outcome: 'failed', reason: message });
    }
  }
  return { engine: await buildOnCpu(effects, tell), steps, adapter };
}

async function buildOnCpu(effects: LadderEffects, tell: (step: LadderStep) => void): Promise<Engine> {
  try {
    const engine = await effects.build(null, '', false);
    tell({ rung: 'cpu', outcome: 'taken', reason: `The model runs on the processor, ${engine.facts.variant === 'simd' ? 'in WebAssembly, and every kernel agrees with the reference' : 'by the plain reference, which is slow'}.` });
    return engine;
  } catch (thrown) {
    tell({ rung: 'cpu', outcome: 'failed', reason: errorToData(thrown).message });
    throw thrown;
  }
}

/** A rung that was not tried, with the reason. */
class PassedOver extends Error {}

async function findAdapter(effects: LadderEffects): Promise<GPUAdapter> {
  const { gpu, secureContext } = effects;
  if (!gpu) {
    const why = secureContext
      ? 'This browser has no WebGPU.'
      : 'This page did not come over https, and browsers offer WebGPU to such pages only.';
    throw new PassedOver(why);
  }
  const adapter = await requestAdapter(gpu, effects);
  if (!adapter) throw new PassedOver('The browser has WebGPU, but no graphics adapter that it trusts with it.');
  return adapter;
}

async function buildOnGpu(adapter: GPUAdapter, report: AdapterReport, description: string, effects: LadderEffects): Promise<Engine> {
  const device = await requestDevice(adapter, report, effects);
  try {
    return await effects.build(device, description, report.software);
  } catch (thrown) {
    device.destroy();
    throw thrown;
  }
}

/**
 * With the highest limits; where the adapter does not keep its word, the limits every WebGPU device has. A driver that
 * has kept silent once is not asked again.
 */
async function requestDevice(adapter: GPUAdapter, report: AdapterReport, effects: LadderEffects): Promise<GPUDevice> {
  const requiredFeatures = wantedFeatures.filter((feature) => adapter.features.has(feature));
  try {
    return await deviceInTime(adapter, { requiredFeatures, requiredLimits: { ...report.limits } }, effects);
  } catch (first) {
    if (first instanceof Silence) throw first;
    const device = await requestOrdinaryDevice(effects).catch(() => null);
    if (device) return device;
    const why = first instanceof Error ? first.message : String(first);
    throw new EngineError('no-device', `There is a graphics adapter, but it gave no device: ${withoutStop(why)}.`, 'Close other tabs that use the GPU, or restart the browser.');
  }
}

/** From an adapter asked for anew: one that has refused a device may be of no more use. */
async function requestOrdinaryDevice(effects: LadderEffects): Promise<GPUDevice | null> {
  const adapter = effects.gpu ? await requestAdapter(effects.gpu, effects) : null;
  return adapter && deviceInTime(adapter, {}, effects);
}

function requestAdapter(gpu: GPU, effects: LadderEffects): Promise<GPUAdapter | null> {
  return inTime(gpu.requestAdapter({ powerPreference: 'high-performance' }), effects, 'The GPU driver did not answer.');
}

/** A device that comes too late is given back. */
function deviceInTime(adapter: GPUAdapter, descriptor: GPUDeviceDescriptor, effects: LadderEffects): Promise<GPUDevice> {
  return inTime(adapter.requestDevice(descriptor), effects, 'The GPU driver did not hand out a device.', (late) => late.destroy());
}

/** The driver took longer than it may. */
class Silence extends EngineError {
  constructor(message: string) {
    super('no-device', message, 'Restart the browser; if it stays so, update the graphics driver.');
  }
}

/** @throws Silence */
async function inTime<T>(work: Promise<T>, { timeout }: LadderEffects, silence: string, whenLate: (result: T) => void = () => {}): Promise<T> {
  const answered = new AbortController();
  const late = timeout(driverPatienceMs, answered.signal).catch(() => {
    throw new Silence(silence);
  });
  try {
    return await Promise.race([work, late]);
  } catch (thrown) {
    if (thrown instanceof Silence) work.then(whenLate, () => undefined);
    throw thrown;
  } finally {
    answered.abort();
    late.catch(() => undefined);
  }
}
