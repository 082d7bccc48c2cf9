import type { TensorSpec } from '../tensor/tensor';

/**
 * How a kernel shares its work. `invocation`: each result by one invocation alone (plain, and best on software
 * adapters, where barriers are slow). `workgroup`: invocations share a sum through workgroup memory. `subgroup`: they
 * share it in registers.
 */
export type Variant = 'invocation' | 'workgroup' | 'subgroup';

/** What a variant falls back to when a kernel is not told in it. */
const fallback: Readonly<Record<Variant, readonly Variant[]>> = {
  subgroup: ['subgroup', 'workgroup', 'invocation'],
  workgroup: ['workgroup', 'invocation'],
  invocation: ['invocation'],
};

/** A tensor's values on the CPU: floats of every storage type widened to f32. */
export type HostView = Float32Array | Uint32Array;

export type Access = 'read' | 'write' | 'read-write';

/** One launch: shapes in, this out. */
export interface Launch {
  /** Workgroups in x, y, z. */
  readonly workgroups: readonly [number, number, number];
  /** Values of the kernel's `Parameters` struct. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Pipeline constants (`override`): these decide which program is compiled. */
  readonly constants?: Readonly<Record<string, number>>;
}

/**
 * A kernel, told three ways: `reference` (plain loops over f32: the truth, and the CPU backend), `sources` (the same
 * in WGSL) and `plan` (shapes in, launch out). It knows no backend.
 */
export interface Kernel<Names extends string = string, Options extends object = object> {
  readonly name: string;
  /** Tensors in binding order, from binding 1 on (binding 0 is the `Parameters` uniform). */
  readonly tensors: Readonly<Record<Names, Access>>;
  /** The tensors that may be stored in any type; their readers are added to the source. */
  readonly stored?: readonly Names[];
  /** The fields of `Parameters`, in order. */
  readonly parameters: Readonly<Record<string, 'u32' | 'f32'>>;
  readonly sources: Readonly<Partial<Record<Variant, string>> & { readonly invocation: string }>;
  plan(specs: Readonly<Record<Names, TensorSpec>>, options: Options, variant: Variant): Launch;
  reference(views: Readonly<Record<Names, HostView>>, specs: Readonly<Record<Names, TensorSpec>>, options: Options): void;
}

/** The variant in which a kernel really runs when `wanted` is asked for. */
export function resolveVariant(kernel: Kernel, wanted: Variant): Variant {
  return fallback[wanted].find((variant) => kernel.sources[variant] !== undefined) ?? 'invocation';
}

/** Workgroups for `count` elements at `size` each, spread over x and y: one dimension ends at 65,535 on every device. */
export function spread(count: number, size: number): readonly [number, number, number] {
  const groups = Math.ceil(count / size);
  if (groups <= 65_535) return [groups, 1, 1];
  const y = Math.ceil(groups / 65_535);
  return [Math.ceil(groups / y), y, 1];
}
