import { EngineError } from '../../errors';
import type { AskedLaunch, Backend, CaptureOptions, MemoryNeed, Pass, Program } from '../../kernels/backend';
import { fuse, type AskedCopy } from '../../kernels/fuse';
import { resolveVariant, type Kernel, type Variant } from '../../kernels/kernel';
import type { DType } from '../../tensor/dtype';
import { storedWords } from '../../tensor/layout';
import { rowsAndColumns, type HostTensor, type Shape, type Tensor, type TensorSpec } from '../../tensor/tensor';
import { guard } from './guard';
import { packWords } from './pack';
import { Pipelines } from './pipelines';
import { StagingBuffers } from './staging-buffers';

/** A tensor in a GPU buffer. */
class GpuTensor implements Tensor {
  constructor(
    readonly label: string,
    readonly dtype: DType,
    readonly shape: Shape,
    readonly block: number | undefined,
    readonly buffer: GPUBuffer,
  ) {}
}

const bufferOf = (tensor: Tensor): GPUBuffer => (tensor as GpuTensor).buffer;

/** One thing a captured pass does. */
type Step =
  | { readonly kind: 'dispatch'; readonly pipeline: GPUComputePipeline; readonly bindings: GPUBindGroup; readonly workgroups: readonly [number, number, number] }
  | { readonly kind: 'copy'; readonly source: GPUBuffer; readonly target: GPUBuffer };

/** A device that refuses something, or is lost, says so within this time. */
const tellingMs = 50;

const storageUsage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/**
 * Runs the kernels on a GPU device. It takes a device and never asks for one, so it runs wherever there is one: a
 * page, a worker, Node.
 */
export class WebGpuBackend implements Backend {
  readonly kind = 'webgpu';
  readonly lost: Promise<string>;
  private readonly pipelines: Pipelines;
  private readonly staging: StagingBuffers;
  /** What the device has refused. No run can succeed any more, unless it was only memory: then the next may. */
  private failure: EngineError | undefined;
  private failureIsTold = false;

  constructor(
    private readonly device: GPUDevice,
    readonly variant: Variant,
  ) {
    this.pipelines = new Pipelines(device);
    this.staging = new StagingBuffers(device);
    this.lost = device.lost.then(({ message, reason }) => {
      const why = message || (reason === 'destroyed' ? 'it was released' : 'the browser gave no reason');
      this.failure = lostError(why);
      return why;
    });
    device.addEventListener('uncapturederror', this.onUncapturedError);
  }

  /** Distinct programs compiled so far. */
  get pipelineCount(): number {
    return this.pipelines.count;
  }

  get largestTensorBytes(): number {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    return Math.min(maxStorageBufferBindingSize, maxBufferSize);
  }

  upload(label: string, host: HostTensor): Tensor {
    const { rows, columns } = rowsAndColumns(host.shape);
    const words = packWords(host.values, rows, columns, host.dtype);
    const tensor = this.allocate(label, host.dtype, host.shape, host.block);
    this.device.queue.writeBuffer(bufferOf(tensor), 0, words.buffer as ArrayBuffer, words.byteOffset, words.byteLength);
    return tensor;
  }

  allocate(label: string, dtype: DType, shape: Shape, block?: number): Tensor {
    const bytes = this.bytesOf({ dtype, shape, block });
    const allowed = this.largestTensorBytes;
    if (bytes > allowed) {
      throw new EngineError(
        'out-of-memory',
        `${label} needs ${bytes.toLocaleString('en-GB')} bytes in one piece; this GPU allows ${allowed.toLocaleString('en-GB')}.`,
        'Use a smaller model or a shorter context, or run on the CPU.',
        { neededBytes: bytes, allowedBytes: allowed },
      );
    }
    return new GpuTensor(label, dtype, shape, block, this.device.createBuffer({ label, size: Math.max(16 * Math.ceil(bytes / 16), 16), usage: storageUsage() }));
  }

