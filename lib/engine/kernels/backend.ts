import type { DType } from '../tensor/dtype';
import type { HostTensor, Shape, Tensor } from '../tensor/tensor';
import type { Kernel, Variant } from './kernel';

/** What a forward pass may say while it is being captured. Nothing runs yet. */
export interface Pass {
  /**
   * Memory for an intermediate result. The same name gives the same tensor again: layers share their working memory,
   * so a name must not be asked for while its earlier value is still needed.
   */
  scratch(name: string, dtype: DType, shape: Shape): Tensor;
  run<Names extends string, Options extends object>(
    kernel: Kernel<Names, Options>,
    tensors: Readonly<Record<Names, Tensor>>,
    options: Options,
    /** Where in the pass this is, such as `layer 3 / feed-forward / down`: for who listens; it changes nothing. */
    place?: string,
  ): void;
  /** Copy all of `source` into `target`; both of the same size. */
  copy(source: Tensor, target: Tensor): void;
}

/** One launch as a pass asks for it. */
export interface AskedLaunch {
  readonly kernel: Kernel;
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly options: object;
  /** Where in the pass, such as `layer 3 / feed-forward / down`. */
  readonly place: string;
}

/** A captured pass: its launches, bindings and memory are fixed; only the contents of its inputs change. */
export interface Program {
  /** Launches, in order: the kernel of each, and its place. */
  readonly launches: readonly string[];
  /**
   * Run once, in one submission, and read `reads` back. Runs take effect in the order of the calls.
   * @throws EngineError `device-lost`
   */
  run(reads: readonly Tensor[]): Promise<readonly (Float32Array | Uint32Array)[]>;
  /**
   * Runs one launch alone, so many times over in one submission. With 0: a submission with nothing in it.
   * @returns milliseconds of wall clock until the device has done it
   * @throws EngineError `device-lost`
   */
  time(launch: number, times: number): Promise<number>;
  release(): void;
}

export interface CaptureOptions {
  /** Each launch alone, as it was asked for, so that each can be timed and every intermediate result read. Otherwise neighbours may be joined. */
  readonly apart?: boolean;
}

/** What some work takes memory for, in words, and how much. */
export interface MemoryNeed {
  readonly what: string;
  readonly bytes: number;
}

/** A device that holds tensors and runs kernels. */
export interface Backend {
  readonly kind: 'webgpu' | 'cpu';
  /** `reference`, `simd`: on the CPU, plain loops or WebAssembly. */
  readonly variant: Variant | 'reference' | 'simd';
  /** No tensor may be larger in one piece. */
  readonly largestTensorBytes: number;
  /** A tensor with the values of a host tensor. @throws EngineError `out-of-memory` */
  upload(label: string, host: HostTensor): Tensor;
  /** A tensor of zeros. @throws EngineError `out-of-memory` */
  allocate(label: string, dtype: DType, shape: Shape, block?: number): Tensor;
  /** Bytes a tensor takes on this device. */
  bytesOf(tensor: Tensor): number;
  /** Replace the first `values.length` elements (f32 or u32). */
  write(tensor: Tensor, values: Float32Array | Uint32Array): void;
  release(tensor: Tensor): void;
  /** Record what `build` says, compile what is not yet compiled, and keep it for running. */
  capture(build: (pass: Pass) => void, options?: CaptureOptions): Promise<Program>;
  /**
   * Does some work and finds out whether the device refused any of it.
   * @param need what the work takes memory for, to be named where there is none
   * @throws EngineError `out-of-memory`, `internal`; what `work` throws
   */
  guard<T>(work: () => Promise<T>, need?: MemoryNeed): Promise<T>;
  /** Settles, never rejects, when the device is lost, with the reason in words. */
  readonly lost: Promise<string>;
  destroy(): void;
}
