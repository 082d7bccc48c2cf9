import { attentionWeights } from '../kernels/attention-weights/attention-weights';
import type { AskedLaunch, Backend, Program } from '../kernels/backend';
import type { ModelConfig } from '../model/config';
import { forward, head } from '../model/forward';
import type { KvCache } from '../model/kv-cache';
import { launchWork } from '../model/layer-work';
import type { Weights } from '../model/weights';
import type { Tensor } from '../tensor/tensor';
import { allocateInputs, releaseInputs } from './input-tensors';
import { launchTimes, timingRounds } from './launch-times';
import { listeningPass } from './listening-pass';
import type { AttentionProbe, ProbeRequest, StageProbe } from './probes';

/** The tokens of the pass to look into: they go to these positions of a slot of the cache. */
export interface ProbedPass {
  readonly slot: number;
  readonly firstPosition: number;
  readonly ids: readonly number[];
}

/** What a look found. */
export interface Look {
  readonly attention?: readonly AttentionProbe[];
  /** By layer: logits (vocab) at the last position, had the model ended there. */
  readonly lens?: readonly Float32Array[];
  readonly stages?: readonly StageProbe[];
  /** Rounds behind each stage's time. */
  readonly repetitions?: number;
}

interface Captured {
  readonly program: Program;
  readonly launches: readonly AskedLaunch[];
  readonly attention: ReadonlyMap<number, Tensor>; // by layer: (T, heads, capacity)
  readonly lens: readonly Tensor[]; // by layer: (1, vocab)
}

interface Inputs {
  readonly ids: Tensor; // (T) u32
  readonly rows: Tensor; // (1, 3) u32
  readonly logitRows: Tensor; // (1) u32
}

/** Of one size: for a few choices of layers, and the stages. */
const mostPrograms = 4;

/** Programs for passes of one size. */
interface Sized {
  readonly size: number;
  readonly inputs: Inputs;
  readonly programs: Map<string, Promise<Captured>>;
}

/**
 * Looks into a forward pass by running it again over the same tokens: the cache's keys and values come out as they were, but for rounding.
 * Passes are captured at their exact size, so that shapes read as they are. Programs for one token are kept, and
 * those of the last other size. Nothing is taken or compiled before the first look.
 */
