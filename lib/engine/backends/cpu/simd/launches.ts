import { elementCount, rowsAndColumns, type Shape } from '../../../tensor/tensor';
import type { SimdExports } from './simd-module';
import type { SimdTensor } from './simd-tensor';

/** A kernel of ../assembly, bound to its tensors. */
export interface SimdLaunch {
  readonly workspaceBytes: number;
  run(kernels: SimdExports, workspace: number): void;
}

type Tensors<Names extends string> = Readonly<Record<Names, SimdTensor>>;

const last = (shape: Shape): number => shape[shape.length - 1];

/** Floats, and a vector to spare. */
const floatBytes = (count: number): number => 4 * (Math.ceil(count / 8) * 8);

/** A panel of widened weight rows (../assembly/linear.ts): 32 KB, or four rows where that is more. */
const panelBytes = (columns: number): number => Math.max(32 * 1024, 4 * floatBytes(columns));

/** One input row as ../assembly/linear-one-row.ts prepares it, with four sums for each run, and scales and minima of two weight rows. */
const oneRowBytes = (columns: number, runs: number): number => floatBytes(columns) + 16 * runs + 16 * runs;

/** Query rows that look at the keys together in ../assembly/attention.ts. */
const attentionRows = 8;

/** A tile of query rows, with a score for each position of the context. */
const tileBytes = (capacity: number, headDim: number): number => attentionRows * (floatBytes(capacity) + floatBytes(headDim));

/** The kernels that are told in WebAssembly, by name. */
const launches = {
  linear({ input, weight, output }: Tensors<'input' | 'weight' | 'output'>, { firstOutput = 0 }: { readonly firstOutput?: number }): SimdLaunch {
    const { rows, columns } = rowsAndColumns(input.shape);
    const outputs = weight.shape[0];
    const runs = weight.block ? columns / weight.block : 1;
    return {
      workspaceBytes: rows === 1 ? oneRowBytes(columns, runs) : panelBytes(columns),
      run: (kernels, workspace) => kernels.linear(input.address, weight.description, output.address + 4 * firstOutput, 4 * last(output.shape), rows, outputs, workspace),
    };
  },

  attention({ query, keys, values, rows, output }: Tensors<'query' | 'keys' | 'values' | 'rows' | 'output'>, { headDim }: { readonly headDim: number }): SimdLaunch {
    const batch = rows.shape[0];
    const [, capacity, kvWidth] = keys.shape;
    const [tokens, heads, kvHeads] = [query.shape[0] / batch, query.shape[1] / headDim, kvWidth / headDim];
    return {
      workspaceBytes: tileBytes(capacity, headDim),
      run: (kernels, workspace) =>
        kernels.attention(query.address, keys.address, values.address, rows.address, output.address, batch, tokens, heads, kvHeads, headDim, capacity, workspace),
    };
  },

  rmsNorm({ input, weight, output }: Tensors<'input' | 'weight' | 'output'>, { epsilon }: { readonly epsilon: number }): SimdLaunch {
    const { rows, columns } = rowsAndColumns(input.shape);
    return {
      workspaceBytes: floatBytes(columns),
      run: (kernels, workspace) => kernels.rmsNorm(input.address, weight.description, output.address, rows, epsilon, workspace),
    };
  },

  embed({ ids, table, output }: Tensors<'ids' | 'table' | 'output'>): SimdLaunch {
    const rows = elementCount(ids.shape);
    return { workspaceBytes: 0, run: (kernels) => kernels.embed(ids.address, table.description, output.address, rows) };
  },

  siluMul({ gate, up, output }: Tensors<'gate' | 'up' | 'output'>): SimdLaunch {
    const count = elementCount(output.shape);
    return { workspaceBytes: 0, run: (kernels) => kernels.siluMul(gate.address, up.address, output.address, count) };
  },

  add({ left, right, output }: Tensors<'left' | 'right' | 'output'>): SimdLaunch {
    const count = elementCount(output.shape);
    return { workspaceBytes: 0, run: (kernels) => kernels.add(left.address, right.address, output.address, count) };
  },
};

type AnyLaunch = (tensors: Readonly<Record<string, SimdTensor>>, options: object) => SimdLaunch;

/** How a kernel runs in WebAssembly; undefined where it is not told there. */
export function simdLaunch(name: string): AnyLaunch | undefined {
  return Object.hasOwn(launches, name) ? (launches as Readonly<Record<string, unknown>>)[name] as AnyLaunch : undefined;
}

/** Names of the kernels that are told in WebAssembly. */
export const simdKernelNames: readonly string[] = Object.keys(launches);
