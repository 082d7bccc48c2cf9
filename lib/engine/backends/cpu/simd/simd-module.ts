import { EngineError } from '../../../errors';
import { simdBinary } from './simd-binary';

/** What ../assembly/index.ts exports. Addresses and strides are in bytes, all else counts. */
export interface SimdExports {
  readonly heapBase: WebAssembly.Global;
  linear(input: number, weight: number, output: number, outputStride: number, rows: number, outputs: number, workspace: number): void;
  attention(query: number, keys: number, values: number, rows: number, output: number, batch: number, tokens: number, heads: number, kvHeads: number, headDim: number, capacity: number, workspace: number): void;
  rmsNorm(input: number, weight: number, output: number, rows: number, epsilon: number, workspace: number): void;
  embed(ids: number, table: number, output: number, rows: number): void;
  siluMul(gate: number, up: number, output: number, count: number): void;
  add(left: number, right: number, output: number, count: number): void;
  multiplyAdds(steps: number, factor: number, offset: number): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * The kernels of ../assembly, on that memory.
 * @throws EngineError `no-simd` where this browser has no WebAssembly with SIMD, or its page may not use it
 */
export function simdKernels(memory: WebAssembly.Memory): SimdExports {
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(simdBinary), (character) => character.charCodeAt(0)));
    return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as SimdExports;
  } catch (thrown) {
    throw new EngineError(
      'no-simd',
      `This browser does not run WebAssembly with SIMD (${thrown instanceof Error ? thrown.message : String(thrown)}).`,
      'The engine runs in plain JavaScript instead, many times slower. A newer browser has it.',
    );
  }
}
