import { EngineError } from '../errors';
import type { Precision, StorageGroup } from '../generation/events';
import type { Backend } from '../kernels/backend';
import { ropeAngles } from '../kernels/rope/rope';
import type { HostTensor, Shape, Tensor } from '../tensor/tensor';
import type { ModelConfig } from './config';
import { roleOf, StorageCount, type StoragePlan } from './storage-plan';

/** The weights of one layer. A matrix is (outputs, inputs), as the file has it. */
export interface LayerWeights {
  readonly attentionNorm: Tensor; // (dim)
  readonly query: Tensor; // (heads · headDim, dim)
  readonly key: Tensor; // (kvHeads · headDim, dim)
  readonly value: Tensor; // (kvHeads · headDim, dim)
  readonly attentionOutput: Tensor; // (dim, heads · headDim)
  readonly feedForwardNorm: Tensor; // (dim)
  readonly gate: Tensor; // (hiddenDim, dim)
  readonly up: Tensor; // (hiddenDim, dim)
  readonly down: Tensor; // (dim, hiddenDim)
}

export interface Weights {
  readonly embedding: Tensor; // (vocab, dim)
  readonly layers: readonly LayerWeights[];
  readonly finalNorm: Tensor; // (dim)
  readonly head: Tensor; // (vocab, dim); the embedding itself where they are tied
  readonly ropeAngles: Tensor; // (contextLength, headDim)
  readonly parameters: number;
  /** Bytes the parameters take on this device. */
  readonly bytes: number;
  readonly storage: readonly StorageGroup[];
  /** Every tensor above, once: what `releaseWeights` gives back. */
  readonly tensors: readonly Tensor[];
}

export interface UploadOptions {
  readonly plan: StoragePlan;
  /** Makes a file's tensor what it shall be on the device. @throws EngineError */
  convert(name: string, host: HostTensor, precision: Precision): HostTensor;
  /** Told after each tensor, and waited for: there the thread's events can be let in. */
  onProgress?(doneTensors: number, tensors: number): Promise<void>;
}

/**
 * A model's tensors, brought to a device as the plan says. Where it fails, what was brought already is given back.
 * @throws EngineError `file-malformed` where a tensor is missing, has another shape than the configuration says, or is no
 * number somewhere; `out-of-memory`; what `convert` and `onProgress` throw
 */
export async function uploadWeights(backend: Backend, config: ModelConfig, file: ReadonlyMap<string, HostTensor>, options: UploadOptions): Promise<Weights> {
  const wanted = expectedTensors(config);
  const taken = new Map<string, Tensor>();
  const count = new StorageCount();
  try {
    for (const [name, { shape }] of wanted) {
      const host = tensorOf(file, name, shape);
      const role = roleOf(name, shape);
      const precision = options.plan.of(name, role);
      const tensor = backend.upload(name, options.convert(name, host, precision));
      taken.set(name, tensor);
      count.add(role, precision, shape, backend.bytesOf(tensor));
      await options.onProgress?.(taken.size, wanted.size);
    }
    const { contextLength, headDim, ropeTheta } = config;
    const angles = backend.upload('rope angles', { dtype: 'f32', shape: [contextLength, headDim], values: ropeAngles(contextLength, headDim, ropeTheta) });
    return assemble(config, taken, angles, count.all);
  } catch (thrown) {
    for (const tensor of taken.values()) backend.release(tensor);
    throw thrown;
  }
}

/** @throws EngineError `file-malformed` where a tensor is missing, or has another shape */
export function checkTensors(wanted: ReadonlyMap<string, { readonly shape: Shape }>, file: ReadonlyMap<string, HostTensor>): void {
  for (const [name, { shape }] of wanted) tensorOf(file, name, shape);
}

function tensorOf(file: ReadonlyMap<string, HostTensor>, name: string, shape: Shape): HostTensor {
  const host = file.get(name);
  if (!host) throw mismatch(`it has no tensor ${name}`);
  if (host.shape.join() !== shape.join()) throw mismatch(`${name} is ${host.shape.join(' x ')}, and ${shape.join(' x ')} was expected`);
  return host;
}

/** Gives the memory back. Nothing may run on these weights any more. */
export function releaseWeights(backend: Backend, weights: Weights): void {
  for (const tensor of weights.tensors) backend.release(tensor);
}

const layerName = (layer: number, name: string) => `model.layers.${layer}.${name}.weight`;

/** Every tensor that a model of this configuration has, by its name in the file. */
export function expectedTensors({ layers, dim, hiddenDim, vocab, heads, kvHeads, headDim, tiedEmbeddings }: ModelConfig): ReadonlyMap<string, { readonly shape: Shape }> {
  const [queryWidth, kvWidth] = [heads * headDim, kvHeads * headDim];
  const expected = new Map<string, { readonly shape: Shape }>();
  const expect = (name: string, shape: Shape) => expected.set(name, { shape });
  expect('model.embed_tokens.weight', [vocab, dim]);
  for (let layer = 0; layer < layers; layer++) {
    const add = (name: string, shape: Shape) => expect(layerName(layer, name), shape);
    add('input_layernorm', [dim]);
    add('self_attn.q_proj', [queryWidth, dim]);
    add('self_attn.k_proj', [kvWidth, dim]);
    add('self_attn.v_proj', [kvWidth, dim]);
    add('self_attn.o_proj', [dim, queryWidth]);
    add('post_attention_layernorm', [dim]);
    add('mlp.gate_proj', [hiddenDim, dim]);
    add('mlp.up_proj', [hiddenDim, dim]);
    add('mlp.down_proj', [dim, hiddenDim]);
  }
  expect('model.norm.weight', [dim]);
  if (!tiedEmbeddings) expect('lm_head.weight', [vocab, dim]);
  return expected;
}

function assemble(config: ModelConfig, taken: ReadonlyMap<string, Tensor>, ropeTable: Tensor, storage: readonly StorageGroup[]): Weights {
  const take = (name: string) => taken.get(name)!;
  const embedding = take('model.embed_tokens.weight');
  const layers = Array.from({ length: config.layers }, (_, layer): LayerWeights => {
    const of = (name: string) => take(layerName(layer, name));
    return {
      attentionNorm: of('input_layernorm'),
      query: of('self_attn.q_proj'),
      key: of('self_attn.k_proj'),
      value: of('self_attn.v_proj'),
      attentionOutput: of('self_attn.o_proj'),
      feedForwardNorm: of('post_attention_layernorm'),
      gate: of('mlp.gate_proj'),
      up: of('mlp.up_proj'),
      down: of('mlp.down_proj'),
    };
  });
  return {
    embedding,
    layers,
    finalNorm: take('model.norm.weight'),
    head: config.tiedEmbeddings ? embedding : take('lm_head.weight'),
    ropeAngles: ropeTable,
    parameters: storage.reduce((sum, group) => sum + group.parameters, 0),
    bytes: storage.reduce((sum, group) => sum + group.bytes, 0),
    storage,
    tensors: [...taken.values(), ropeTable],
  };
}

function mismatch(what: string): EngineError {
  return new EngineError(
    'file-malformed',
    `The weights do not fit their configuration: ${what}.`,
    'The files in the model folder belong to different models. Copy the whole folder again.',
  );
}
