import { argmax, sample } from '../kernels';
import type { Backend, Program } from '../kernels/backend';
import type { Sampling } from '../kernels/sample/distribution';
import { forward } from '../model/forward';
import type { ModelConfig } from '../model/config';
import { allocateKvCache, releaseKvCache, type KvCache } from '../model/kv-cache';
import type { Weights } from '../model/weights';
import type { Tensor } from '../tensor/tensor';
import { allocateInputs, releaseInputs } from './input-tensors';

/**
 * What a pass leaves behind: the logits of each row's last token or of all tokens; or the token chosen on the device, by
 * the best logit or by sampling, which is then also the next token to go in.
 */
export type Ending = 'last' | 'all' | 'greedy' | 'sample';

/** A size of pass: so many sequences, so many new tokens of each. */
export interface PassShape {
  readonly batch: number; // B
  readonly tokens: number; // T; 1 where tokens are chosen on the device
  readonly ending: Ending;
}

/** One sequence's part in a pass. */
export interface PassRow {
  readonly slot: number;
  readonly firstPosition: number;
  readonly ids: readonly number[]; // at most T
}

/** How one sequence's token is chosen on the device. */
export type RowSampling = Omit<Sampling, 'seed'> & { readonly coin: number };

/** A pass that is captured: put tokens in, run it, as often as you like. */
export class CapturedPass {
  constructor(
    private readonly backend: Backend,
    private readonly shape: PassShape,
    private readonly program: Program,
    private readonly inputs: PassInputs,
    private readonly outputs: PassOutputs,
  ) {}

  /** The tokens that go in. Sequences beyond `rows`, and tokens beyond a sequence's own, are padding. */
  feed(rows: readonly PassRow[]): void {
    const { batch, tokens } = this.shape;
    const ids = new Uint32Array(batch * tokens);
    rows.forEach((row, index) => ids.set(row.ids, index * tokens));
    this.backend.write(this.inputs.ids, ids);
    this.backend.write(this.inputs.logitRows, Uint32Array.from({ length: batch }, (_, index) => index * tokens + Math.max((rows[index]?.ids.length ?? 0) - 1, 0)));
    this.place(rows.map(({ slot, firstPosition, ids: own }) => ({ slot, firstPosition, tokens: own.length })));
  }

  /** Only where the tokens go: which they are is on the device already. */
  place(rows: readonly { readonly slot: number; readonly firstPosition: number; readonly tokens: number }[]): void {
    const places = new Uint32Array(3 * this.shape.batch);
    rows.forEach(({ slot, firstPosition, tokens }, index) => places.set([firstPosition, tokens, slot], 3 * index));
    this.backend.write(this.inputs.rows, places);
  }

  /** How each sequence's token is chosen, where that happens on the device. */
  choose(rows: readonly RowSampling[]): void {
    // Sampling divides by the temperature; the one best token is what is left at top-k 1.
    const control = Float32Array.from({ length: 4 * this.shape.batch }, (_, index) => (index % 4 === 3 ? 0 : 1));
    rows.forEach(({ temperature, topK, topP, coin }, index) => {
      if (temperature > 0) control.set([temperature, topK, topP, coin], 4 * index);
    });
    this.backend.write(this.inputs.control, control);
  }

  /** Runs it, and reads nothing back. */
  async run(): Promise<void> {
    await this.program.run([]);
  }

  /** Runs it. @returns logits (N, vocab): a row for each sequence, or with the ending `all` for each token */
  async logits(): Promise<Float32Array> {
    const [logits] = await this.program.run([this.outputs.logits]);
    return logits as Float32Array;
  }

  /** Runs it. @returns the tokens chosen on the device (B) */
  async chosen(): Promise<Uint32Array> {
    const [chosen] = await this.program.run([this.outputs.chosen!]);
    return chosen as Uint32Array;
  }

  /** Runs it. @returns the tokens chosen on the device (B), and the logits (B, vocab) they were chosen from */
  async chosenAndLogits(): Promise<readonly [Uint32Array, Float32Array]> {
    const [chosen, logits] = await this.program.run([this.outputs.chosen!, this.outputs.logits]);
    return [chosen as Uint32Array, logits as Float32Array];
  }

  release(): void {
    this.program.release();
    releaseInputs(this.backend, this.inputs);
  }
}

