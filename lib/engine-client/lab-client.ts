import type { HubModel } from '@/lib/engine/adapters';
import type { EngineFacts, ModelFacts } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/errors';
import type { BatchRequest, BatchRun } from '@/lib/engine/generation/batch-events';
import type { PrecisionEvent, PrecisionPlan, TokenPiece } from '@/lib/engine/generation/events';
import type { DeviceMeasurement, Fingerprint, LayerMeasurement, LayerRequest, ScoreProgress, ScoreRequest, ScoreResult } from '@/lib/engine/generation/measurements';
import { Client, type EngineClient, type EngineClientOptions } from './client';
import { LastingBatch } from './lasting-batch';
import type { DraftRequest, EngineRequests, ForeignLoad, LoadRequest, LoadResult, ModelFolder, RequestName } from './protocol';
import type { RequestOptions, WorkerLink } from './worker-link';

interface Stoppable {
  readonly signal?: AbortSignal;
}

interface SwitchOptions extends Stoppable {
  readonly onEvent?: (event: PrecisionEvent) => void;
}

/**
 * An engine with everything it can do. A switch (of precision or draft) is made between two tokens: runs and batches under
 * way stop in the worker and go on by themselves, from their tokens; where the switch fails they go on as they were.
 * After a loss the precision and the draft in use are there again. An aborted call rejects with its signal's reason.
 */
export interface LabClient extends EngineClient {
  /** @throws EngineError `invalid-request`, `out-of-memory`, `self-test-failed`: the old precision stays in use */
  setPrecision(plan: PrecisionPlan, options?: SwitchOptions): Promise<EngineFacts>;
  /** Null: none. @throws EngineError as `setPrecision` */
  setDraft(draft: DraftRequest | null, options?: SwitchOptions): Promise<EngineFacts>;
  /**
   * One batch as one stream, whatever is lost and rebuilt meanwhile: then a second `batch-start` comes, and each unfinished
   * sequence goes on where it was. An abort ends each of these with `generation-end` (`aborted`), and then the batch.
   */
  batch(request: BatchRequest, options?: Stoppable): BatchRun;
  score(request: ScoreRequest, options?: Stoppable & { readonly onProgress?: (progress: ScoreProgress) => void }): Promise<ScoreResult>;
  measureLayer(request: LayerRequest, options?: Stoppable): Promise<LayerMeasurement>;
  measureDevice(options?: Stoppable): Promise<DeviceMeasurement>;
  /** SHA-256 of the weights in use, read back from the memory that computes. */
  fingerprint(options?: Stoppable): Promise<Fingerprint>;
  /** Reads the model's files as a load does, and makes nothing of them. @throws EngineError `file-malformed`, `file-missing` */
  checkModel(options?: Stoppable): Promise<ModelFacts>;
  /** What the hub has of a model, and how large; needs no load. */
  describeHubModel(repository: string, options?: Stoppable): Promise<HubModel>;
  /** The worker ends for good. Runs end as aborted; everything else rejects. */
  dispose(): void;
}

export interface LabClientOptions extends EngineClientOptions {
  /** How weights are made at the first load. Default f16, as in the file. */
  readonly plan?: PrecisionPlan;
  /** The files of `modelUrl`, where the page has them itself: each worker gets them once, and keeps them for a rebuilt device. */
  readonly held?: ModelFolder;
  /** Another engine than ours. */
  readonly foreign?: ForeignLoad;
  readonly whenDisposed?: () => void;
}

/** What kills a GPU by its size would kill it again: it is tried anew once. */
const fewRecoveries = { 'worker-lost': 1, 'device-lost': 1 } as const;

export function createLabClient(options: LabClientOptions): LabClient {
  return new Lab(options);
}

class Lab extends Client implements LabClient {
  protected declare readonly options: LabClientOptions;
  /** In use now: what a load after a loss makes again. */
  private plan: PrecisionPlan | undefined;
  private draft: DraftRequest | null = null;
  private batches = 0;
  private disposed = false;

  constructor(options: LabClientOptions) {
    super(options);
    this.plan = options.plan;
  }

  override async load(): Promise<LoadResult> {
    const result = await super.load();
    // A switch since then has changed the facts.
    return this.status.status === 'ready' ? this.status.result : result;
  }

  /** By the tokenizer of the model that is chosen; another engine's is known only when it is loaded. */
  override tokenize(text: string, signal?: AbortSignal): Promise<readonly TokenPiece[]> {
    return this.options.foreign ? this.ask('tokenize', { modelUrl: null, text }, { signal }) : super.tokenize(text, signal);
  }

