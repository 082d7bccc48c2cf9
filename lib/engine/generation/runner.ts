import { argmax, sample } from '../kernels';
import type { Backend, Program } from '../kernels/backend';
import { forward } from '../model/forward';
import type { ModelConfig } from '../model/config';
import { allocateKvCache, releaseKvCache, type KvCache } from '../model/kv-cache';
import type { Weights } from '../model/weights';
import type { Tensor } from '../tensor/tensor';
import { chunkSizes, nextChunk } from './chunks';

/** What a program leaves behind: the logits of the last token or of all, or the token chosen on the device. */
type Ending = 'last' | 'all' | 'greedy' | 'sample';

interface Captured {
  readonly program: Program;
  readonly ids: Tensor; // (T) u32
  readonly logitRows: Tensor; // (1) u32
  readonly result: Tensor; // logits (N, vocab), or the chosen token (1)
}

/**
 * One sequence on one device: which tokens its KV cache holds, and the captured programs that add to it. Two sizes of
 * pass serve all: chunks of a prompt, and one token at a time.
 */
export class Runner {
  private readonly cache: KvCache;
  private readonly rows: Tensor; // (1, 3) u32: first position and count of the tokens that go in, slot
  private readonly control: Tensor; // (1, 4): temperature, top-k, top-p, coin
  private readonly programs = new Map<string, Promise<Captured>>();
  /** Tokens whose keys and values are in the cache, by position. */
  private held: number[] = [];

  constructor(
    private readonly backend: Backend,
    private readonly config: ModelConfig,
    private readonly weights: Weights,
  ) {
    this.cache = allocateKvCache(backend, config, 1, config.contextLength);
    this.rows = backend.allocate('rows', 'u32', [1, 3]);
    this.control = backend.allocate('sampling', 'f32', [1, 4]);
  }

  get cacheBytes(): number {
    return this.cache.bytes;
  }

  /** Capture every program that a run can ask for, so that a run compiles nothing. */
  async warmUp(): Promise<void> {
    await Promise.all([
      ...chunkSizes.map((size) => this.program(size, 'last')),
      ...chunkSizes.filter((size) => size > 1).map((size) => this.program(size, 'all')),
      this.program(1, 'greedy'),
      this.program(1, 'sample'),
    ]);
  }

  /** How many tokens at the front of `ids` need not be computed again. The last one always is: its logits are wanted. */
  reusable(ids: readonly number[], logitsFrom: number): number {
    let shared = 0;
    while (shared < this.held.length && this.held[shared] === ids[shared]) shared++;
    return Math.min(shared, logitsFrom, ids.length - 1);
  }

  /**
   * Read tokens: afterwards the cache holds just `ids`.
   * @param logitsFrom first index whose logits are wanted; those of the last token always are
   * @returns logits (vocab) of each index from `logitsFrom` on; undefined when aborted half-way
   */
  async read(ids: readonly number[], logitsFrom: number, signal?: AbortSignal): Promise<Float32Array[] | undefined> {
    const logits: Float32Array[] = [];
    let position = this.reusable(ids, logitsFrom);
    this.held.length = position;
    while (position < ids.length) {
      if (signal?.aborted) return undefined;
      const { size, count } = nextChunk(ids.length - position);
      const last = position + count;
      const ending: Ending = last > logitsFrom + 1 && last > position + 1 ? 'all' : 'last';
      const rows = await this.pass(ids.slice(position, last), position, size, ending, last > logitsFrom);
      if (rows) logits.push(...this.wantedRows(rows, ending, count, position, logitsFrom));
      position = last;
    }
    return logits;
  }

  /** One pass over `ids` at `position`. @returns logits (N, vocab), if `wanted` */
  private async pass(ids: readonly number[], position: number, size: number, ending: Ending, wanted: boolean): Promise<Float32Array | undefined> {
    const captured = await this.program(size, ending);
    const padded = new Uint32Array(size);
    padded.set(ids);
    this.backend.write(captured.ids, padded);
    this.backend.write(captured.logitRows, Uint32Array.of(ids.length - 1));
    this.backend.write(this.rows, Uint32Array.of(position, ids.length, 0));
    const [logits] = await captured.program.run(wanted ? [captured.result] : []);
    this.held.push(...ids);
    return logits as Float32Array | undefined;
  }

  private wantedRows(rows: Float32Array, ending: Ending, count: number, position: number, logitsFrom: number): Float32Array[] {
    const { vocab } = this.config;
    if (ending === 'last') return [rows.slice(0, vocab)];
    const first = Math.max(logitsFrom - position, 0);
    return Array.from({ length: count - first }, (_, index) => rows.slice((first + index) * vocab, (first + index + 1) * vocab));
  }

  /** Read one more token. @returns the logits (vocab) that follow it */
  async extend(id: number): Promise<Float32Array> {
    return (await this.pass([id], this.held.length, 1, 'last', true))!;
  }

  /**
   * Begin choosing on the device: `next` submits a step and gives the chosen token when it is read back. Several may
   * be under way: each feeds the token it chose to the next.
   */
  async decodeOnDevice(sampling: { temperature: number; topK: number; topP: number }, firstId: number): Promise<{ next(coin: number): Promise<number> }> {
    const { program, ids, result } = await this.program(1, sampling.temperature === 0 ? 'greedy' : 'sample');
    let position = this.held.length;
    this.backend.write(ids, Uint32Array.of(firstId));
    return {
      next: async (coin) => {
        this.backend.write(this.rows, Uint32Array.of(position++, 1, 0));
        this.backend.write(this.control, Float32Array.of(sampling.temperature, sampling.topK, sampling.topP, coin));
        const [chosen] = await program.run([result]);
        return chosen[0];
      },
    };
  }

  /** Say which token the device has read since: its keys and values are in the cache now. */
  hold(id: number): void {
    this.held.push(id);
  }

  /** Gives all memory back. Nothing may be under way. */
  release(): void {
    for (const captured of this.programs.values()) {
      void captured.then(({ program, ids, logitRows }) => {
        program.release();
        this.backend.release(ids);
        this.backend.release(logitRows);
      });
    }
    releaseKvCache(this.backend, this.cache);
    this.backend.release(this.rows);
    this.backend.release(this.control);
  }

  private program(size: number, ending: Ending): Promise<Captured> {
    const key = `${size} ${ending}`;
    let captured = this.programs.get(key);
    if (!captured) {
      captured = this.capture(size, ending);
      this.programs.set(key, captured);
    }
    return captured;
  }

  private async capture(size: number, ending: Ending): Promise<Captured> {
    const ids = this.backend.allocate('ids', 'u32', [size]);
    const logitRows = this.backend.allocate('logit rows', 'u32', [1]);
    let result: Tensor | undefined;
    const program = await this.backend.capture((pass) => {
      const one = size === 1 || ending === 'all';
      const logits = forward(pass, this.config, this.weights, this.cache, { tokens: size, ids, rows: this.rows, logitRows: one ? undefined : logitRows });
      if (ending === 'greedy' || ending === 'sample') {
        result = pass.scratch('chosen', 'u32', [1]);
        if (ending === 'greedy') pass.run(argmax, { logits, chosen: result }, {});
        else pass.run(sample, { logits, control: this.control, chosen: result }, {});
        pass.copy(result, ids);
      } else {
        result = logits;
      }
    });
    return { program, ids, logitRows, result: result! };
  }
}