export class ProbeRunner {
  private single: Sized | undefined;
  private other: Sized | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly config: ModelConfig,
    private readonly weights: Weights,
    private readonly cache: KvCache,
  ) {}

  /**
   * @returns undefined when aborted
   * @throws EngineError `out-of-memory`, `device-lost`
   */
  async look(request: ProbeRequest, pass: ProbedPass, signal?: AbortSignal): Promise<Look | undefined> {
    if (signal?.aborted) return undefined;
    const sized = this.sized(pass.ids.length);
    this.backend.write(sized.inputs.ids, Uint32Array.from(pass.ids));
    this.backend.write(sized.inputs.rows, Uint32Array.of(pass.firstPosition, pass.ids.length, pass.slot));
    this.backend.write(sized.inputs.logitRows, Uint32Array.of(pass.ids.length - 1));

    const inside = await this.lookInside(request, pass, sized);
    if (!request.stages) return inside;
    const stages = await this.timeStages(pass, sized, signal);
    return stages && { ...inside, stages, repetitions: timingRounds };
  }

  release(): void {
    for (const sized of [this.single, this.other]) if (sized) this.releaseSized(sized);
    this.single = undefined;
    this.other = undefined;
  }

  private async lookInside({ attention = [], lens = 0 }: ProbeRequest, pass: ProbedPass, sized: Sized): Promise<Look> {
    const { layers, heads } = this.config;
    const wanted =
      attention === 'all'
        ? Array.from({ length: layers * heads }, (_, index) => ({ layer: Math.floor(index / heads), head: index % heads }))
        : attention;
    if (wanted.length === 0 && lens === 0) return {};
    const wantedLayers = [...new Set(wanted.map(({ layer }) => layer))].sort((a, b) => a - b);
    const captured = await this.program(sized, wantedLayers, lens > 0);
    const reads = await captured.program.run([...wantedLayers.map((layer) => captured.attention.get(layer)!), ...captured.lens]);
    const weightsOf = (layer: number) => reads[wantedLayers.indexOf(layer)] as Float32Array;
    return {
      ...(wanted.length > 0 && { attention: wanted.map(({ layer, head: number }) => ({ layer, head: number, weights: this.headOf(weightsOf(layer), number, pass) })) }),
      ...(lens > 0 && { lens: reads.slice(wantedLayers.length) as Float32Array[] }),
    };
  }

  /** (T, heads, capacity) -> (T, context) of one head */
  private headOf(all: Float32Array, number: number, { firstPosition, ids }: ProbedPass): Float32Array {
    const { heads } = this.config;
    const context = firstPosition + ids.length;
    const own = new Float32Array(ids.length * context);
    for (let t = 0; t < ids.length; t++) {
      const start = (t * heads + number) * this.cache.capacity;
      own.set(all.subarray(start, start + context), t * context);
    }
    return own;
  }

  private async timeStages({ firstPosition, ids }: ProbedPass, sized: Sized, signal: AbortSignal | undefined): Promise<StageProbe[] | undefined> {
    const { program, launches } = await this.program(sized, [], false);
    const times = await launchTimes(program, signal);
    const spans = [{ firstPosition, tokens: ids.length }];
    return times && launches.map((launch, index) => ({ ...stageFacts(launch), ...launchWork(launch.kernel, launch.tensors, launch.options, spans), ms: times[index] }));
  }

  private program(sized: Sized, attentionLayers: readonly number[], lens: boolean): Promise<Captured> {
    const key = `${attentionLayers.join()} ${lens}`;
    const held = sized.programs.get(key);
    if (held) return held;
    for (const [oldest, unused] of sized.programs) {
      if (sized.programs.size < mostPrograms) break;
      sized.programs.delete(oldest);
      releaseCaptured(unused);
    }
    const captured = this.captureGuarded(sized, attentionLayers, lens);
    // A failure is told to who asked, and not kept: there may be memory next time.
    captured.catch(() => sized.programs.delete(key));
    sized.programs.set(key, captured);
    return captured;
  }

  private async captureGuarded(sized: Sized, attentionLayers: readonly number[], lens: boolean): Promise<Captured> {
    let captured: Captured | undefined;
    try {
      await this.backend.guard(async () => {
        captured = await this.capture(sized, attentionLayers, lens);
      });
      return captured!;
    } catch (thrown) {
      captured?.program.release();
      throw thrown;
    }
  }

  private async capture({ size, inputs }: Sized, attentionLayers: readonly number[], lens: boolean): Promise<Captured> {
    const { headDim, heads } = this.config;
    const launches: AskedLaunch[] = [];
    const attention = new Map<number, Tensor>();
    const lensLogits: Tensor[] = [];
    const program = await this.backend.capture((pass) => {
      forward(listeningPass(pass, launches), this.config, this.weights, this.cache, {
        tokens: size,
        ...inputs,
        onAttention: (layer, query, keys) => {
          if (!attentionLayers.includes(layer)) return;
          const output = pass.scratch(`attention of layer ${layer}`, 'f32', [size, heads, this.cache.capacity]);
          pass.run(attentionWeights, { query, keys, rows: inputs.rows, output }, { headDim });
          attention.set(layer, output);
        },
        onLayer: (layer, hidden) => {
          if (lens) lensLogits.push(head(pass, this.config, this.weights, hidden, inputs.logitRows, `lens of layer ${layer}`));
        },
      });
    }, { apart: true });
    return { program, launches, attention, lens: lensLogits };
  }

  private sized(size: number): Sized {
    const place = size === 1 ? 'single' : 'other';
    const held = this[place];
    if (held?.size === size) return held;
    // Forgotten first: where there is no memory for the new one, what was given back is not used again.
    this[place] = undefined;
    if (held) this.releaseSized(held);
    const inputs: Inputs = allocateInputs(this.backend, {
      ids: ['probed ids', 'u32', [size]],
      rows: ['probed rows', 'u32', [1, 3]],
      logitRows: ['probed logit rows', 'u32', [1]],
    });
    const made: Sized = { size, inputs, programs: new Map() };
    this[place] = made;
    return made;
  }

  private releaseSized({ inputs, programs }: Sized): void {
    for (const captured of programs.values()) releaseCaptured(captured);
    releaseInputs(this.backend, inputs);
  }
}

function releaseCaptured(captured: Promise<Captured>): void {
  captured.then(
    ({ program }) => program.release(),
    () => {}, // told to who asked for it
  );
}

/** A stage's name, layer and the shapes of what goes through it: the first tensor read that is no weight, and the one written. */
function stageFacts({ kernel, tensors, place }: AskedLaunch): Pick<StageProbe, 'name' | 'kernel' | 'layer' | 'inputShape' | 'outputShape'> {
  const names = Object.keys(kernel.tensors);
  const input = names.find((name) => kernel.tensors[name] === 'read' && !kernel.stored?.includes(name))!;
  const output = names.find((name) => kernel.tensors[name] !== 'read')!;
  const layer = /^layer (\d+) /.exec(place)?.[1];
  return {
    name: place,
    kernel: kernel.name,
    ...(layer !== undefined && { layer: Number(layer) }),
    inputShape: tensors[input].shape,
    outputShape: tensors[output].shape,
  };
}
