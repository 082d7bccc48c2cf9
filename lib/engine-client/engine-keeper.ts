import type { EngineLoadEvent } from '@/lib/engine';
import type { HubModel } from '@/lib/engine/adapters';
import type { ArrivingFiles, Engine, ModelFacts, ModelFiles as ReadFiles } from '@/lib/engine/engine';
import { EngineError, errorToData } from '@/lib/engine/errors';
import type { PrecisionPlan, TokenPiece } from '@/lib/engine/generation/events';
import type { DownloadEffects } from './download';
import { type Climb, climb, type LadderEffects } from './ladder';
import { HeldFiles } from './held-files';
import { type FileSource, ModelFiles } from './model-files';
import { withoutStop } from './without-stop';
import type { EngineRequests, ForeignLoad, LadderStep, LoadEvent, LoadRequest, LoadResult, ModelFolder, OwnLoad } from './protocol';

interface TextSplitter {
  pieces(text: string): readonly TokenPiece[];
}

/** The world of the worker, passed in. */
export interface KeeperEffects extends Pick<LadderEffects, 'gpu' | 'secureContext' | 'timeout'> {
  readonly download: DownloadEffects;
  readonly createEngine: (options: {
    readonly device: GPUDevice | null;
    readonly adapterDescription: string;
    readonly software: boolean;
    readonly files: ArrivingFiles;
    readonly plan: PrecisionPlan | undefined;
    readonly onEvent: (event: EngineLoadEvent) => void;
  }) => Promise<Engine>;
  readonly createForeignEngine: (request: ForeignLoad, onEvent: (event: LoadEvent) => void, signal: AbortSignal) => Promise<Engine>;
  readonly describeHubModel: (repository: string, signal: AbortSignal) => Promise<HubModel>;
  readonly createSplitter: (tokenizer: unknown, tokenizerConfig: unknown) => TextSplitter;
  readonly checkModel: (files: ReadFiles) => ModelFacts;
}

/** A GPU that was lost more often than this, without one whole run between, is not asked again. */
const mostRebuilds = 2;

/** A device that was lost says so within this time. */
const lossGraceMs = 1_000;

/** The engine that is there now. */
export interface Loaded extends Climb {
  readonly request: LoadRequest;
  readonly device: GPUDevice | null;
  readonly downloadBytes: number;
}

/** Keeps one engine: loads it, notices when its device is lost, and loads it anew when asked. */
export class EngineKeeper {
  private readonly effects: KeeperEffects;
  private readonly models = new Map<string, FileSource>();
  private readonly splitters = new Map<string, Promise<TextSplitter>>();
  /** Of the work under way: told when the device under it is lost. */
  private readonly lossWatchers = new Set<(reason: string) => void>();
  private loading: Promise<Loaded> | null = null;
  private loaded: Loaded | null = null;
  private losses = 0;
  /** What became of engines before the present one; the device page tells the whole story. */
  private readonly past: LadderStep[] = [];

  constructor(effects: KeeperEffects) {
    this.effects = effects;
  }

  /** A folder that the page has, under the name by which it will ask for it. */
  hold(modelUrl: string, files: ModelFolder): void {
    this.models.set(modelUrl, new HeldFiles(files));
    this.splitters.delete(modelUrl);
  }

  /** @throws EngineError `file-malformed`, `file-missing`: what a load of these files would fail of, before it makes anything */
  async check(modelUrl: string, signal: AbortSignal): Promise<ModelFacts> {
    const files = await this.readFiles(modelUrl, () => undefined, signal);
    return this.effects.checkModel({ ...files, weights: await files.weights });
  }

  files(modelUrl: string): FileSource {
    const known = this.models.get(modelUrl) ?? new ModelFiles(modelUrl, this.effects.download);
    this.models.set(modelUrl, known);
    return known;
  }