  setPrecision(plan: PrecisionPlan, options: SwitchOptions = {}): Promise<EngineFacts> {
    return this.switching('set-precision', plan, options, () => (this.plan = plan));
  }

  setDraft(draft: DraftRequest | null, options: SwitchOptions = {}): Promise<EngineFacts> {
    return this.switching('set-draft', draft, options, () => (this.draft = draft));
  }

  batch(request: BatchRequest, { signal }: Stoppable = {}): BatchRun {
    return new LastingBatch(request, {
      lasting: (once, note) => this.lasting(once, note, signal),
      begin: (batch, turn) => {
        const key = ++this.batches;
        return {
          events: this.stream('batch', { key, batch }, turn),
          // What comes too late for a batch is made good when it is begun again.
          add: (sequence) => void this.request('batch-add', { key, sequence }, {}).catch(() => undefined),
          stop: (sequence) => void this.request('batch-stop', { key, sequence }, {}).catch(() => undefined),
        };
      },
    });
  }

  score(request: ScoreRequest, { signal, onProgress }: Stoppable & { readonly onProgress?: (progress: ScoreProgress) => void } = {}): Promise<ScoreResult> {
    return this.ask('score', request, { signal, onEvent: onProgress }, fewRecoveries);
  }

  measureLayer(request: LayerRequest, { signal }: Stoppable = {}): Promise<LayerMeasurement> {
    return this.ask('measure-layer', request, { signal }, fewRecoveries);
  }

  measureDevice({ signal }: Stoppable = {}): Promise<DeviceMeasurement> {
    return this.ask('measure-device', null, { signal });
  }

  fingerprint({ signal }: Stoppable = {}): Promise<Fingerprint> {
    return this.ask('fingerprint', null, { signal });
  }

  checkModel({ signal }: Stoppable = {}): Promise<ModelFacts> {
    const { modelUrl } = this.options;
    return this.returning(() => this.recovering(() => this.request('check', { modelUrl }, { signal })), signal);
  }

  describeHubModel(repository: string, { signal }: Stoppable = {}): Promise<HubModel> {
    return this.returning(() => this.recovering(() => this.request('describe-hub', { repository }, { signal })), signal);
  }

  dispose(): void {
    this.disposed = true;
    this.suspend();
    this.comeBack(); // Whoever waits for the page to be back hears now that there is nothing to wait for.
    this.options.whenDisposed?.();
  }

  override resume(): void {
    if (!this.disposed) super.resume();
  }

  protected override request<N extends RequestName>(name: N, body: EngineRequests[N]['request'], options: RequestOptions<N>): Promise<EngineRequests[N]['result']> {
    return this.disposed ? Promise.reject(givenBack()) : super.request(name, body, options);
  }

  protected override openLink(): WorkerLink {
    const link = super.openLink();
    const { held, modelUrl } = this.options;
    // Messages arrive in order: whatever is asked next finds the files there. Where the worker is lost, that says so by itself.
    if (held) link.request('hold', { modelUrl, files: held }).catch(() => undefined);
    return link;
  }

  protected override loadRequest(): LoadRequest {
    const { foreign } = this.options;
    return foreign ?? { engine: 'ours', order: this.engineOrder(), modelUrl: this.options.modelUrl, plan: this.plan, draft: this.draft };
  }

  /** @param keep called when it has succeeded, before anything goes on */
  private switching<N extends 'set-precision' | 'set-draft'>(name: N, body: EngineRequests[N]['request'], { signal, onEvent }: SwitchOptions, keep: () => void): Promise<EngineFacts> {
    return this.whileOthersWait(async () => {
      const facts = await this.ask(name, body, { signal, onEvent, patient: true }, fewRecoveries).catch((thrown: unknown) => {
        signal?.throwIfAborted(); // Else the worker's own word for it.
        throw thrown;
      });
      if (!facts) throw signal?.reason; // Aborted before its turn.
      keep();
      this.adopt(facts);
      return facts;
    });
  }

  /** The engine is another since a switch. */
  private adopt(engine: EngineFacts): void {
    if (this.status.status === 'ready') this.show({ ...this.status, result: { ...this.status.result, engine } });
  }
}

function givenBack(): EngineError {
  return new EngineError('worker-lost', 'This engine was given back: another one was chosen.', 'Run it on the one that is chosen now.');
}
