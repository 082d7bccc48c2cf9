import { EngineError } from '../errors';
import type { Precision, PrecisionPlan, StorageGroup } from '../generation/events';
import { elementCount, type Shape } from '../tensor/tensor';

/** What a tensor is in the model: this decides how it is stored. */
export type TensorRole = 'embedding' | 'matrix' | 'norm';

/** The role of a tensor in a file in the Hugging Face layout. */
export function roleOf(name: string, shape: Shape): TensorRole {
  if (shape.length === 1) return 'norm';
  return name === 'model.embed_tokens.weight' || name === 'lm_head.weight' ? 'embedding' : 'matrix';
}

const groupOf: Readonly<Record<TensorRole, StorageGroup['what']>> = { embedding: 'embedding and head', matrix: 'matrices', norm: 'norms' };

/** A plan with nothing left open. */
export interface StoragePlan {
  readonly precision: Precision;
  readonly block: number | 'row' | 'tensor';
  readonly rounding: 'nearest' | 'search';
  /** How a tensor is stored. */
  of(name: string, role: TensorRole): Precision;
}

/** Below q8 the embedding and the head stay at q8: they are looked up and scored token by token, and suffer most. */
const embeddingDefault: Readonly<Record<Precision, Precision>> = { f32: 'f32', f16: 'f16', q8: 'q8', q4: 'q8', q2: 'q8' };
const normDefault: Readonly<Record<Precision, Precision>> = { f32: 'f32', f16: 'f16', q8: 'f16', q4: 'f16', q2: 'f16' };

const isPrecision = (value: unknown): value is Precision => typeof value === 'string' && Object.hasOwn(embeddingDefault, value);

function invalid(what: string, remedy: string): EngineError {
  return new EngineError('invalid-request', what, remedy);
}

/**
 * Checks a plan against the names of a model's tensors.
 * @throws EngineError `invalid-request`
 */
export function resolvePlan(plan: PrecisionPlan, names: ReadonlySet<string>): StoragePlan {
  const { precision, embedding, tensors = {}, block = 32, rounding = 'search' } = plan;
  for (const each of [precision, embedding ?? precision, ...Object.values(tensors)]) {
    if (!isPrecision(each)) throw invalid(`There is no precision ${String(each)}.`, 'Choose f32, f16, q8, q4 or q2.');
  }
  if (block !== 'row' && block !== 'tensor' && !(Number.isSafeInteger(block) && block > 0)) {
    throw invalid(`A block of ${String(block)} weights means nothing.`, 'Choose a whole number such as 32, or the whole row or tensor.');
  }
  if (rounding !== 'nearest' && rounding !== 'search') throw invalid(`There is no rounding called “${String(rounding)}”.`, 'Choose nearest or search.');
  const unknown = Object.keys(tensors).find((name) => !names.has(name));
  if (unknown !== undefined) throw invalid(`This model has no tensor ${unknown}.`, 'Use the names of the tensors in its safetensors file.');
  return {
    precision,
    block,
    rounding,
    of(name, role) {
      const own = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
      switch (role) {
        case 'embedding':
          return own ?? embedding ?? embeddingDefault[precision];
        case 'matrix':
          return own ?? precision;
        case 'norm':
          if (own !== undefined && own !== 'f32' && own !== 'f16') throw invalid(`${name} is a norm, and norms are kept as floats.`, 'Choose f32 or f16 for it: it has only a few hundred weights.');
          return own ?? normDefault[precision];
        default:
          return role satisfies never;
      }
    },
  };
}

/** Counts parameters and bytes, group by group, as tensors are taken. */
export class StorageCount {
  private readonly groups = new Map<string, { what: StorageGroup['what']; precision: Precision; parameters: number; bytes: number }>();

  add(role: TensorRole, precision: Precision, shape: Shape, bytes: number): void {
    const what = groupOf[role];
    const key = `${what} ${precision}`;
    const group = this.groups.get(key) ?? { what, precision, parameters: 0, bytes: 0 };
    group.parameters += elementCount(shape);
    group.bytes += bytes;
    this.groups.set(key, group);
  }

  get all(): readonly StorageGroup[] {
    return [...this.groups.values()];
  }
}