interface PassInputs {
  readonly ids: Tensor; // (B · T) u32
  readonly rows: Tensor; // (B, 3) u32: first position and count of the tokens that go in, slot
  readonly logitRows: Tensor; // (B) u32: which of the B · T are the last
  readonly control: Tensor; // (B, 4) f32: temperature, top-k, top-p, coin
}

interface PassOutputs {
  readonly logits: Tensor; // (N, vocab)
  readonly chosen?: Tensor; // (B) u32
}

const keyOf = ({ batch, tokens, ending }: PassShape): string => `${batch} ${tokens} ${ending}`;

/** A KV cache, and the passes over it: each captured when it is first asked for, then kept. */
export class Passes {
  readonly cache: KvCache;
  private readonly captured = new Map<string, Promise<CapturedPass>>();

  /** @throws EngineError `out-of-memory` */
  constructor(
    readonly backend: Backend,
    readonly config: ModelConfig,
    readonly weights: Weights,
    slots: number,
  ) {
    this.cache = allocateKvCache(backend, config, slots, config.contextLength);
  }

  /** Capture passes now, so that no run waits for it. Who asks guards it. @throws EngineError `out-of-memory`, `device-lost` */
  async prepare(shapes: readonly PassShape[]): Promise<void> {
    await Promise.all(shapes.map((shape) => this.captured.get(keyOf(shape)) ?? this.keep(shape, this.capture(shape))));
  }

  /** A pass, captured now if it was not yet. @throws EngineError `out-of-memory`, `device-lost` */
  get(shape: PassShape): Promise<CapturedPass> {
    return this.captured.get(keyOf(shape)) ?? this.keep(shape, this.captureGuarded(shape));
  }

  /** Gives all memory back. Nothing may be under way. */
  release(): void {
    for (const captured of this.captured.values()) {
      captured.then(
        (pass) => pass.release(),
        () => {}, // told to who asked for it
      );
    }
    this.captured.clear();
    releaseKvCache(this.backend, this.cache);
  }

  private keep(shape: PassShape, captured: Promise<CapturedPass>): Promise<CapturedPass> {
    // A failure is told to who asked, and not kept: there may be memory next time.
    captured.catch(() => this.captured.delete(keyOf(shape)));
    this.captured.set(keyOf(shape), captured);
    return captured;
  }

  private async captureGuarded(shape: PassShape): Promise<CapturedPass> {
    let captured: CapturedPass | undefined;
    try {
      return await this.backend.guard(async () => (captured = await this.capture(shape)));
    } catch (thrown) {
      // A GPU tells only behind the work that it had no room for all of it.
      captured?.release();
      throw thrown;
    }
  }

  private async capture(shape: PassShape): Promise<CapturedPass> {
    const { backend } = this;
    const { batch, tokens } = shape;
    const inputs: PassInputs = allocateInputs(backend, {
      ids: ['ids', 'u32', [batch * tokens]],
      rows: ['rows', 'u32', [batch, 3]],
      logitRows: ['logit rows', 'u32', [batch]],
      control: ['sampling', 'f32', [batch, 4]],
    });
    return this.record(shape, inputs).catch((thrown: unknown) => {
      releaseInputs(backend, inputs);
      throw thrown;
    });
  }

  private async record(shape: PassShape, inputs: PassInputs): Promise<CapturedPass> {
    const { backend } = this;
    const { batch, tokens, ending } = shape;
    let outputs: PassOutputs | undefined;
    const program = await backend.capture((pass) => {
      const everyRow = tokens === 1 || ending === 'all';
      const logits = forward(pass, this.config, this.weights, this.cache, { tokens, ids: inputs.ids, rows: inputs.rows, logitRows: everyRow ? undefined : inputs.logitRows });
      outputs = { logits };
      if (ending !== 'greedy' && ending !== 'sample') return;
      const chosen = pass.scratch('chosen', 'u32', [batch]);
      if (ending === 'greedy') pass.run(argmax, { logits, chosen }, {});
      else pass.run(sample, { logits, control: inputs.control, chosen }, {});
      pass.copy(chosen, inputs.ids);
      outputs = { logits, chosen };
    });
    return new CapturedPass(backend, shape, program, inputs, outputs!);
  }
}
