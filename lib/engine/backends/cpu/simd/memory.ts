import { EngineError } from '../../../errors';
import { Heap } from './heap';
import { simdKernels, type SimdExports } from './simd-module';

const pageBytes = 65_536;

/** As far as an address of 32 bits reaches. */
const mostBytes = 2 ** 32;

/** One WebAssembly memory, the kernels that work on it, and who has which piece of it. It grows, and never shrinks. */
export class SimdMemory {
  readonly kernels: SimdExports;
  private readonly memory: WebAssembly.Memory;
  private readonly heap: Heap;

  /** @throws EngineError `no-simd` */
  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 1 });
    this.kernels = simdKernels(this.memory);
    this.heap = new Heap(this.kernels.heapBase.value as number, (end) => this.reach(end));
  }

  /** Another one whenever the memory has grown: views made on an earlier one are empty then. */
  get buffer(): ArrayBuffer {
    return this.memory.buffer;
  }

  /** Bytes handed out. */
  get heldBytes(): number {
    return this.heap.heldBytes;
  }

  /**
   * A piece of memory, with whatever was in it.
   * @param label what for, in words
   * @throws EngineError `out-of-memory`
   */
  take(label: string, bytes: number): number {
    const address = this.heap.take(bytes);
    if (address !== undefined) return address;
    const needed = this.heap.heldBytes + bytes;
    const allowed = needed > mostBytes ? mostBytes : this.buffer.byteLength;
    throw new EngineError(
      'out-of-memory',
      `${label} needs ${bytes.toLocaleString('en-GB')} bytes, ${needed.toLocaleString('en-GB')} with what the engine holds; ${allowed.toLocaleString('en-GB')} are allowed here.`,
      'Choose a smaller precision, batch or model, or close other tabs.',
      { neededBytes: needed, allowedBytes: allowed },
    );
  }

  /** The same, all zeros. What was never handed out is zero already, and takes no memory from the machine until it is used. */
  takeZeros(label: string, bytes: number): number {
    const usedBytes = this.heap.reachedBytes;
    const address = this.take(label, bytes);
    if (address < usedBytes) new Uint8Array(this.buffer).fill(0, address, Math.min(address + bytes, usedBytes));
    return address;
  }

  give(address: number): void {
    this.heap.give(address);
  }

  private reach(end: number): boolean {
    const missing = end - this.buffer.byteLength;
    if (missing <= 0) return true;
    if (end > mostBytes) return false;
    try {
      this.memory.grow(Math.ceil(missing / pageBytes));
      return true;
    } catch {
      return false;
    }
  }
}
