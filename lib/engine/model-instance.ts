import { yieldToEvents } from './backends/cpu/yield';
import { blockSize } from './formats/block-size';
import { checkFinite } from './formats/check-finite';
import type { PrecisionEvent, PrecisionPlan } from './generation/events';
import type { BatchRunners } from './generation/batch-runner';
import { Runner } from './generation/runner';
import type { Backend } from './kernels/backend';
import type { Storage } from './kernels/case';
import type { ModelStorage } from './kernels/cases';
import type { ModelConfig } from './model/config';
import { resolvePlan, roleOf, type StoragePlan, type TensorRole } from './model/storage-plan';
import { releaseWeights, uploadWeights, type Weights } from './model/weights';
import { isQuantised } from './tensor/dtype';
import { storedWords } from './tensor/layout';
import { rowsAndColumns, type HostTensor } from './tensor/tensor';

/** A model on a device in one precision, ready to run. */
export interface ModelInstance {
  readonly plan: PrecisionPlan;
  readonly weights: Weights;
  readonly runner: Runner;
  /** For several sequences at once; its code is fetched, and memory taken, when it is first used. */
  readonly batches: Pick<BatchRunners, 'open'>;
  release(): void;
}

export interface InstanceOptions {
  readonly config: ModelConfig;
  readonly file: ReadonlyMap<string, HostTensor>;
  readonly plan: PrecisionPlan;
  readonly onEvent?: (event: PrecisionEvent) => void;
  readonly signal?: AbortSignal;
}

/**
 * The plan with nothing left open, checked against the file before anything is made.
 * @throws EngineError `invalid-request`
 */
export function storagePlan(plan: PrecisionPlan, file: ReadonlyMap<string, Pick<HostTensor, 'shape'>>): StoragePlan {
  const storage = resolvePlan(plan, new Set(file.keys()));
  for (const [name, { shape }] of file) {
    if (isQuantised(storage.of(name, roleOf(name, shape)))) blockSize(name, rowsAndColumns(shape).columns, storage.block);
  }
  return storage;
}

/** How the self-test shall store its weights to try what the plan asks for. */
export function testStorage(plan: StoragePlan): ModelStorage {
  const storage = (role: TensorRole): Storage => {
    const dtype = plan.of('', role);
    if (!isQuantised(dtype) || plan.block === 'row') return { dtype };
    return { dtype, block: plan.block === 'tensor' ? 0 : plan.block };
  };
  return { embedding: storage('embedding'), matrices: storage('matrix'), norms: storage('norm') };
}

/** While weights are made, the thread's events (an abort, a ping) are let in so often. */
const deafMs = 10;

/**
 * Makes the weights as the plan says, brings them to the device, and captures what a run needs. Where it fails or is aborted,
 * all memory is given back.
 * @throws EngineError `invalid-request`, `file-malformed`, `out-of-memory`, `device-lost`; an `AbortError`
 */
export function loadInstance(backend: Backend, { config, file, plan, onEvent, signal }: InstanceOptions): Promise<ModelInstance> {
  const storage = storagePlan(plan, file);
  const { block, rounding, precision } = storage;
  const begin = performance.now();
  let heardAt = begin;
  let weights: Weights | undefined;
  let runner: Runner | undefined;
  let batchRunners: BatchRunners | undefined;
  const release = () => {
    batchRunners?.release();
    runner?.release();
    if (weights) releaseWeights(backend, weights);
  };
  return backend
    .guard(async () => {
      onEvent?.({ type: 'precision-start', precision, tensors: file.size });
      const convert = isAsStored(storage, file) ? asStored : (await import('./formats/convert')).convert;
      weights = await uploadWeights(backend, config, file, {
        plan: storage,
        convert: (name, host, wanted) => convert(name, host, wanted, { block, rounding }),
        onProgress: async (doneTensors, tensors) => {
          onEvent?.({ type: 'precision-progress', doneTensors, tensors });
          if (performance.now() - heardAt > deafMs) {
            await yieldToEvents();
            heardAt = performance.now();
          }
          signal?.throwIfAborted();
        },
      });
      const uploaded = weights;
      runner = new Runner(backend, config, weights);
      const batches: ModelInstance['batches'] = {
        async open(slots, manners) {
          const { BatchRunners } = await import('./generation/batch-runner');
          batchRunners ??= new BatchRunners(backend, config, uploaded);
          return batchRunners.open(slots, manners);
        },
      };
      await runner.warmUp();
      signal?.throwIfAborted();
      const { bytes, parameters } = weights;
      onEvent?.({ type: 'precision-end', precision, ms: performance.now() - begin, weightBytes: bytes, bitsPerWeight: (8 * bytes) / parameters });
      return { plan, weights, runner, batches, release };
    }, { what: `the weights in ${precision}`, bytes: neededBytes(storage, file) })
    .catch((thrown: unknown) => {
      release();
      throw thrown;
    });
}

/** The file has every tensor in the precision that is wanted: nothing to convert, and no code to fetch for it. */
function isAsStored(plan: StoragePlan, file: ReadonlyMap<string, HostTensor>): boolean {
  return [...file].every(([name, { dtype, shape }]) => plan.of(name, roleOf(name, shape)) === dtype);
}

/** @throws EngineError `file-malformed` where a weight is no number */
function asStored(name: string, host: HostTensor): HostTensor {
  checkFinite(name, host);
  return host;
}

function neededBytes(plan: StoragePlan, file: ReadonlyMap<string, HostTensor>): number {
  let bytes = 0;
  for (const [name, { shape }] of file) {
    const dtype = plan.of(name, roleOf(name, shape));
    const block = isQuantised(dtype) ? blockSize(name, rowsAndColumns(shape).columns, plan.block) : undefined;
    bytes += 4 * storedWords({ dtype, shape, block });
  }
  return bytes;
}
