import { EngineError, errorToData } from '@/lib/engine/errors';
import type { TrainingEvent } from './events';
import type { FromTrainer, ToTrainer } from './protocol';
import type { TrainingRequest } from './request';

/** One training, from the page's side. */
export interface TrainingRun {
  play(): void;
  pause(): void;
  /** One step, told in detail; then it is paused. */
  stepOnce(): void;
  stop(): void;
}

/** The page's trainer. Its worker is started with the first training and kept for the next. */
export interface TrainingClient {
  /**
   * Trains until the steps are done or something ends it. Each training ends with exactly one `training-end`, told after all
   * else; a new one ends the one before it.
   */
  train(request: TrainingRequest, onEvent: (event: TrainingEvent) => void): TrainingRun;
  /** Ends the worker, and a training under way as `stopped`. For `pagehide`, and for when the figure is gone. */
  close(): void;
}

export interface TrainingClientOptions {
  readonly createWorker: () => Worker;
  /** Nothing is trained while the page is hidden. */
  readonly page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

interface Under {
  readonly id: number;
  readonly begin: number;
  readonly onEvent: (event: TrainingEvent) => void;
  step: number;
}

export function createTrainingClient({ createWorker, page }: TrainingClientOptions): TrainingClient {
  let worker: Worker | null = null;
  let count = 0;
  const underWay = new Map<number, Under>();

  const send = (message: ToTrainer) => worker?.postMessage(message);
  const tellVisibility = () => send({ kind: 'visibility', hidden: page.hidden });

  function hear({ id, event }: FromTrainer): void {
    const run = underWay.get(id);
    if (!run) return;
    if ('step' in event) run.step = event.step;
    if (event.type === 'training-end') underWay.delete(id);
    run.onEvent(event);
  }

  /** What is under way ends here, in the worker's place. */
  function endAll(reason: 'stopped' | 'failed', error: EngineError | null): void {
    worker?.terminate();
    worker = null;
    page.removeEventListener('visibilitychange', tellVisibility);
    const runs = [...underWay.values()];
    underWay.clear();
    for (const { step, begin, onEvent } of runs) onEvent({ type: 'training-end', at: performance.now() - begin, step, reason, error: error && errorToData(error) });
  }

  function lose(why: string): void {
    endAll('failed', new EngineError('worker-lost', `The training's worker was lost: ${why}.`, 'Go on from the last checkpoint. If it happens again, reload the page.'));
  }

  function start(): Worker {
    const started = createWorker();
    started.addEventListener('message', (event: MessageEvent<FromTrainer>) => hear(event.data));
    started.addEventListener('error', (event) => lose(event.message || 'its script could not be run'));
    started.addEventListener('messageerror', () => lose('it said something unreadable'));
    page.addEventListener('visibilitychange', tellVisibility);
    return started;
  }

  return {
    train(request, onEvent) {
      const id = ++count;
      worker ??= start();
      underWay.set(id, { id, begin: performance.now(), onEvent, step: request.from?.model.step ?? 0 });
      send({ kind: 'train', id, request, hidden: page.hidden });
      const say = (kind: 'play' | 'pause' | 'step-once' | 'stop') => () => send({ kind, id });
      return { play: say('play'), pause: say('pause'), stepOnce: say('step-once'), stop: say('stop') };
    },
    close: () => endAll('stopped', null),
  };
}
