import { EngineError, errorToData } from '@/lib/engine/errors';
import type { GenerateRequest, GenerationEvent, TokenPiece } from '@/lib/engine/generation/events';
import type { EngineStatus } from './engine-status';
import { EventQueue } from './event-queue';
import { type Gate, makeGate } from './gate';
import { statusAfter } from './load-progress';
import type { PageOrder } from './page-order';
import type { EngineOrder, EngineRequests, LoadRequest, LoadResult, RequestName } from './protocol';
import { type RequestOptions, WorkerLink } from './worker-link';

/** The site's one engine, from the page's side. All errors are `EngineError`s. */
export interface EngineClient {
  readonly order: PageOrder;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => EngineStatus;
  /** Loads the model once for all who ask. Waits for `allowDownload` where Save-Data is set. */
  load(): Promise<LoadResult>;
  allowDownload(): void;
  /** After a failure: load again. Else nothing. */
  retry(): void;
  /**
   * One run as one stream, whatever is lost and rebuilt meanwhile: after a loss a second `generation-start` comes, and
   * the tokens go on where they were. An abort ends it with `generation-end` (`aborted`).
   */
  generate(request: GenerateRequest, options?: { readonly signal?: AbortSignal }): AsyncIterable<GenerationEvent>;
  /** Answered before the weights are there. */
  tokenize(text: string, signal?: AbortSignal): Promise<readonly TokenPiece[]>;
  measureBandwidth(signal?: AbortSignal): Promise<EngineRequests['measure-bandwidth']['result']>;
  /** Takes the GPU device away on purpose and recovers, with a run under way or without. False: there is none. */
  loseDevice(): Promise<boolean>;
  /**
   * Runs are aborted and the worker ends. Whatever else is under way waits until the page is back: until `resume`, or
   * until someone asks for a run or a load. For `pagehide`.
   */
  suspend(): void;
  /** The page is back: what was under way goes on, and the model is loaded again if it ever was asked for. */
  resume(): void;
}

export interface EngineClientOptions {
  readonly createWorker: () => Worker;
  readonly order: PageOrder;
  /** Absolute URL of the model's folder, with a slash at its end. */
  readonly modelUrl: string;
  readonly saveData: () => boolean;
  /** For tests: how often the worker is asked whether it lives. */
  readonly beatMs?: number;
}

type Recoveries = Record<'worker-lost' | 'device-lost', number>;

/** Recoveries of one request, or of loading, before the error is shown. A GPU may be rebuilt twice and the CPU taken then. */
const mostRecoveries: Readonly<Recoveries> = { 'worker-lost': 2, 'device-lost': 3 };

export function createEngineClient(options: EngineClientOptions): EngineClient {
  return new Client(options);
}

/** What `EngineClient` promises; `lab-client.ts` asks for more over the same link. */
export class Client implements EngineClient {
  readonly order: PageOrder;
  protected readonly options: EngineClientOptions;
  private readonly listeners = new Set<() => void>();
  protected status: EngineStatus;
  private link: WorkerLink | null = null;
  private loading: Promise<LoadResult> | null = null;
  private loadBegin = 0;
  private recoveringFrom: string | null = null;
  private loadWanted = false;
  private readonly consent = makeGate();
  private allowed = false;
  /** Aborted by `suspend`, and replaced. */
  private session = new AbortController();
  /** Opened when the page is back; null while it is there. */
  private away: Gate | null = null;
  /** Streams under way; each is ended in the worker by its own controller when it must make way, and goes on afterwards. */
  private readonly turns = new Set<AbortController>();
  /** Settles when the last of the work that streams make way for is over. */
  private wayMadeFor: Promise<unknown> | null = null;

  constructor(options: EngineClientOptions) {
    this.options = options;
    this.order = options.order;
    this.status = options.order.engine === 'recorded' ? { status: 'recorded-only' } : { status: 'idle' };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): EngineStatus => this.status;

  load(): Promise<LoadResult> {
    return this.whenLoaded();
  }

  /** The same promise until the engine must be loaded anew. */
  protected whenLoaded(): Promise<LoadResult> {
    if (this.order.engine === 'recorded') return Promise.reject(recordedOnly());
    this.loadWanted = true;
    this.comeBack();
    if (this.loading) return this.loading;
    const { session } = this;
    const loading: Promise<LoadResult> = this.loadRecovering().then(
      (result) => {
        if (this.loading === loading) {
          this.recoveringFrom = null;
          this.show({ status: 'ready', result, loadMs: performance.now() - this.loadBegin, readyAt: Date.now() });
        }
        return result;
      },
      (thrown: unknown) => {
        if (session.signal.aborted) return this.whenBack().then(() => this.whenLoaded());
        if (this.loading === loading) this.show({ status: 'failed', error: errorToData(thrown) });
        throw thrown;
      },
    );
    this.loading = loading;
    loading.catch(() => undefined); // The status carries it to those who only look.
    return loading;
  }