  bytesOf(spec: TensorSpec): number {
    return storedWords(spec) * 4;
  }

  write(tensor: Tensor, values: Float32Array | Uint32Array): void {
    this.device.queue.writeBuffer(bufferOf(tensor), 0, values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  }

  release(tensor: Tensor): void {
    bufferOf(tensor).destroy();
  }

  async capture(build: (pass: Pass) => void, { apart = false }: CaptureOptions = {}): Promise<Program> {
    const asked: (AskedLaunch | AskedCopy)[] = [];
    const scratch = new Map<string, Tensor>();
    const uniforms: GPUBuffer[] = [];
    const release = (): void => {
      for (const tensor of scratch.values()) this.release(tensor);
      for (const buffer of uniforms) buffer.destroy();
    };
    try {
      build({
        scratch: (name, dtype, shape) => {
          const held = scratch.get(name);
          if (held) return held;
          const made = this.allocate(name, dtype, shape);
          scratch.set(name, made);
          return made;
        },
        run: (kernel, tensors, options, place = '') => asked.push({ kernel: kernel as unknown as Kernel, tensors, options, place }),
        copy: (source, target) => asked.push({ source, target }),
      });
      const own = new Set(scratch.values());
      const { asked: launches, unwritten } = apart ? { asked, unwritten: new Set<Tensor>() } : fuse(asked, (tensor) => own.has(tensor));
      const steps = await Promise.all(
        launches.map((each) => ('kernel' in each ? this.prepare(each, uniforms) : ({ kind: 'copy', source: bufferOf(each.source), target: bufferOf(each.target) } as const))),
      );
      return {
        launches: launches.map((each) => ('kernel' in each ? `${each.kernel.name}: ${each.place}` : 'copy')),
        run: (reads) => {
          const lacking = reads.find((tensor) => unwritten.has(tensor));
          if (lacking) throw new Error(`${lacking.label} is joined into another launch and never written: capture this pass with { apart: true } to read it.`);
          return this.submit(steps, reads);
        },
        time: (launch, times) => this.time(steps.slice(launch, launch + 1), times),
        release,
      };
    } catch (thrown) {
      release();
      throw thrown;
    }
  }

  guard<T>(work: () => Promise<T>, need?: MemoryNeed): Promise<T> {
    return guard(this.device, work, need);
  }

  /** Lets go of the device without destroying it, so that another variant can be tried on it. */
  detach(): void {
    this.device.removeEventListener('uncapturederror', this.onUncapturedError);
  }

  destroy(): void {
    this.detach();
    this.device.destroy();
  }

  private readonly onUncapturedError = (event: GPUUncapturedErrorEvent): void => {
    const isMemory = event.error instanceof GPUOutOfMemoryError;
    this.failure ??= new EngineError(
      isMemory ? 'out-of-memory' : 'internal',
      `The GPU refused an operation: ${event.error.message}`,
      isMemory ? 'Choose a smaller precision or batch, close other tabs that use the GPU, or choose the CPU engine.' : 'Reload the page, or choose the CPU engine.',
    );
  };

  /** At the start of a run: what was refused before stops it. Want of memory is told once, with all that followed from it, and forgiven. */
  private checkBefore(): void {
    if (this.failure?.code === 'out-of-memory' && this.failureIsTold) {
      this.failure = undefined;
      this.failureIsTold = false;
    }
    this.checkAfter();
  }

  /** At the end of a run: a launch that was refused leaves zeros to read, and takes no time. */
  private checkAfter(): void {
    if (!this.failure) return;
    this.failureIsTold = true;
    throw this.failure;
  }

  private async prepare({ kernel, tensors, options }: AskedLaunch, uniforms: GPUBuffer[]): Promise<Step> {
    const variant = resolveVariant(kernel, this.variant);
    const { workgroups, parameters, constants } = kernel.plan(tensors, options, variant);
    const pipeline = await this.pipelines.get(kernel, variant, tensors, constants);
    const uniform = this.uniformBuffer(kernel, parameters);
    uniforms.push(uniform);
    const bindings = this.device.createBindGroup({
      label: kernel.name,
      layout: pipeline.getBindGroupLayout(0),
      entries: [uniform, ...Object.keys(kernel.tensors).map((name) => bufferOf(tensors[name]))].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    });
    return { kind: 'dispatch', pipeline, bindings, workgroups };
  }

  private uniformBuffer(kernel: Kernel, parameters: Readonly<Record<string, number>>): GPUBuffer {
    const fields = Object.entries(kernel.parameters);
    const data = new DataView(new ArrayBuffer(Math.ceil(fields.length / 4) * 16));
    fields.forEach(([name, type], index) => {
      if (type === 'u32') data.setUint32(4 * index, parameters[name], true);
      else data.setFloat32(4 * index, parameters[name], true);
    });
    const buffer = this.device.createBuffer({ label: `${kernel.name} parameters`, size: data.byteLength, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.device.queue.writeBuffer(buffer, 0, data.buffer);
    return buffer;
  }

  /** One step, so many times over in one submission: milliseconds until the GPU has done it. */
  private async time(step: readonly Step[], times: number): Promise<number> {
    this.checkBefore();
    const encoder = this.device.createCommandEncoder();
    encodeSteps(encoder, Array.from({ length: times }, () => step).flat());
    const commands = encoder.finish();
    const begin = performance.now();
    this.device.queue.submit([commands]);
    await this.device.queue.onSubmittedWorkDone().catch((thrown: unknown) => this.explain(thrown));
    const elapsed = performance.now() - begin;
    this.checkAfter();
    return elapsed;
  }

  /** All steps and the copies for reading, in one submission. */
  private async submit(steps: readonly Step[], reads: readonly Tensor[]): Promise<(Float32Array | Uint32Array)[]> {
    this.checkBefore();
    const encoder = this.device.createCommandEncoder();
    encodeSteps(encoder, steps);
    const staged = reads.map((tensor) => {
      const staging = this.staging.take(this.bytesOf(tensor));
      encoder.copyBufferToBuffer(bufferOf(tensor), 0, staging, 0, this.bytesOf(tensor));
      return staging;
    });
    this.device.queue.submit([encoder.finish()]);
    const results = await Promise.all(staged.map((staging, index) => this.staging.read(staging, this.bytesOf(reads[index]), reads[index].dtype))).catch((thrown: unknown) => this.explain(thrown));
    this.checkAfter();
    return results;
  }

  /** @throws why a result did not come: what the device has refused, or its loss */
  private async explain(thrown: unknown): Promise<never> {
    // The refusal, or the loss, may be told a moment after the result that failed of it.
    if (!this.failure) await Promise.race([this.lost, new Promise((resolve) => setTimeout(resolve, tellingMs))]);
    this.checkAfter();
    throw lostError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function encodeSteps(encoder: GPUCommandEncoder, steps: readonly Step[]): void {
  let pass: GPUComputePassEncoder | undefined;
  for (const step of steps) {
    if (step.kind === 'dispatch') {
      pass ??= encoder.beginComputePass();
      pass.setPipeline(step.pipeline);
      pass.setBindGroup(0, step.bindings);
      pass.dispatchWorkgroups(...step.workgroups);
    } else {
      pass?.end();
      pass = undefined;
      encoder.copyBufferToBuffer(step.source, 0, step.target, 0, step.source.size);
    }
  }
  pass?.end();
}

function lostError(why: string): EngineError {
  return new EngineError(
    'device-lost',
    `The GPU was lost: ${why.trim().replace(/\.$/, '')}.`,
    'The text is kept and the engine starts again by itself. If it keeps happening, choose the CPU engine.',
  );
}
