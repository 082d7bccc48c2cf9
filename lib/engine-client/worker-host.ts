import type { EngineLoadEvent } from '@/lib/engine';
import type { Engine } from '@/lib/engine/engine';
import { EngineError, errorToData } from '@/lib/engine/errors';
import type { TokenPiece } from '@/lib/engine/generation/events';
import type { DownloadEffects } from './download';
import { type Climb, climb, type LadderEffects } from './ladder';
import { ModelFiles } from './model-files';
import { withoutStop } from './without-stop';
import type { EngineRequests, FromWorker, LadderStep, LoadEvent, LoadRequest, LoadResult, RequestName, ToWorker } from './protocol';

/** The files of a model, read, as the engine takes them. */
interface ReadFiles {
  readonly name: string;
  readonly config: unknown;
  readonly tokenizer: unknown;
  readonly tokenizerConfig: unknown;
  readonly weights: ArrayBuffer;
}

interface TextSplitter {
  pieces(text: string): readonly TokenPiece[];
}

/** The world of the worker, passed in. */
export interface HostEffects extends Pick<LadderEffects, 'gpu' | 'secureContext' | 'timeout'> {
  readonly download: DownloadEffects;
  readonly createEngine: (options: {
    readonly device: GPUDevice | null;
    readonly adapterDescription: string;
    readonly software: boolean;
    readonly files: ReadFiles;
    readonly onEvent: (event: EngineLoadEvent) => void;
  }) => Promise<Engine>;
  readonly createSplitter: (tokenizer: unknown, tokenizerConfig: unknown) => TextSplitter;
}

/** A GPU that was lost more often than this, without one whole run between, is not asked again. */
const mostRebuilds = 2;

/** A device that was lost says so within this time. */
const lossGraceMs = 1_000;

interface Loaded extends Climb {
  readonly request: LoadRequest;
  readonly device: GPUDevice | null;
}

/** Answers the page: one model, one engine, one run after another. */
export class WorkerHost {
  private readonly effects: HostEffects;
  private readonly post: (message: FromWorker) => void;
  private readonly running = new Map<number, AbortController>();
  private readonly models = new Map<string, ModelFiles>();
  private readonly splitters = new Map<string, Promise<TextSplitter>>();
  /** Of the runs under way: told when the device under them is lost. */
  private readonly lossWatchers = new Set<(reason: string) => void>();
  private queue: Promise<unknown> = Promise.resolve();
  private loading: Promise<Loaded> | null = null;
  private loaded: Loaded | null = null;
  private losses = 0;
  /** What became of engines before the present one; the device page tells the whole story. */
  private readonly past: LadderStep[] = [];

