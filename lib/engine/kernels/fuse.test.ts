import { describe, expect, test } from 'vitest';
import type { ModelConfig } from '../model/config';
import { forward } from '../model/forward';
import type { Weights } from '../model/weights';
import { elementCount, type Shape, type Tensor } from '../tensor/tensor';
import type { DType } from '../tensor/dtype';
import type { AskedLaunch, Pass } from './backend';
import { fuse, type AskedCopy } from './fuse';
import type { HostView, Kernel } from './kernel';
import { ropeAngles } from './rope/rope';

const config = { layers: 2, dim: 16, hiddenDim: 24, heads: 4, kvHeads: 2, headDim: 4, vocab: 30, contextLength: 8, normEpsilon: 1e-5 } as ModelConfig;

/** Tensors with their values, and a pass that writes down what is asked of it. */
class Memory {
  readonly views = new Map<Tensor, HostView>();
  readonly asked: (AskedLaunch | AskedCopy)[] = [];
  readonly scratch = new Map<string, Tensor>();
  private state = 1;

  make(label: string, dtype: DType, shape: Shape, values: HostView = new Float32Array(elementCount(shape))): Tensor {
    const tensor: Tensor = { label, dtype, shape, block: undefined };
    this.views.set(tensor, values);
    return tensor;
  }

