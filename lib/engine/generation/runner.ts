import type { Backend } from '../kernels/backend';
import type { ModelConfig } from '../model/config';
import type { Weights } from '../model/weights';
import { passSizesOf, type PassSizes } from './chunks';
import { Passes } from './passes';
import { planAfresh, planPrefix, type PrefixPlan } from './prefix';
import type { ProbeRunner } from './probe-runner';
import { chunksOf, readChunk } from './read-tokens';
import type { Sampling } from './sample';
import { Slots } from './slots';

/** Texts whose keys and values are kept, so that a prompt that begins like one of them need not be read whole. */
const runnerSlots = 4;

/** Chooses tokens on the device, each fed to the next step there. */
export interface DeviceDecoder {
  /** Submits a step. @returns the token it chose, once it is read back */
  next(coin: number): Promise<number>;
  /** The same, and the logits (vocab) it was chosen from. */
  nextWithLogits(coin: number): Promise<readonly [number, Float32Array]>;
}

/**
 * One sequence at a time on one device. It reads in chunks, writes a token at a time, and keeps what it read last in the
 * slots of its KV cache.
 */
export class Runner {
  private readonly passes: Passes;
  private readonly slots = new Slots(runnerSlots);
  private readonly sizes: PassSizes;
  /** The slot of the sequence that is read or written now. */
  private slot = 0;
  private probeRunner: ProbeRunner | undefined;

  constructor(backend: Backend, config: ModelConfig, weights: Weights) {
    this.passes = new Passes(backend, config, weights, runnerSlots);
    this.sizes = passSizesOf(backend);
  }

  /** Bytes of the KV cache for one sequence at full context. */
  get cacheBytes(): number {
    return this.passes.cache.bytes / runnerSlots;
  }

  /** Tokens that it can read of one text. */
  get contextLength(): number {
    return this.passes.cache.capacity;
  }

  /** Looks into passes over this runner's cache; its code is fetched when first asked for. */
  async probes(): Promise<ProbeRunner> {
    const { ProbeRunner } = await import('./probe-runner');
    const { backend, config, weights, cache } = this.passes;
    this.probeRunner ??= new ProbeRunner(backend, config, weights, cache);
    return this.probeRunner;
  }

  /** Where the sequence is: the slot it has, and how many tokens it holds. */
  get place(): { readonly slot: number; readonly tokens: number } {
    return { slot: this.slot, tokens: this.slots.lengthOf(this.slot) };
  }

  /** Capture every pass that a run can ask for, so that a run compiles nothing. */
  async warmUp(): Promise<void> {
    const { sizes } = this.sizes;
    await this.passes.prepare([
      ...sizes.map((tokens) => ({ batch: 1, tokens, ending: 'last' }) as const),
      ...sizes.filter((tokens) => tokens > 1).map((tokens) => ({ batch: 1, tokens, ending: 'all' }) as const),
      { batch: 1, tokens: 1, ending: 'greedy' },
      { batch: 1, tokens: 1, ending: 'sample' },
    ]);
  }

  /** Capture the pass that checks so many proposed tokens. */
  async warmUpVerify(proposed: number): Promise<void> {
    await this.passes.get({ batch: 1, tokens: proposed + 1, ending: 'all' });
  }

  /** Which slot these tokens would go to, and what need not be computed there. @param logitsFrom first index whose logits are wanted */
  plan(ids: readonly number[], logitsFrom: number): PrefixPlan {
    return planPrefix(this.slots.all, ids, logitsFrom);
  }

  /** The same where nothing may be reused. */
  planAfresh(ids: readonly number[]): PrefixPlan {
    return planAfresh(this.slots.all, ids);
  }

  /**
   * Read tokens: afterwards the sequence's slot holds just `ids`.
   * @param logitsFrom first index whose logits are wanted; `ids.length`: none
   * @returns logits (vocab) of each index from `logitsFrom` on; undefined when aborted half-way
   */
  async read(ids: readonly number[], logitsFrom: number, signal?: AbortSignal, plan = this.plan(ids, logitsFrom)): Promise<Float32Array[] | undefined> {
    const logits: Float32Array[] = [];
    this.slot = plan.slot;
    this.slots.keep(plan.slot, plan.reusedTokens);
    for (const chunk of chunksOf(plan.slot, ids, plan.reusedTokens, this.sizes)) {
      if (signal?.aborted) return undefined;
      logits.push(...(await readChunk(this.passes, chunk, logitsFrom)));
      this.slots.append(plan.slot, chunk.ids);
    }
    return logits;
  }

  /** Read one more token. @returns the logits (vocab) that follow it */
  async extend(id: number): Promise<Float32Array> {
    const [logits] = await this.readOn([id], 1);
    return logits;
  }

  /**
   * Read the last chosen token and those proposed behind it, in one pass.
   * @param most proposals at most: the pass that `warmUpVerify` captured
   * @returns logits (vocab) that follow each of them
   */
  verify(id: number, proposed: readonly number[], most: number): Promise<Float32Array[]> {
    return this.readOn([id, ...proposed], most + 1);
  }

  /** Forget the tokens behind the first so many. */
  rollBack(tokens: number): void {
    this.slots.keep(this.slot, tokens);
  }

  /** Begin choosing on the device, `firstId` read first. Several steps may be under way at once. */
  async decodeOnDevice(sampling: Omit<Sampling, 'seed'>, firstId: number): Promise<DeviceDecoder> {
    const pass = await this.passes.get({ batch: 1, tokens: 1, ending: sampling.temperature === 0 ? 'greedy' : 'sample' });
    const { slot, tokens } = this.place;
    let position = tokens;
    pass.feed([{ slot, firstPosition: position, ids: [firstId] }]);
    const aim = (coin: number): void => {
      pass.place([{ slot, firstPosition: position++, tokens: 1 }]);
      pass.choose([{ ...sampling, coin }]);
    };
    return {
      next: async (coin) => {
        aim(coin);
        return (await pass.chosen())[0];
      },
      nextWithLogits: async (coin) => {
        aim(coin);
        const [chosen, logits] = await pass.chosenAndLogits();
        return [chosen[0], logits];
      },
    };
  }

  /** Say which tokens the device has read since: their keys and values are in the cache now. */
  hold(...ids: readonly number[]): void {
    this.slots.append(this.slot, ids);
  }

  /** Gives all memory back. Nothing may be under way. */
  release(): void {
    this.probeRunner?.release();
    this.passes.release();
  }

  /** One pass over tokens behind those the slot holds. */
  private async readOn(ids: readonly number[], size: number): Promise<Float32Array[]> {
    const { slot, tokens: firstPosition } = this.place;
    const logits = await readChunk(this.passes, { slot, firstPosition, ids, size }, firstPosition);
    this.slots.append(slot, ids);
    return logits;
  }
}
