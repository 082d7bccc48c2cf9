import { errorToData } from '@/lib/engine/errors';
import { EngineKeeper, type KeeperEffects, type Loaded } from './engine-keeper';
import { HostedBatches } from './hosted-batches';
import type { EngineRequests, FromWorker, RequestName, ToWorker } from './protocol';

export interface HostEffects extends KeeperEffects {
  /** A run has told a token: what was put off for it may begin. */
  readonly whenTokenTold: () => void;
}

type Request = Extract<ToWorker, { kind: 'request' }>;

/** Answers the page: one engine, one piece of work after another. */
export class WorkerHost {
  private readonly post: (message: FromWorker) => void;
  private readonly keeper: EngineKeeper;
  private readonly effects: HostEffects;
  private readonly batches = new HostedBatches();
  private readonly running = new Map<number, AbortController>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(effects: HostEffects, post: (message: FromWorker) => void) {
    this.effects = effects;
    this.post = post;
    this.keeper = new EngineKeeper(effects);
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

  private async answer(message: Request): Promise<void> {
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

  private async perform(message: Request, signal: AbortSignal): Promise<EngineRequests[RequestName]['result']> {
    const { id, name } = message;
    const { keeper, batches } = this;
    const tell = (event: EngineRequests[RequestName]['event']) => this.post({ kind: 'event', id, name, event } as FromWorker);
    switch (message.name) {
      case 'describe':
        return keeper.files(message.body.modelUrl).size();
      case 'describe-hub':
        return this.effects.describeHubModel(message.body.repository, signal);
      case 'tokenize':
        return keeper.tokenize(message.body, signal);
      case 'hold':
        keeper.hold(message.body.modelUrl, message.body.files);
        return null;
      case 'check':
        return keeper.check(message.body.modelUrl, signal);
      case 'load':
        return keeper.load(message.body, tell, signal);
      case 'generate':
        return this.inTurn(signal, (loaded) => this.generate(loaded, message.body, tell, signal));
      case 'batch': {
        const { key, batch } = message.body;
        batches.expect(key, batch);
        const run = this.inTurn(signal, ({ engine }) => this.relay(batches.begin(key, engine, signal), (event) => batches.note(key, event, tell)));
        return run.finally(() => batches.forget(key));
      }
      case 'batch-add':
        return batches.add(message.body.key, message.body.sequence);
      case 'batch-stop':
        return batches.stop(message.body.key, message.body.sequence);
      case 'set-precision':
        return this.inTurn(signal, ({ engine }) => this.orLost(engine.setPrecision(message.body, tell, signal)));
      case 'set-draft': {
        const { body } = message;
        return this.inTurn(signal, async ({ engine }) => {
          const draft = body && (await keeper.draftChoice(body, () => undefined, signal));
          return this.orLost(engine.setDraft(draft, tell, signal));
        });
      }
      case 'score':
        return this.inTurn(signal, ({ engine }) => this.orLost(engine.score(message.body, tell, signal)));
      case 'measure-layer':
        return this.inTurn(signal, ({ engine }) => this.orLost(engine.measureLayer(message.body, signal)));
      case 'measure-device':
        return this.inTurn(signal, ({ engine }) => this.orLost(engine.measureDevice(signal)));
      case 'fingerprint':
        return this.inTurn(signal, ({ engine }) => this.orLost(engine.fingerprint(this.effects.download.sha256, signal)));
      case 'measure-bandwidth':
        return this.inTurn(signal, ({ engine }) => this.orLost(engine.measureCopyBandwidth()));
      case 'lose-device':
        return keeper.loseDevice();
      default:
        return message satisfies never;
    }
  }

  private generate(loaded: Loaded, body: EngineRequests['generate']['request'], tell: (event: EngineRequests['generate']['event']) => void, signal: AbortSignal): Promise<null> {
    return this.relay(loaded.engine.generate(body, signal), (event) => {
      if (event.type === 'generation-end' && event.reason !== 'aborted') this.keeper.noteWholeRun(loaded);
      tell(event);
      if (event.type === 'token') this.effects.whenTokenTold();
    });
  }

  /** Tells each event as it comes, until there are no more or the device is lost. */
  private relay<E>(stream: AsyncIterable<E>, tell: (event: E) => void): Promise<null> {
    return this.keeper.untilLost(async (lost) => {
      const events = stream[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = events.next();
          next.catch(() => undefined); // Late, when the race was lost.
          const { done, value } = await Promise.race([next, lost]);
          if (done) return null;
          tell(value);
        }
      } finally {
        // The engine takes no other run before this one has wound down; a lost one may never, and takes none at all.
        const wound = events.return?.();
        wound?.catch(() => undefined);
        await Promise.race([wound, lost]);
      }
    });
  }

  /** A lost device may never answer. */
  private orLost<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined); // Late, when the race was lost.
    return this.keeper.untilLost((lost) => Promise.race([work, lost]));
  }

  /** The engine's one queue: runs, switches and measurements, each when the one before has ended. Null for one aborted before its turn. */
  private inTurn<T>(signal: AbortSignal, work: (loaded: Loaded) => Promise<T>): Promise<T | null> {
    const turn = this.queue.then(() => (signal.aborted ? null : this.keeper.onEngine(work)));
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}