  async tokenize({ modelUrl, text }: EngineRequests['tokenize']['request'], signal: AbortSignal): Promise<readonly TokenPiece[]> {
    if (modelUrl === null) return this.onEngine(({ engine }) => Promise.resolve(engine.tokenize(text)));
    const splitter = await this.splitter(modelUrl);
    signal.throwIfAborted();
    return splitter.pieces(text);
  }

  async load(request: LoadRequest, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<LoadResult> {
    try {
      const { loaded } = this;
      this.loading ??= loaded && isSame(loaded.request, request) ? Promise.resolve(loaded) : this.build(request, tell, signal);
      const { engine, steps, adapter, downloadBytes } = await this.loading;
      return { engine: engine.facts, capabilities: engine.capabilities, ladder: [...this.past, ...steps], adapter, downloadBytes, fromCache: downloadBytes === 0 };
    } finally {
      this.loading = null;
    }
  }

  /**
   * Does work on the engine.
   * @throws EngineError `device-lost`: the page loads again and goes on from the tokens it has
   */
  async onEngine<T>(work: (loaded: Loaded) => Promise<T>): Promise<T> {
    const { loaded } = this;
    if (!loaded) throw new EngineError('device-lost', 'The device that ran the model is gone.', 'The page starts it anew by itself.');
    try {
      return await work(loaded);
    } catch (thrown) {
      if (errorToData(thrown).code === 'device-lost') await this.noticeLoss(loaded, errorToData(thrown).message);
      throw thrown;
    }
  }

  /** @param work is told of the loss of the device by a promise that only ever rejects, with `device-lost` */
  async untilLost<T>(work: (lost: Promise<never>) => Promise<T>): Promise<T> {
    // One promise per piece of work, not the engine's own `lost`: every race would leave a reaction there for good.
    let watcher = (_reason: string) => {};
    const lost = new Promise<never>((_, reject) => {
      watcher = (reason) => reject(new EngineError('device-lost', `The device that ran the model was lost: ${withoutStop(reason)}.`, 'The page starts it anew by itself.'));
    });
    lost.catch(() => undefined);
    this.lossWatchers.add(watcher);
    try {
      return await work(lost);
    } finally {
      this.lossWatchers.delete(watcher);
    }
  }

  /** The device did a whole run: losses are counted from here. */
  noteWholeRun({ device }: Loaded): void {
    if (device) this.losses = 0;
  }

  /** Gives the device back on purpose; false: there is none. */
  async loseDevice(): Promise<boolean> {
    const { loaded } = this;
    if (!loaded?.device) return false;
    loaded.device.destroy();
    await loaded.engine.lost;
    return true;
  }

  /** The files of our own model in a folder, each downloaded once; all but the weights, which may still be on their way. */
  async readFiles(modelUrl: string, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<ArrivingFiles & { readonly weights: Promise<ArrayBuffer> }> {
    const files = this.files(modelUrl);
    const deaf = files.listen(tell);
    const small = Promise.all([files.json('config.json', signal), files.json('tokenizer.json', signal), files.json('tokenizer_config.json', signal)]);
    const weights = files.bytes('model.safetensors', signal).then(({ buffer }) => buffer);
    void Promise.allSettled([small, weights]).then(deaf);
    const [config, tokenizer, tokenizerConfig] = await small;
    await this.splitter(modelUrl);
    tell({ type: 'tokenizer-ready' });
    return { name: nameOf(modelUrl), config, tokenizer, tokenizerConfig, weights };
  }

  /** Shared by all who ask, so no one's abort ends it. */
  private splitter(modelUrl: string): Promise<TextSplitter> {
    const known = this.splitters.get(modelUrl);
    if (known) return known;
    const files = this.files(modelUrl);
    const { signal } = new AbortController();
    const making = Promise.all([files.json('tokenizer.json', signal), files.json('tokenizer_config.json', signal)]).then(
      ([tokenizer, config]) => this.effects.createSplitter(tokenizer, config),
    );
    this.splitters.set(modelUrl, making);
    making.catch(() => this.splitters.delete(modelUrl));
    return making;
  }

  private async build(request: LoadRequest, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<Loaded> {
    this.loaded?.engine.destroy();
    this.loaded = null;
    const loaded = request.engine === 'ours' ? await this.buildOwn(request, tell, signal) : await this.buildForeign(request, tell, signal);
    this.loaded = loaded;
    void loaded.engine.lost.then((reason) => this.whenLost(loaded, reason));
    return loaded;
  }

  private async buildOwn(request: OwnLoad, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<Loaded> {
    const files = await this.readFiles(request.modelUrl, tell, signal);
    const draft = request.draft ? await this.draftChoice(request.draft, tell, signal) : null;
    const tellInOrder = afterwards(files.weights, tell);
    let device: GPUDevice | null = null;
    const climbed = await climb(
      request.order,
      {
        ...this.effects,
        build: async (given, adapterDescription, software) => {
          device = given;
          const engine = await this.effects.createEngine({ device: given, adapterDescription, software, files, plan: request.plan, onEvent: tellInOrder });
          if (draft) await engine.setDraft(draft);
          return engine;
        },
      },
      (step) => tellInOrder({ type: 'ladder-step', step }),
      this.losses > mostRebuilds ? 'The GPU has been lost too often to be asked again.' : null,
    );
    return { ...climbed, request, device, downloadBytes: this.files(request.modelUrl).downloadedBytes };
  }

  /** A draft as the engine takes it: with files where it is another model. */
  async draftChoice({ plan, modelUrl }: NonNullable<OwnLoad['draft']>, tell: (event: LoadEvent) => void, signal: AbortSignal) {
    if (modelUrl === undefined) return { plan };
    const files = await this.readFiles(modelUrl, tell, signal);
    return { plan, files: { ...files, weights: await files.weights } };
  }

  private async buildForeign(request: ForeignLoad, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<Loaded> {
    let downloadBytes = 0;
    const count = (event: LoadEvent) => {
      if (event.type === 'download-end' && !event.cached) downloadBytes += event.totalBytes;
      tell(event);
    };
    const engine = await this.effects.createForeignEngine(request, count, signal);
    return { engine, request, device: null, steps: [], adapter: null, downloadBytes };
  }

  private whenLost(loaded: Loaded, reason: string): void {
    if (this.loaded !== loaded) return; // It was given back, not lost.
    this.loaded = null;
    this.losses += 1;
    this.past.push(...loaded.steps, { rung: loaded.engine.facts.backend, outcome: 'failed', reason: `The device was lost: ${withoutStop(reason)}.` });
    loaded.engine.destroy();
    for (const tell of this.lossWatchers) tell(reason);
  }

  /** A run may fail of a lost device before the device says so itself; what it says is the better reason. */
  private async noticeLoss(loaded: Loaded, symptom: string): Promise<void> {
    const told = new AbortController();
    const late = this.effects.timeout(lossGraceMs, told.signal).catch(() => symptom);
    const reason = await Promise.race([loaded.engine.lost, late]);
    told.abort();
    this.whenLost(loaded, reason);
  }
}

/** Holds back what happens while the file comes until it is there: a reader is shown one stage after another. */
function afterwards<E>(file: Promise<unknown>, tell: (event: E) => void): (event: E) => void {
  let held: E[] | null = [];
  const release = () => {
    held?.forEach(tell);
    held = null;
  };
  file.then(release, () => undefined);
  return (event) => (held ? void held.push(event) : tell(event));
}

/** The same model on the same engine; its precision and draft may have been changed since. */
function isSame(one: LoadRequest, other: LoadRequest): boolean {
  if (one.engine === 'ours') return other.engine === 'ours' && one.modelUrl === other.modelUrl && one.order === other.order;
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf(modelUrl: string): string {
  return modelUrl.split('/').filter(Boolean).at(-1) ?? 'model';
}
