import type { Backend, Pass } from '../kernels/backend';
import { ropeAngles } from '../kernels/rope/rope';
import { head, transformerLayer, type LayerConfig } from '../model/forward';
import type { LayerWeights } from '../model/weights';
import type { Tensor, TensorSpec } from '../tensor/tensor';
import { mapWeights, type LayerSpecs } from './measure-layer-specs';
import type { LayerRequest } from './measurements';
import type { RandomTensors } from './random-tensors';

/** What all copies share. */
export interface CommonTensors {
  readonly hidden: Tensor; // (B · T, dim)
  readonly lastHidden: Tensor; // (B, dim)
  readonly rows: Tensor; // (B, 3)
  readonly ropeAngles: Tensor; // (context, headDim)
}

/** One copy of what is timed, with weights of its own. */
export interface Copy {
  readonly weightBytes: number;
  /**
   * Says its launches.
   * @param hidden (B · T, dim), what the copy before gave
   * @returns what it gives to the next
   */
  build(pass: Pass, index: number, hidden: Tensor): Tensor;
}

/** Takes a copy's tensors. @throws EngineError `out-of-memory` */
export type MakeCopy = (tensors: RandomTensors, common: CommonTensors) => Copy;

export function commonTensors(tensors: RandomTensors, backend: Backend, { shape, batch, tokens, context }: LayerRequest): CommonTensors {
  const rows = Uint32Array.from(Array.from({ length: batch }, (_, slot) => [context - tokens, tokens, slot]).flat());
  const angles = ropeAngles(context, shape.headDim, 10_000);
  return {
    hidden: tensors.values('hidden', { dtype: 'f32', shape: [batch * tokens, shape.dim] }),
    lastHidden: tensors.values('last hidden', { dtype: 'f32', shape: [batch, shape.dim] }),
    rows: tensors.hold(backend.upload('rows', { dtype: 'u32', shape: [batch, 3], values: rows })),
    ropeAngles: tensors.hold(backend.upload('rope angles', { dtype: 'f32', shape: [context, shape.headDim], values: angles })),
  };
}

/** A layer and its part of a key/value cache. */
export function layerCopies({ shape, batch, context }: LayerRequest, specs: LayerSpecs): MakeCopy {
  return (tensors, common) => {
    const weights: LayerWeights = mapWeights((name) => weight(tensors, name, specs.layer[name]));
    const weightBytes = tensors.bytes;
    const cache: TensorSpec = { dtype: 'f32', shape: [batch, context, shape.kvHeads * shape.headDim] };
    const [keys, values] = [tensors.values('keys', cache), tensors.values('values', cache)];
    const { rows, ropeAngles: angles } = common;
    return {
      weightBytes,
      build: (pass, index, hidden) => transformerLayer(pass, configOf(shape.headDim), weights, { index, rows, ropeAngles: angles, keys, values }, hidden),
    };
  };
}

/** The final norm and the head, for the last token of each sequence. */
export function headCopies({ shape }: LayerRequest, specs: LayerSpecs): MakeCopy {
  return (tensors, { lastHidden }) => {
    const weights = { finalNorm: weight(tensors, 'final norm', specs.finalNorm), head: weight(tensors, 'head', specs.head) };
    return {
      weightBytes: tensors.bytes,
      build: (pass, _index, hidden) => {
        head(pass, configOf(shape.headDim), weights, lastHidden, undefined);
        return hidden;
      },
    };
  };
}

const configOf = (headDim: number): LayerConfig => ({ headDim, normEpsilon: 1e-5 });

const weight = (tensors: RandomTensors, label: string, spec: TensorSpec): Tensor => (spec.shape.length === 1 ? tensors.values(label, spec) : tensors.matrix(label, spec));
