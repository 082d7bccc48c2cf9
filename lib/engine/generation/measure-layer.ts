import { EngineError } from '../errors';
import type { AskedLaunch, Backend, Program } from '../kernels/backend';
import { launchWork } from '../model/layer-work';
import { storedWords } from '../tensor/layout';
import { listeningPass } from './listening-pass';
import { commonTensors, headCopies, layerCopies, type Copy, type MakeCopy } from './measure-layer-copy';
import { checkLayerRequest } from './measure-layer-request';
import { layerSpecs, type BlockSize } from './measure-layer-specs';
import type { LayerMeasurement, LayerRequest, TimedWork } from './measurements';
import { programTime } from './program-time';
import { RandomTensors } from './random-tensors';

/** More than any cache holds: copies take turns until so much is read. */
const beyondCaches = 256 * 1024 * 1024;
/** Heads of real models need no more for that. */
const mostHeads = 16;

/**
 * Times one layer of a model, and its head, with random weights made on the device. Copies take turns until more is read
 * than caches hold; no more than the model has layers, and no more than there is memory for. All memory is given back.
 * @param blockSize of formats/block-size.ts
 * @throws EngineError `invalid-request`; `out-of-memory` with need and limit; `device-lost`; an `AbortError`
 */
export async function measureLayer(backend: Backend, request: LayerRequest, blockSize: BlockSize, signal?: AbortSignal): Promise<LayerMeasurement> {
  checkLayerRequest(request);
  const { shape } = request;
  const specs = layerSpecs(request, blockSize);
  const layer = await timeCopies(backend, request, {
    what: `a layer of ${shape.name}`,
    bytes: specs.layerBytes,
    most: shape.layers,
    make: layerCopies(request, specs),
  }, signal);
  const head = await timeCopies(backend, request, {
    what: `the head of ${shape.name}`,
    bytes: 4 * storedWords(specs.head),
    most: mostHeads,
    make: headCopies(request, specs),
  }, signal);
  return { layer: layer.work, head: head.work, copies: layer.copies };
}

interface Timed {
  readonly what: string;
  /** Of one copy: weights and cache. */
  readonly bytes: number;
  /** Copies at most. */
  readonly most: number;
  readonly make: MakeCopy;
}

async function timeCopies(backend: Backend, request: LayerRequest, timed: Timed, signal?: AbortSignal): Promise<{ work: TimedWork; copies: number }> {
  const held: RandomTensors[] = [];
  const programs: Program[] = [];
  try {
    const take = async <T>(what: string, bytes: number, make: (tensors: RandomTensors) => T): Promise<T> => {
      signal?.throwIfAborted();
      const tensors = new RandomTensors(backend, held.length);
      held.push(tensors);
      return backend.guard(async () => {
        const made = make(tensors);
        await tensors.fill();
        return made;
      }, { what, bytes });
    };
    const common = await take('the input', 8 * request.batch * request.tokens * request.shape.dim, (tensors) => commonTensors(tensors, backend, request));
    const copies: Copy[] = [];
    const wanted = Math.min(Math.floor(beyondCaches / timed.bytes) + 1, timed.most);
    while (copies.length < wanted) {
      try {
        copies.push(await take(timed.what, timed.bytes, (tensors) => timed.make(tensors, common)));
      } catch (thrown) {
        if (copies.length === 0 || !isOutOfMemory(thrown)) throw thrown;
        held.pop()!.release();
        break;
      }
    }
    const launches: AskedLaunch[] = [];
    await backend.guard(async () => {
      programs.push(await backend.capture((pass) => void copies.reduce((hidden, copy, index) => copy.build(listeningPass(pass, launches), index, hidden), common.hidden)));
    }, timed);
    const spans = Array.from({ length: request.batch }, () => ({ firstPosition: request.context - request.tokens, tokens: request.tokens }));
    const flops = launches.reduce((sum, { kernel, tensors, options }) => sum + launchWork(kernel, tensors, options, spans).flops, 0) / copies.length;
    const { ms, samples } = await programTime(backend, programs[0], common.rows, signal);
    return { work: { ms: ms / copies.length, samples, weightBytes: copies[0].weightBytes, flops, launches: programs[0].launches.length / copies.length }, copies: copies.length };
  } finally {
    for (const program of programs) program.release();
    for (const tensors of held) tensors.release();
  }
}

const isOutOfMemory = (thrown: unknown): boolean => thrown instanceof EngineError && thrown.code === 'out-of-memory';
