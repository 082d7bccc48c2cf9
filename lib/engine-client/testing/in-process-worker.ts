import { createHash } from 'node:crypto';
import type { ForeignSource } from '@/lib/engine/adapters';
import type { EngineError } from '@/lib/engine/errors';
import { stallMs } from '../download';
import { manifestStallMs } from '../model-files';
import type { FromWorker, ToWorker } from '../protocol';
import { type HostEffects, WorkerHost } from '../worker-host';
import { wait } from '../wait';
import { type FakeEngine, fakeEngine } from './fake-engine';
import { memoryStore } from './memory-store';

/** A worker in the same thread: the real host, on a fake engine, that can be killed. */
export class InProcessWorker extends EventTarget {
  alive = true;
  private readonly host: WorkerHost;

  constructor(effects: HostEffects) {
    super();
    this.host = new WorkerHost(effects, (message: FromWorker) => this.deliver(() => this.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }))));
  }

  postMessage(message: ToWorker): void {
    this.deliver(() => this.host.receive(structuredClone(message)));
  }

  terminate(): void {
    this.alive = false;
  }

  /** It stops dead, and says nothing any more. */
  kill(): void {
    this.alive = false;
  }

  /** It fails aloud. */
  crash(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }

  private deliver(work: () => void): void {
    setTimeout(() => this.alive && work(), 0);
  }
}

const files = {
  'config.json': '{"dim":1}',
  'tokenizer.json': '{}',
  'tokenizer_config.json': '{}',
  'model.safetensors': 'weights',
};

export interface World {
  readonly effects: HostEffects;
  readonly engines: FakeEngine[];
  /** Names of the files fetched, in order. */
  readonly fetched: string[];
  readonly store: ReturnType<typeof memoryStore>;
  /** Models that other engines were asked for, in order. */
  readonly foreign: ForeignSource[];
  /** Set to make another engine refuse its model. */
  refuseForeign: EngineError | null;
  /** Set to make a fetch fail: its answer instead of the good one. */
  answer: (name: string) => Response | undefined;
}

/** A world with a model of four tiny files, and a GPU if `gpu` is given. */
export function makeWorld(gpu?: GPU, tokenMs = 1): World {
  const store = memoryStore();
  const fetched: string[] = [];
  const engines: FakeEngine[] = [];
  const manifest = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, { bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') }]),
  );
  const world: World = {
    engines,
    fetched,
    store,
    foreign: [],
    refuseForeign: null,
    answer: () => undefined,
    effects: {
      gpu,
      secureContext: true,
      timeout: (ms, signal) => wait(ms, signal).then(() => Promise.reject(new Error('late'))),
      download: {
        fetch: (url) => {
          const name = String(url).split('/').at(-1) as string;
          fetched.push(name);
          const text = name === 'manifest.json' ? JSON.stringify(manifest) : files[name as keyof typeof files];
          return Promise.resolve(world.answer(name) ?? new Response(text));
        },
        store,
        sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
        // Pauses are skipped; limits hold.
        wait: (ms, signal) => wait(ms === stallMs || ms === manifestStallMs ? ms : 0, signal),
        later: (work) => void work(),
      },
      whenTokenTold: () => undefined,
      createEngine: async ({ device, files: { weights }, plan, onEvent }) => {
        onEvent({ type: 'compile-start' });
        if (device) {
          onEvent({ type: 'self-test-start' });
          onEvent({ type: 'self-test-end', passed: 3, failed: 0 });
        }
        await weights;
        const engine = fakeEngine(device ? 'webgpu' : 'cpu', tokenMs, plan);
        const fake = device as (GPUDevice & { whenDestroyed?: () => void }) | null;
        if (fake) fake.whenDestroyed = () => engine.lose('Device was destroyed.');
        engines.push(engine);
        onEvent({ type: 'compile-end', ms: 1, pipelines: 3 });
        return engine;
      },
      createForeignEngine: ({ source, device }, onEvent) => {
        onEvent({ type: 'download-start', file: 'model.onnx', totalBytes: 7, cached: false });
        onEvent({ type: 'download-end', file: 'model.onnx', totalBytes: 7, cached: false });
        const engine = fakeEngine(device === 'webgpu' ? 'webgpu' : 'cpu', tokenMs);
        engines.push(engine);
        world.foreign.push(source);
        return world.refuseForeign ? Promise.reject(world.refuseForeign) : Promise.resolve(engine);
      },
      checkModel: ({ name, weights }) => ({ ...fakeEngine().facts.model, name, parameters: weights.byteLength }),
      describeHubModel: (repository) => Promise.resolve({ repository, revision: 'abc', choices: [] }),
      createSplitter: () => ({ pieces: (text) => [...text].map((character, id) => ({ id, bytes: [], text: character, whole: true })) }),
    },
  };
  return world;
}

export interface FakeGpuOptions {
  readonly adapter?: boolean;
  readonly device?: boolean;
  readonly description?: string;
  readonly features?: readonly string[];
  /** What a device request was made with. */
  readonly asked?: GPUDeviceDescriptor[];
}

/** A GPU as far as the ladder looks at one. */
export function fakeGpu({ adapter = true, device = true, description = 'Radeon', features = ['subgroups'], asked = [] }: FakeGpuOptions = {}): GPU {
  const makeDevice = () => {
    const made = { whenDestroyed: () => {}, destroy: () => made.whenDestroyed() };
    return made as unknown as GPUDevice;
  };
  const found = {
    features: new Set(features),
    limits: Object.create({ maxBufferSize: 1 << 30, maxBindGroups: 4 }) as GPUSupportedLimits,
    info: { vendor: 'amd', architecture: 'rdna-3', device: '', description },
    requestDevice: (descriptor: GPUDeviceDescriptor = {}) => {
      asked.push(descriptor);
      return device ? Promise.resolve(makeDevice()) : Promise.reject(new DOMException('no device today', 'OperationError'));
    },
  };
  return { requestAdapter: () => Promise.resolve(adapter ? found : null) } as unknown as GPU;
}