  allowDownload(): void {
    this.allowed = true;
    this.consent.open();
  }

  retry(): void {
    if (this.status.status !== 'failed') return;
    this.loading = null;
    void this.load();
  }

  async *generate(request: GenerateRequest, { signal }: { readonly signal?: AbortSignal } = {}): AsyncIterable<GenerationEvent> {
    const given = [...(request.given ?? [])];
    let announceFrom = request.announceFrom ?? 0;
    const begin = performance.now();
    const note = (event: GenerationEvent) => {
      if (event.type !== 'token') return;
      given[event.index] = event.id;
      announceFrom = event.index + 1;
    };
    const outcome = yield* this.lasting((turn) => this.stream('generate', { ...request, given, announceFrom }, turn), note, signal);
    if (outcome === 'aborted') yield { type: 'generation-end', at: performance.now() - begin, reason: 'aborted' };
  }

  tokenize(text: string, signal?: AbortSignal): Promise<readonly TokenPiece[]> {
    const work = () => this.request('tokenize', { modelUrl: this.options.modelUrl, text }, { signal });
    return this.returning(() => this.recovering(work), signal);
  }

  measureBandwidth(signal?: AbortSignal): Promise<EngineRequests['measure-bandwidth']['result']> {
    return this.ask('measure-bandwidth', null, { signal });
  }

  loseDevice(): Promise<boolean> {
    return this.returning(() => this.takeDevice());
  }

  suspend(): void {
    const left = pageLeft();
    this.away ??= makeGate();
    this.session.abort(left);
    this.session = new AbortController();
    this.link?.close(left);
    this.link = null;
    this.loading = null;
    if (this.status.status !== 'recorded-only') this.show({ status: 'idle' });
  }

  resume(): void {
    this.comeBack();
    if (this.loadWanted) void this.load();
  }

  protected comeBack(): void {
    this.away?.open();
    this.away = null;
  }

  private whenBack(): Promise<void> {
    return this.away?.opened ?? Promise.resolve();
  }

  /** A piece of work on the loaded engine; done again after a loss. */
  protected ask<N extends RequestName>(name: N, body: EngineRequests[N]['request'], options: RequestOptions<N>, most: Readonly<Recoveries> = mostRecoveries): Promise<EngineRequests[N]['result']> {
    let loading: Promise<LoadResult> | null = null;
    const work = async () => {
      loading = this.whenLoaded();
      await unlessAborted(loading, options.signal);
      return this.request(name, body, options);
    };
    return this.returning(() => this.recovering(work, () => loading, most), options.signal);
  }

  /**
   * One stream, begun again as often as it takes: when the engine was lost and is there again, and when something else had to be
   * done on the engine meanwhile (`whileOthersWait`).
   * @param once the stream from where it is
   * @param note sees each event before the stream can be begun again
   */
  protected async *lasting<E>(once: (turn: AbortSignal) => AsyncIterable<E>, note: (event: E) => void, signal?: AbortSignal): AsyncGenerator<E, 'over' | 'aborted'> {
    const recoveries = noRecoveries();
    const stop = linked(signal, this.session.signal);
    if (this.status.status === 'failed') this.retry();
    try {
      for (;;) {
        const loading = this.whenLoaded();
        const turn = linked(stop.signal);
        this.turns.add(turn.controller);
        try {
          await unlessAborted(Promise.all([loading, this.wayMadeFor]), stop.signal);
          turn.signal.throwIfAborted();
          for await (const event of once(turn.signal)) {
            note(event);
            yield event;
          }
          return 'over';
        } catch (thrown) {
          if (stop.signal.aborted) return 'aborted';
          if (!turn.signal.aborted) this.recoverOrThrow(thrown, recoveries, loading, mostRecoveries);
        } finally {
          this.turns.delete(turn.controller);
          turn.release();
        }
      }
    } finally {
      stop.release();
    }
  }

  /** Streams under way stop in the worker, `work` is done, and they go on: nothing of them is lost. */
  protected async whileOthersWait<T>(work: () => Promise<T>): Promise<T> {
    const before = this.wayMadeFor;
    const done = (async () => {
      await before;
      return work();
    })();
    const settled = done.catch(() => undefined);
    this.wayMadeFor = settled;
    for (const turn of this.turns) turn.abort(new Error('Something else is done on the engine first.'));
    try {
      return await done;
    } finally {
      if (this.wayMadeFor === settled) this.wayMadeFor = null;
    }
  }

  /** What loading asks the worker for. */
  protected loadRequest(): LoadRequest {
    return { engine: 'ours', order: this.engineOrder(), modelUrl: this.options.modelUrl };
  }

  protected engineOrder(): EngineOrder {
    const { engine } = this.order;
    return engine === 'recorded' ? 'auto' : engine;
  }

