import { rowsAndColumns, type Tensor } from '../tensor/tensor';
import { add } from './add/add';
import type { AskedLaunch } from './backend';
import { gateUp } from './gate-up/gate-up';
import type { Kernel } from './kernel';
import { linearAdd } from './linear-add/linear-add';
import { linear } from './linear/linear';
import { queryKeyValue } from './query-key-value/query-key-value';
import { ropeStore } from './rope-store/rope-store';
import { rope } from './rope/rope';
import { siluMul } from './silu-mul/silu-mul';
import { storeCache } from './store-cache/store-cache';

/** A copy within a pass: it reads its source, and joins nothing. */
export interface AskedCopy {
  readonly source: Tensor;
  readonly target: Tensor;
}

export interface Fused {
  readonly asked: readonly (AskedLaunch | AskedCopy)[];
  /** Intermediate results that are no longer written: nobody may read them after a run. */
  readonly unwritten: ReadonlySet<Tensor>;
}

/** What neighbours become: their join, and the intermediate results that it leaves out. */
interface Join {
  readonly count: number;
  readonly joined: AskedLaunch;
  readonly leftOut: readonly Tensor[];
}

/**
 * Joins neighbouring launches into kernels that do the work of several, as `forward` asks for them: the results are the same, but
 * for rounding. A launch costs a GPU some microseconds, as much as the arithmetic of a small model's layer.
 * @param isScratch whether a tensor is this pass's own: only such a result may be left out, and only where no other launch reads it
 */
export function fuse(asked: readonly (AskedLaunch | AskedCopy)[], isScratch: (tensor: Tensor) => boolean): Fused {
  const fused: (AskedLaunch | AskedCopy)[] = [];
  const unwritten = new Set<Tensor>();
  for (let at = 0; at < asked.length; ) {
    const rest = asked.slice(at, at + longestJoin);
    const join = joins.map((find) => find(rest)).find((found) => found?.leftOut.every((tensor) => isScratch(tensor) && !isReadBeforeWritten(tensor, asked, at + found.count)));
    if (join) for (const tensor of join.leftOut) unwritten.add(tensor);
    fused.push(join?.joined ?? asked[at]);
    at += join?.count ?? 1;
  }
  for (const each of fused) for (const tensor of 'kernel' in each ? tensorsOf(each, 'write') : [each.target]) unwritten.delete(tensor);
  return { asked: fused, unwritten };
}

const longestJoin = 4;

const joins: readonly ((rest: readonly (AskedLaunch | AskedCopy)[]) => Join | undefined)[] = [joinGateUp, joinQueryKeyValue, joinRopeStore, joinLinearAdd];

/** `linear` of one row by gate and by up, `siluMul`. */
function joinGateUp(rest: readonly (AskedLaunch | AskedCopy)[]): Join | undefined {
  const launches = launchesOf(rest, [linear, linear, siluMul]);
  if (!launches) return undefined;
  const [gate, up, multiply] = launches;
  if (!areOfOneRow([gate, up]) || multiply.tensors.gate !== gate.tensors.output || multiply.tensors.up !== up.tensors.output) return undefined;
  return {
    count: 3,
    joined: {
      kernel: gateUp as unknown as Kernel,
      tensors: { input: gate.tensors.input, gate: gate.tensors.weight, up: up.tensors.weight, output: multiply.tensors.output },
      options: {},
      place: placeOf(launches),
    },
    leftOut: [gate.tensors.output, up.tensors.output],
  };
}

/** `linear` of one row by three matrices. */
function joinQueryKeyValue(rest: readonly (AskedLaunch | AskedCopy)[]): Join | undefined {
  const launches = launchesOf(rest, [linear, linear, linear]);
  if (!launches || !areOfOneRow(launches)) return undefined;
  const [query, key, value] = launches.map(({ tensors }) => tensors);
  return {
    count: 3,
    joined: {
      kernel: queryKeyValue as unknown as Kernel,
      tensors: {
        input: query.input,
        query: query.weight, key: key.weight, value: value.weight,
        queryOutput: query.output, keyOutput: key.output, valueOutput: value.output,
      },
      options: {},
      place: placeOf(launches),
    },
    leftOut: [],
  };
}