  random(label: string, shape: Shape): Tensor {
    const values = Float32Array.from({ length: elementCount(shape) }, () => (this.state = (this.state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5);
    return this.make(label, 'f32', shape, values);
  }

  integers(label: string, shape: Shape, values: readonly number[]): Tensor {
    return this.make(label, 'u32', shape, Uint32Array.from(values));
  }

  readonly pass: Pass = {
    scratch: (name, dtype, shape) => {
      const tensor = this.scratch.get(name) ?? this.make(name, dtype, shape);
      this.scratch.set(name, tensor);
      return tensor;
    },
    run: (kernel, tensors, options, place = '') => void this.asked.push({ kernel: kernel as unknown as Kernel, tensors, options, place }),
    copy: (source, target) => void this.asked.push({ source, target }),
  };

  run(launches: readonly (AskedLaunch | AskedCopy)[]): void {
    for (const each of launches) {
      if ('kernel' in each) each.kernel.reference(Object.fromEntries(Object.entries(each.tensors).map(([name, tensor]) => [name, this.views.get(tensor)!])), each.tensors, each.options);
      else this.views.get(each.target)!.set(this.views.get(each.source)!);
    }
  }
}

/** A forward pass of a random model over `tokens` tokens at position 2, as asked for. */
function model(tokens: number, change: (weights: Weights, memory: Memory) => Weights = (weights) => weights, onLayer?: (memory: Memory, hidden: Tensor) => void) {
  const memory = new Memory();
  const { dim, hiddenDim, heads, kvHeads, headDim, vocab, contextLength } = config;
  const kvWidth = kvHeads * headDim;
  const layer = () => ({
    attentionNorm: memory.random('norm', [dim]),
    query: memory.random('query', [heads * headDim, dim]),
    key: memory.random('key', [kvWidth, dim]),
    value: memory.random('value', [kvWidth, dim]),
    attentionOutput: memory.random('output', [dim, heads * headDim]),
    feedForwardNorm: memory.random('norm', [dim]),
    gate: memory.random('gate', [hiddenDim, dim]),
    up: memory.random('up', [hiddenDim, dim]),
    down: memory.random('down', [dim, hiddenDim]),
  });
  const embedding = memory.random('embedding', [vocab, dim]);
  const weights = change({
    embedding,
    layers: [layer(), layer()],
    finalNorm: memory.random('final norm', [dim]),
    head: embedding,
    ropeAngles: memory.make('angles', 'f32', [contextLength, headDim], ropeAngles(contextLength, headDim, 10_000)),
  } as unknown as Weights, memory);
  const cache = {
    layers: [0, 1].map(() => ({ keys: memory.random('keys', [1, contextLength, kvWidth]), values: memory.random('values', [1, contextLength, kvWidth]) })),
    slots: 1,
    capacity: contextLength,
    bytes: 0,
  };
  const logits = forward(memory.pass, config, weights, cache, {
    tokens,
    ids: memory.integers('ids', [tokens], Array.from({ length: tokens }, (_, index) => 3 + index)),
    rows: memory.integers('rows', [1, 3], [2, tokens, 0]),
    logitRows: memory.integers('logit rows', [1], [tokens - 1]),
    onLayer: (_layer, hidden) => onLayer?.(memory, hidden),
  });
  const scratch = new Set(memory.scratch.values());
  return { memory, logits, fused: fuse(memory.asked, (tensor) => scratch.has(tensor)) };
}

const namesOf = (launches: readonly (AskedLaunch | AskedCopy)[], place: string) => launches.flatMap((each) => ('kernel' in each && each.place.startsWith(place) ? [each.kernel.name] : []));

describe('neighbouring launches are joined', () => {
  test('a token being written takes eight launches a layer', () => {
    expect(namesOf(model(1).fused.asked, 'layer 1')).toEqual(['rmsNorm', 'queryKeyValue', 'ropeStore', 'attention', 'linearAdd', 'rmsNorm', 'gateUp', 'linearAdd']);
  });

  test('a prompt being read joins what needs no single row', () => {
    expect(namesOf(model(3).fused.asked, 'layer 0')).toEqual(['rmsNorm', 'linear', 'linear', 'linear', 'ropeStore', 'attention', 'linearAdd', 'rmsNorm', 'linear', 'linear', 'siluMul', 'linearAdd']);
  });

  test.each([1, 3])('logits and cache come out the same, for %s tokens', (tokens) => {
    const [apart, joined] = [model(tokens), model(tokens)];
    apart.memory.run(apart.memory.asked);
    joined.memory.run(joined.fused.asked);
    for (const each of [apart, joined]) expect(each.memory.views.get(each.logits)!.every((logit) => logit !== 0)).toBe(true);
    expect(joined.memory.views.get(joined.logits)).toEqual(apart.memory.views.get(apart.logits));
    const caches = ({ memory }: typeof apart) => [...memory.views].filter(([{ label }]) => label === 'keys' || label === 'values').map(([, view]) => view);
    expect(caches(joined)).toEqual(caches(apart));
  });

  test('what is left out is told, and nothing else', () => {
    const { unwritten } = model(1).fused;
    expect([...unwritten].map(({ label }) => label).toSorted()).toEqual(['block output', 'gate', 'turned key', 'up']);
  });
});

describe('launches stay apart', () => {
  test('where somebody else reads what is between them', () => {
    const { fused } = model(1, undefined, (memory) => memory.pass.copy(memory.scratch.get('block output')!, memory.make('kept', 'f32', [1, config.dim])));
    // Each layer's feed-forward block is read; its attention block is not.
    expect(namesOf(fused.asked, 'layer 0')).toEqual(['rmsNorm', 'queryKeyValue', 'ropeStore', 'attention', 'linearAdd', 'rmsNorm', 'gateUp', 'linear', 'add']);
    expect([...fused.unwritten].map(({ label }) => label)).not.toContain('block output');
  });

  test('where the matrices are stored in different types', () => {
    const { fused } = model(1, (weights) => ({ ...weights, layers: weights.layers.map((layer) => ({ ...layer, key: { ...layer.key, dtype: 'f16' as const }, up: { ...layer.up, dtype: 'q8' as const, block: 8 } })) }));
    expect(namesOf(fused.asked, 'layer 0')).toEqual(['rmsNorm', 'linear', 'linear', 'linear', 'ropeStore', 'attention', 'linearAdd', 'rmsNorm', 'linear', 'linear', 'siluMul', 'linearAdd']);
  });

  test('where a result is not the pass’s own', () => {
    const { memory } = model(1);
    expect(fuse(memory.asked, () => false).asked.map((each) => ('kernel' in each ? each.kernel.name : 'copy'))).not.toContain('linearAdd');
  });
});
