import type { PreTrainedModel, Tensor } from '@huggingface/transformers';
import { widenHalves } from '../tensor/half';
import type { Library } from './library';
import { rethrow } from './whole-queues';

/** Logits of one pass that may be in memory at once: a vocabulary of 150,000 takes 600 KB a token. */
const mostLogitBytes = 128e6;

type Tensors = Record<string, Tensor>;

interface Session {
  readonly inputNames: readonly string[];
  readonly inputMetadata: readonly { readonly name: string; readonly type?: string; readonly shape?: readonly (number | string)[] }[];
}

const elementBytes: Readonly<Record<string, number>> = { float32: 4, float16: 2 };

/** One sequence under the library's forward pass: which tokens its KV cache holds, and how more are added. */
export class ForeignRunner {
  /** Keys and values, by the names under which the model takes them; on a GPU they stay there. */
  private cache: Tensors = {};
  private held: number[] = [];

  constructor(
    private readonly library: Library,
    private readonly model: PreTrainedModel,
    private readonly vocab: number,
  ) {}

  private get session(): Session {
    return (this.model as unknown as { sessions: { model: Session } }).sessions.model;
  }

  /** Bytes of the cache of one sequence of `tokens` tokens, from the shapes that the model names. */
  cacheBytes(tokens: number): number {
    const sizes = this.session.inputMetadata.filter(({ name }) => name.startsWith('past_')).map(({ type = '', shape = [] }) => {
      const elements = shape.map((size) => (typeof size === 'number' ? size : size.includes('batch') ? 1 : tokens));
      return elements.reduce((product, size) => product * size, elementBytes[type] ?? 4);
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** How many tokens at the front of `ids` are in the cache, and can be left there: all that it holds, or none. */
  reusable(ids: readonly number[], logitsFrom: number): number {
    const { held } = this;
    return held.length <= Math.min(logitsFrom, ids.length - 1) && held.every((id, index) => id === ids[index]) ? held.length : 0;
  }

  /** Tokens in the cache now. */
  get heldTokens(): number {
    return this.held.length;
  }

  /**
   * Read tokens: afterwards the cache holds just `ids`.
   * @param logitsFrom first index whose logits are wanted; those of the last token always are
   * @returns logits (vocab) of each index from `logitsFrom` on; undefined when aborted half-way
   */
  async read(ids: readonly number[], logitsFrom: number, signal?: AbortSignal): Promise<Float32Array[] | undefined> {
    const reused = this.reusable(ids, logitsFrom);
    if (reused === 0) this.forget();
    const rows: Float32Array[] = [];
    for (let position = reused; position < ids.length; ) {
      if (signal?.aborted) return undefined;
      const next = Math.min(position + this.mostTokens(ids.length - Math.min(logitsFrom, ids.length - 1)), ids.length);
      const wanted = Math.max(next - Math.max(logitsFrom, position), next === ids.length ? 1 : 0);
      rows.push(...(await this.pass(ids.slice(position, next), Math.min(wanted, next - position))));
      position = next;
    }
    return rows;
  }

  /** Read one more token. @returns the logits (vocab) that follow it */
  async extend(id: number): Promise<Float32Array> {
    return (await this.pass([id], 1))[0];
  }

  forget(): void {
    this.replaceCache({});
    this.held = [];
  }

  private get canKeepFewLogits(): boolean {
    return this.session.inputNames.includes('num_logits_to_keep');
  }

  /** Most exports compute the logits of every token they read, so long prompts are read in parts. */
  private mostTokens(wantedRows: number): number {
    const rows = Math.max(Math.floor(mostLogitBytes / (4 * this.vocab)), 1);
    return this.canKeepFewLogits && wantedRows <= rows ? Infinity : rows;
  }

  /** One pass. @returns logits (vocab) of the last `wanted` of the tokens read */
  private async pass(ids: readonly number[], wanted: number): Promise<Float32Array[]> {
    const { Tensor: Make, DynamicCache } = this.library;
    const total = this.held.length + ids.length;
    const integers = (values: readonly number[]) => new Make('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
    const inputs: Record<string, unknown> = { input_ids: integers(ids), attention_mask: integers(new Array<number>(total).fill(1)) };
    if (this.held.length > 0) inputs.past_key_values = new DynamicCache(this.cache);
    if (this.canKeepFewLogits) inputs.num_logits_to_keep = new Make('int64', [BigInt(Math.max(wanted, 1))], []);
    const outputs = (await this.model.forward(inputs)) as Tensors;
    rethrow(outputs);
    this.replaceCache(pastOf(outputs));
    this.held.push(...ids);
    return lastRows(outputs.logits, wanted);
  }

  /** GPU memory of the old one is given back; the library frees the rest itself. */
  private replaceCache(next: Tensors): void {
    const kept = new Set(Object.values(next));
    for (const tensor of Object.values(this.cache)) if (tensor.location === 'gpu-buffer' && !kept.has(tensor)) tensor.dispose();
    this.cache = next;
  }
}

/** What a pass leaves for the next, by the names under which that takes it. */
function pastOf(outputs: Tensors): Tensors {
  const present = Object.entries(outputs).filter(([name]) => name.startsWith('present'));
  return Object.fromEntries(present.map(([name, tensor]) => [name.startsWith('present_') ? name.replace('present_', 'past_') : name.replace('present', 'past_key_values'), tensor]));
}

/** The last `count` rows of logits (1, T, vocab), each its own copy, as f32. */
function lastRows(logits: Tensor, count: number): Float32Array[] {
  const [, rows, vocab] = logits.dims;
  const values = logits.data as Float32Array | Uint16Array | ArrayLike<number>;
  return Array.from({ length: count }, (_, index) => {
    const from = (rows - count + index) * vocab;
    if (values instanceof Float32Array) return values.slice(from, from + vocab);
    if (values instanceof Uint16Array) return widenHalves(values.slice(from, from + vocab));
    return Float32Array.from({ length: vocab }, (__, id) => values[from + id]);
  });
}
