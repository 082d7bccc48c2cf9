import { EngineError, errorFromData } from '@/lib/engine/errors';
import type { EngineRequests, FromWorker, RequestName, ToWorker } from './protocol';

interface LinkOptions {
  /** Called once, when the worker has failed or fallen silent; everything pending has been rejected by then. */
  readonly onLost: (error: EngineError) => void;
  readonly beatMs?: number;
}

export interface RequestOptions<N extends RequestName> {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineRequests[N]['event']) => void;
  /** After an abort the worker's own answer is awaited: for what must not be half known, such as a change that may just have succeeded. */
  readonly patient?: boolean;
}

/** While something is pending the worker is asked this often whether it lives. */
export const beatMs = 2_000;
/** Unanswered beats after which it does not: eight seconds. */
const patientBeats = 4;
/** The same before its first word, while its script may still be on the way: a minute. */
const startingBeats = 30;

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (reason: unknown) => void;
  readonly onEvent?: (event: never) => void;
}

/** One worker, from the page's side: requests by id, and the watch over its life. */
export class WorkerLink {
  private readonly worker: Worker;
  private readonly options: LinkOptions;
  private readonly pending = new Map<number, Pending>();
  private count = 0;
  private beat = 0;
  private unanswered = 0;
  private heard = false;
  private closed: EngineError | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(worker: Worker, options: LinkOptions) {
    this.worker = worker;
    this.options = options;
    worker.addEventListener('message', (event: MessageEvent<FromWorker>) => this.hear(event.data));
    worker.addEventListener('error', (event) => this.lose(event.message || 'its script could not be run'));
    worker.addEventListener('messageerror', () => this.lose('it said something unreadable'));
  }

  /** @throws EngineError what the worker answered, or `worker-lost`; an abort rejects with the signal's reason, at once unless `patient` */
  request<N extends RequestName>(name: N, body: EngineRequests[N]['request'], options: RequestOptions<N> = {}): Promise<EngineRequests[N]['result']> {
    const { signal, onEvent, patient = false } = options;
    if (this.closed) return Promise.reject(this.closed);
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const id = ++this.count;
    return new Promise<EngineRequests[N]['result']>((resolve, reject) => {
      const abort = () => {
        this.send({ kind: 'abort', id });
        if (patient) return;
        this.settle(id);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      const deaf = () => signal?.removeEventListener('abort', abort);
      this.pending.set(id, {
        resolve: (result) => (deaf(), resolve(result)),
        reject: (reason) => (deaf(), reject(reason)),
        onEvent: onEvent as Pending['onEvent'],
      });
      this.send({ kind: 'request', id, name, body } as ToWorker);
      this.watch();
    });
  }

  /** The worker ends here and now; whatever is pending fails with `reason`. */
  close(reason: EngineError): void {
    if (this.closed) return;
    this.closed = reason;
    this.worker.terminate();
    if (this.timer !== null) clearInterval(this.timer);
    const pending = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of pending) reject(reason);
  }

  private hear(message: FromWorker): void {
    if (this.closed) return;
    this.heard = true;
    this.unanswered = 0;
    if (message.kind === 'pong') return;
    const pending = this.pending.get(message.id);
    if (!pending) return; // Aborted: late words are dropped.
    if (message.kind === 'event') return pending.onEvent?.(message.event as never);
    this.settle(message.id);
    if (message.kind === 'error') pending.reject(errorFromData(message.error));
    else pending.resolve(message.result as never);
  }

  private settle(id: number): void {
    this.pending.delete(id);
    if (this.pending.size > 0 || this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private watch(): void {
    if (this.timer !== null) return;
    this.unanswered = 0;
    this.timer = setInterval(() => {
      // Beats are counted, not seconds: after a laptop's sleep the clock has jumped and the worker is as alive as the page.
      const limit = this.heard ? patientBeats : startingBeats;
      if (this.unanswered >= limit) return this.lose('it has stopped answering');
      this.unanswered += 1;
      this.send({ kind: 'ping', beat: ++this.beat });
    }, this.options.beatMs ?? beatMs);
  }

  private send(message: ToWorker): void {
    if (!this.closed) this.worker.postMessage(message);
  }

  private lose(why: string): void {
    if (this.closed) return;
    const error = new EngineError('worker-lost', `The engine's worker was lost: ${why}.`, 'Reload the page. If it happens again, the device page shows what this browser can do.');
    this.close(error);
    this.options.onLost(error);
  }
}