  /** Does it again when the page is back, if it was left meanwhile. */
  protected async returning<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      const { session } = this;
      try {
        return await work();
      } catch (thrown) {
        if (!session.signal.aborted && !this.away) throw thrown;
        await unlessAborted(this.whenBack(), signal);
      }
    }
  }

  private async takeDevice(): Promise<boolean> {
    const used = this.loading;
    const had = await this.request('lose-device', null, {});
    if (!had) return false;
    if (this.loading === used) this.loading = null;
    this.recoveringFrom = 'The GPU was taken away on purpose.';
    await this.load();
    return true;
  }

  private async loadRecovering(): Promise<LoadResult> {
    const { session } = this;
    return this.recovering(async () => {
      await this.waitForConsent();
      session.signal.throwIfAborted();
      this.loadBegin = performance.now();
      this.show({ status: 'loading', stage: 'download', progress: null, ladder: [], recoveringFrom: this.recoveringFrom });
      return this.request('load', this.loadRequest(), { onEvent: (event) => this.show(statusAfter(this.status, event)) });
    });
  }

  private async waitForConsent(): Promise<void> {
    if (this.allowed || !this.options.saveData()) return;
    const { totalBytes, cached } = await this.request('describe', { modelUrl: this.options.modelUrl }, {});
    if (cached || this.allowed) return;
    this.show({ status: 'waiting-for-consent', bytes: totalBytes });
    await unlessAborted(this.consent.opened, this.session.signal);
  }

  /** Does it again after a loss, as often as is sensible. `usedLoad`: the load that the work is built on, if any. */
  protected async recovering<T>(work: () => Promise<T>, usedLoad: () => Promise<LoadResult> | null = () => null, most: Readonly<Recoveries> = mostRecoveries): Promise<T> {
    const recoveries = noRecoveries();
    const { session } = this;
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        if (session.signal.aborted || this.away) throw thrown;
        this.recoverOrThrow(thrown, recoveries, usedLoad(), most);
      }
    }
  }

  /**
   * @param usedLoad the load that the failed work was built on: it is over, unless someone has begun another
   * @throws what it was given, where there is nothing left to try
   */
  private recoverOrThrow(thrown: unknown, recoveries: Recoveries, usedLoad: Promise<LoadResult> | null, most: Readonly<Recoveries>): void {
    const { code, message } = errorToData(thrown);
    if (code !== 'worker-lost' && code !== 'device-lost') throw thrown;
    recoveries[code] += 1;
    if (recoveries[code] > most[code]) throw thrown;
    this.recoveringFrom = message;
    if (usedLoad && this.loading === usedLoad) this.loading = null;
  }

  protected request<N extends RequestName>(name: N, body: EngineRequests[N]['request'], options: RequestOptions<N>): Promise<EngineRequests[N]['result']> {
    if (this.order.engine === 'recorded') return Promise.reject(recordedOnly());
    if (this.away) return Promise.reject(pageLeft());
    this.link ??= this.openLink();
    return this.link.request(name, body, options);
  }

  /** A worker, at the beginning of its life. */
  protected openLink(): WorkerLink {
    const link: WorkerLink = new WorkerLink(this.options.createWorker(), {
      beatMs: this.options.beatMs,
      onLost: (error) => {
        if (this.link !== link) return;
        this.link = null;
        if (this.status.status !== 'ready') return;
        // Nobody may have been waiting: whoever asks next loads anew.
        this.loading = null;
        this.recoveringFrom = error.message;
        this.show({ status: 'idle' });
      },
    });
    return link;
  }

  /** A request's events as they come; ends when the request does, and ends the request when the reader stops reading. */
  protected async *stream<N extends RequestName>(name: N, body: EngineRequests[N]['request'], signal: AbortSignal): AsyncIterable<EngineRequests[N]['event']> {
    const events = new EventQueue<EngineRequests[N]['event']>();
    const stop = linked(signal);
    this.request(name, body, { signal: stop.signal, onEvent: (event) => events.push(event) }).then(
      () => events.end(),
      (thrown: unknown) => events.fail(thrown),
    );
    try {
      yield* events;
    } finally {
      stop.controller.abort();
      stop.release();
    }
  }

  protected show(status: EngineStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener();
  }
}

function noRecoveries(): Recoveries {
  return { 'worker-lost': 0, 'device-lost': 0 };
}

function pageLeft(): EngineError {
  return new EngineError('worker-lost', 'The page was left.', 'Come back to it.');
}

function recordedOnly(): EngineError {
  return new EngineError('invalid-request', 'This page was asked to show recordings only.', 'Open it without ?engine=recorded to run the model.');
}

/** An abort controller that follows others. */
function linked(...signals: readonly (AbortSignal | undefined)[]): { controller: AbortController; signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const follow = (event: Event) => controller.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal?.aborted) controller.abort(signal.reason);
    signal?.addEventListener('abort', follow, { once: true });
  }
  const release = () => {
    for (const signal of signals) signal?.removeEventListener('abort', follow);
  };
  return { controller, signal: controller.signal, release };
}

async function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
