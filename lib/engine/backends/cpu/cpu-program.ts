import type { Pass, Program } from '../../kernels/backend';
import type { Kernel } from '../../kernels/kernel';
import type { DType } from '../../tensor/dtype';
import type { Shape, Tensor } from '../../tensor/tensor';
import type { CpuStore, Launch } from './store';
import { yieldToEvents } from './yield';

/** Launches and copies in order, with the scratch tensors and the working memory they share. */
export class CpuProgram implements Program {
  readonly launches: string[] = [];
  private readonly steps: Launch[] = [];
  private readonly scratch = new Map<string, Tensor>();
  private readonly workspace: number;

  /** @throws EngineError `out-of-memory`, with nothing kept; what `build` throws */
  constructor(
    private readonly store: CpuStore,
    build: (pass: Pass) => void,
  ) {
    try {
      build({
        scratch: (name, dtype, shape) => this.scratchTensor(name, dtype, shape),
        run: (kernel, tensors, options, place = '') => {
          this.launches.push(`${kernel.name}: ${place}`);
          this.steps.push(store.launch(kernel as unknown as Kernel, tensors, options));
        },
        copy: (source, target) => {
          this.launches.push('copy');
          this.steps.push({ workspaceBytes: 0, run: () => store.view(target).set(store.view(source)) });
        },
      });
      this.workspace = store.takeWorkspace(this.steps.reduce((most, { workspaceBytes }) => Math.max(most, workspaceBytes), 0));
    } catch (thrown) {
      this.releaseScratch();
      throw thrown;
    }
  }

  async run(reads: readonly Tensor[]): Promise<readonly (Float32Array | Uint32Array)[]> {
    for (const step of this.steps) step.run(this.workspace);
    const results = reads.map((tensor) => this.store.view(tensor).slice());
    await yieldToEvents();
    return results;
  }

  async time(launch: number, times: number): Promise<number> {
    const begin = performance.now();
    for (let count = 0; count < times; count++) this.steps[launch].run(this.workspace);
    const elapsed = performance.now() - begin;
    await yieldToEvents();
    return elapsed;
  }

  release(): void {
    this.store.giveWorkspace(this.workspace);
    this.releaseScratch();
  }

  private scratchTensor(name: string, dtype: DType, shape: Shape): Tensor {
    const held = this.scratch.get(name);
    if (held) return held;
    const made = this.store.allocate(name, dtype, shape, undefined);
    this.scratch.set(name, made);
    return made;
  }

  private releaseScratch(): void {
    for (const tensor of this.scratch.values()) this.store.release(tensor);
    this.scratch.clear();
  }
}
