import type { Backend } from '../kernels/backend';
import type { ModelConfig } from '../model/config';
import { kvCacheBytes } from '../model/kv-cache';
import type { Weights } from '../model/weights';
import { mostSlots } from './batch-request';
import { passSizesOf } from './chunks';
import { Passes, type CapturedPass, type RowSampling } from './passes';
import { readChunk, type Chunk } from './read-tokens';
import { sample } from './sample';

/** Sizes of decode pass that are kept captured, smallest first; the smallest that holds all who write is taken. */
const batchSizes: readonly number[] = [1, 2, 4, 8, 16, mostSlots];

/** How a decode pass chooses: the best token of each, or a drawn one, both on the device; or here, from logits read back. */
export type DecodeManner = 'greedy' | 'sample' | 'last';

/** One sequence's part in a decode pass. */
export interface DecodeRow {
  readonly slot: number;
  /** Where its last token goes. */
  readonly position: number;
  readonly id: number;
  readonly sampling: RowSampling;
}

/** What a sequence writes next. */
export interface BatchChoice {
  readonly id: number;
  /** (vocab), where it was chosen here. */
  readonly logits?: Float32Array;
}

/** Several sequences on one device, each in a slot of one KV cache. */
export class BatchRunner {
  private readonly passes: Passes;

  /** @throws EngineError `out-of-memory` */
  constructor(
    backend: Backend,
    config: ModelConfig,
    weights: Weights,
    readonly slots: number,
  ) {
    this.passes = new Passes(backend, config, weights, slots);
  }

  /** Bytes of the KV cache, all slots together. */
  get cacheBytes(): number {
    return this.passes.cache.bytes;
  }

  /** Capture what a batch needs that chooses in these manners. */
  async warmUp(manners: readonly DecodeManner[]): Promise<void> {
    const decodeSizes = batchSizes.slice(0, batchSizes.indexOf(sizeFor(this.slots)) + 1);
    await this.passes.prepare([
      ...passSizesOf(this.passes.backend).sizes.map((tokens) => ({ batch: 1, tokens, ending: 'last' }) as const),
      ...manners.flatMap((ending) => decodeSizes.map((batch) => ({ batch, tokens: 1, ending }))),
    ]);
  }

  /** One chunk of one sequence's prompt. @returns logits (vocab) of each position from `logitsFrom` on */
  read(chunk: Chunk, logitsFrom: number): Promise<Float32Array[]> {
    return readChunk(this.passes, chunk, logitsFrom);
  }

  /** Read each row's last token. The pass is submitted when this settles. */
  async submit(rows: readonly DecodeRow[], manner: DecodeManner): Promise<DecodePass> {
    const pass = await this.passes.get({ batch: sizeFor(rows.length), tokens: 1, ending: manner });
    pass.feed(rows.map(({ slot, position, id }) => ({ slot, firstPosition: position, ids: [id] })));
    pass.choose(rows.map(({ sampling }) => sampling));
    return new DecodePass(pass, rows, manner, this.passes.config.vocab);
  }

  /** Gives all memory back. Nothing may be under way. */
  release(): void {
    this.passes.release();
  }
}

const sizeFor = (rows: number): number => batchSizes.find((size) => size >= rows)!;

/** A decode pass under way. */
export class DecodePass {
  /** One for each row, in their order. */
  readonly choices: Promise<readonly BatchChoice[]>;

  constructor(
    private readonly pass: CapturedPass,
    readonly rows: readonly Omit<DecodeRow, 'id'>[],
    private readonly manner: DecodeManner,
    private readonly vocab: number,
  ) {
    this.choices = manner === 'last' ? this.chooseHere() : pass.chosen().then((chosen) => rows.map((_, row) => ({ id: chosen[row] })));
    // Who waits for it is told; who no longer cares is not bothered.
    this.choices.catch(() => {});
  }

  /** The next pass over the same sequences, from the tokens that this one chose on the device. Only the coins are new. */
  next(coins: readonly number[]): DecodePass {
    const rows = this.rows.map(({ slot, position, sampling }, row) => ({ slot, position: position + 1, sampling: { ...sampling, coin: coins[row] } }));
    this.pass.place(rows.map(({ slot, position }) => ({ slot, firstPosition: position, tokens: 1 })));
    this.pass.choose(rows.map(({ sampling }) => sampling));
    return new DecodePass(this.pass, rows, this.manner, this.vocab);
  }

  private async chooseHere(): Promise<readonly BatchChoice[]> {
    const all = await this.pass.logits(); // (B, vocab)
    return this.rows.map(({ sampling }, row) => {
      const logits = all.slice(row * this.vocab, (row + 1) * this.vocab);
      return { id: sample(logits, sampling, sampling.coin), logits };
    });
  }
}

/** The batch runner of a model: kept until another number of slots is asked for. */
export class BatchRunners {
  private current: BatchRunner | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly config: ModelConfig,
    private readonly weights: Weights,
  ) {}

  /** @throws EngineError `out-of-memory`: `neededBytes` and `allowedBytes` are in its details where the device tells; `device-lost` */
  async open(slots: number, manners: readonly DecodeManner[]): Promise<BatchRunner> {
    if (this.current?.slots !== slots) this.release();
    const need = { what: `the KV cache of ${slots} sequences`, bytes: kvCacheBytes(this.config, slots, this.config.contextLength) };
    try {
      return await this.backend.guard(async () => {
        this.current ??= new BatchRunner(this.backend, this.config, this.weights, slots);
        await this.current.warmUp(manners);
        return this.current;
      }, need);
    } catch (thrown) {
      this.release();
      throw thrown;
    }
  }

  /** Gives all memory back. Nothing may be under way. */
  release(): void {
    this.current?.release();
    this.current = undefined;
  }
}