/** `rope` of queries and of keys, `storeCache` of those keys and of values. */
function joinRopeStore(rest: readonly (AskedLaunch | AskedCopy)[]): Join | undefined {
  const launches = launchesOf(rest, [rope, rope, storeCache, storeCache]);
  if (!launches) return undefined;
  const [turnQuery, turnKey, storeKey, storeValue] = launches;
  const { rows, angles } = turnQuery.tensors;
  if (storeKey.tensors.input !== turnKey.tensors.output || launches.some(({ tensors }) => tensors.rows !== rows) || turnKey.tensors.angles !== angles) return undefined;
  return {
    count: 4,
    joined: {
      kernel: ropeStore as unknown as Kernel,
      tensors: {
        query: turnQuery.tensors.input, key: turnKey.tensors.input, value: storeValue.tensors.input, angles, rows,
        turnedQuery: turnQuery.tensors.output, keys: storeKey.tensors.cache, values: storeValue.tensors.cache,
      },
      options: turnQuery.options,
      place: placeOf(launches),
    },
    leftOut: [turnKey.tensors.output],
  };
}

/** `linear`, `add` of its output to something. */
function joinLinearAdd(rest: readonly (AskedLaunch | AskedCopy)[]): Join | undefined {
  const launches = launchesOf(rest, [linear, add]);
  if (!launches) return undefined;
  const [product, sum] = launches;
  const { left, right, output } = sum.tensors;
  if (!isWhole(product) || right !== product.tensors.output || left === right) return undefined;
  return {
    count: 2,
    joined: {
      kernel: linearAdd as unknown as Kernel,
      tensors: { input: product.tensors.input, weight: product.tensors.weight, output, residual: left },
      options: {},
      place: placeOf(launches),
    },
    leftOut: [right],
  };
}

/** The launches of just these kernels that come next, if they do. */
function launchesOf(rest: readonly (AskedLaunch | AskedCopy)[], kernels: readonly unknown[]): readonly AskedLaunch[] | undefined {
  const launches = rest.slice(0, kernels.length);
  return launches.length === kernels.length && launches.every((each, index) => 'kernel' in each && each.kernel === kernels[index]) ? (launches as readonly AskedLaunch[]) : undefined;
}

/** A matrix in one piece: one too large for a binding is multiplied in parts. */
const isWhole = ({ tensors: { weight, output } }: AskedLaunch): boolean => weight.shape[0] === output.shape[output.shape.length - 1];

/** One row, multiplied by whole matrices in the same storage: one program reads them all. */
function areOfOneRow(products: readonly AskedLaunch[]): boolean {
  const [first] = products;
  return (
    rowsAndColumns(first.tensors.input.shape).rows === 1 &&
    products.every((product) => {
      const { input, weight } = product.tensors;
      return isWhole(product) && input === first.tensors.input && weight.dtype === first.tensors.weight.dtype && weight.block === first.tensors.weight.block;
    })
  );
}

const placeOf = (launches: readonly AskedLaunch[]): string => launches.map(({ place }) => place).join(' + ');

function tensorsOf({ kernel, tensors }: AskedLaunch, access: 'read' | 'write'): Tensor[] {
  return Object.entries(kernel.tensors).flatMap(([name, own]) => (own === access || own === 'read-write' ? [tensors[name]] : []));
}

function isReadBeforeWritten(tensor: Tensor, asked: readonly (AskedLaunch | AskedCopy)[], from: number): boolean {
  for (const each of asked.slice(from)) {
    const [reads, writes] = 'kernel' in each ? [tensorsOf(each, 'read'), tensorsOf(each, 'write')] : [[each.source], [each.target]];
    if (reads.includes(tensor)) return true;
    if (writes.includes(tensor)) return false;
  }
  return false;
}