  constructor(effects: HostEffects, post: (message: FromWorker) => void) {
    this.effects = effects;
    this.post = post;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'ping':
        return this.post({ kind: 'pong', beat: message.beat });
      case 'abort':
        return this.running.get(message.id)?.abort();
      case 'request':
        void this.answer(message);
        return;
      default:
        message satisfies never;
    }
  }

  private async answer(message: Extract<ToWorker, { kind: 'request' }>): Promise<void> {
    const { id, name } = message;
    const abort = new AbortController();
    this.running.set(id, abort);
    try {
      const result = await this.perform(message, abort.signal);
      this.post({ kind: 'result', id, name, result } as FromWorker);
    } catch (thrown) {
      this.post({ kind: 'error', id, error: errorToData(thrown) });
    } finally {
      this.running.delete(id);
    }
  }

  private perform(message: Extract<ToWorker, { kind: 'request' }>, signal: AbortSignal): Promise<EngineRequests[RequestName]['result']> {
    const { id } = message;
    switch (message.name) {
      case 'describe':
        return this.files(message.body.modelUrl).size();
      case 'tokenize':
        return this.tokenize(message.body, signal);
      case 'load':
        return this.load(message.body, (event) => this.post({ kind: 'event', id, name: 'load', event }), signal);
      case 'generate':
        return this.inTurn(signal, (loaded) => this.generate(loaded, id, message.body, signal));
      case 'measure-bandwidth':
        return this.inTurn(signal, ({ engine }) => this.untilLost((lost) => Promise.race([engine.measureCopyBandwidth(), lost])));
      case 'lose-device':
        return this.loseDevice();
      default:
        return message satisfies never;
    }
  }

  private files(modelUrl: string): ModelFiles {
    const known = this.models.get(modelUrl) ?? new ModelFiles(modelUrl, this.effects.download);
    this.models.set(modelUrl, known);
    return known;
  }

  private async tokenize({ modelUrl, text }: EngineRequests['tokenize']['request'], signal: AbortSignal): Promise<readonly TokenPiece[]> {
    const splitter = await this.splitter(modelUrl);
    signal.throwIfAborted();
    return splitter.pieces(text);
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

  private async load(request: LoadRequest, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<LoadResult> {
    const files = this.files(request.modelUrl);
    const deaf = files.listen(tell);
    try {
      const { loaded } = this;
      const same = loaded?.request.modelUrl === request.modelUrl && loaded.request.order === request.order;
      this.loading ??= same && loaded ? Promise.resolve(loaded) : this.build(request, files, tell, signal);
      const { engine, steps, adapter } = await this.loading;
      const downloadBytes = files.downloadedBytes;
      return { engine: engine.facts, ladder: [...this.past, ...steps], adapter, downloadBytes, fromCache: downloadBytes === 0 };
    } finally {
      this.loading = null;
      deaf();
    }
  }

  private async build(request: LoadRequest, files: ModelFiles, tell: (event: LoadEvent) => void, signal: AbortSignal): Promise<Loaded> {
    this.loaded?.engine.destroy();
    this.loaded = null;
    const [config, tokenizer, tokenizerConfig] = await Promise.all([
      files.json('config.json', signal),
      files.json('tokenizer.json', signal),
      files.json('tokenizer_config.json', signal),
    ]);
    await this.splitter(request.modelUrl);
    tell({ type: 'tokenizer-ready' });
    const weights = (await files.bytes('model.safetensors', signal)).buffer;
    const read: ReadFiles = { name: nameOf(request.modelUrl), config, tokenizer, tokenizerConfig, weights };

    let device: GPUDevice | null = null;
    const climbed = await climb(
      request.order,
      {
        ...this.effects,
        build: (given, adapterDescription, software) => {
          device = given;
          return this.effects.createEngine({ device: given, adapterDescription, software, files: read, onEvent: tell });
        },
      },
      (step) => tell({ type: 'ladder-step', step }),
      this.losses > mostRebuilds ? 'The GPU has been lost too often to be asked again.' : null,
    );
    const loaded: Loaded = { ...climbed, request, device };
    this.loaded = loaded;
    void climbed.engine.lost.then((reason) => this.whenLost(loaded, reason));
    return loaded;
  }

  private whenLost(loaded: Loaded, reason: string): void {
    if (this.loaded !== loaded) return; // It was given back, not lost.
    this.loaded = null;
    this.losses += 1;
    this.past.push(...loaded.steps, { rung: loaded.engine.facts.backend, outcome: 'failed', reason: `The device was lost: ${withoutStop(reason)}.` });
    loaded.engine.destroy();
    for (const tell of this.lossWatchers) tell(reason);
  }

  /** @throws EngineError `device-lost`: the page loads again and goes on from the tokens it has */
  private async onEngine<T>(work: (loaded: Loaded) => Promise<T>): Promise<T> {
    const { loaded } = this;
    if (!loaded) throw new EngineError('device-lost', 'The device that ran the model is gone.', 'The page starts it anew by itself.');
    try {
      return await work(loaded);
    } catch (thrown) {
      if (errorToData(thrown).code === 'device-lost') await this.noticeLoss(loaded, errorToData(thrown).message);
      throw thrown;
    }
  }

  /** A run may fail of a lost device before the device says so itself; what it says is the better reason. */
  private async noticeLoss(loaded: Loaded, symptom: string): Promise<void> {
    const told = new AbortController();
    const late = this.effects.timeout(lossGraceMs, told.signal).catch(() => symptom);
    const reason = await Promise.race([loaded.engine.lost, late]);
    told.abort();
    this.whenLost(loaded, reason);
  }

  private generate({ engine, device }: Loaded, id: number, body: EngineRequests['generate']['request'], signal: AbortSignal): Promise<null> {
    return this.untilLost(async (lost) => {
      const events = engine.generate(body, signal)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = events.next();
          next.catch(() => undefined); // Late, when the race was lost.
          const { done, value } = await Promise.race([next, lost]);
          if (done) return null;
          // Losses are counted from the last time that the device did a whole run.
          if (device && value.type === 'generation-end' && value.reason !== 'aborted') this.losses = 0;
          this.post({ kind: 'event', id, name: 'generate', event: value });
        }
      } finally {
        // The engine takes no other run before this one has wound down; a lost one may never, and takes none at all.
        const wound = events.return?.();
        wound?.catch(() => undefined);
        await Promise.race([wound, lost]);
      }
    });
  }

  /** @param work is told of the loss of the device by a promise that only ever rejects, with `device-lost` */
  private async untilLost<T>(work: (lost: Promise<never>) => Promise<T>): Promise<T> {
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

  private async loseDevice(): Promise<boolean> {
    const { loaded } = this;
    if (!loaded?.device) return false;
    loaded.device.destroy();
    await loaded.engine.lost;
    return true;
  }

  /** The engine's one queue: runs and measurements, each when the one before has ended. Null for one aborted before its turn. */
  private inTurn<T>(signal: AbortSignal, work: (loaded: Loaded) => Promise<T>): Promise<T | null> {
    const turn = this.queue.then(() => (signal.aborted ? null : this.onEngine(work)));
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}

function nameOf(modelUrl: string): string {
  return modelUrl.split('/').filter(Boolean).at(-1) ?? 'model';
}
