import { jaxBench } from './jax-bench';
import type { TrainingEvent } from './events';
import type { FromTrainer, ToTrainer } from './protocol';
import type { TrainingRequest } from './request';
import { TrainerHost, type TrainerHostEffects } from './trainer-host';

/** Lines that are easy to learn: syllables in pairs. */
export const easyLines = Array.from({ length: 400 }, (_, at) => `${['ba', 'de', 'ki', 'lo', 'mu'][at % 5]}${['na', 'ri', 'so', 'tu'][at % 4]}${['ve', 'wa', 'xo'][at % 3]}${at % 7 < 3 ? 'n' : ''}${String.fromCharCode(97 + (at % 26))}`).join('\n');

/** jax-js in this thread, on the processor alone. */
export const processorEffects: TrainerHostEffects = {
  bench: (shape, options) => jaxBench({ adapter: () => Promise.resolve(null), processor: 'the processor', now: () => performance.now() }, shape, options),
  breathe: () => new Promise((resolve) => setTimeout(resolve)),
};

/** A host, and what it has told. */
export function trainHere(effects: TrainerHostEffects = processorEffects) {
  const events: TrainingEvent[] = [];
  const listeners = new Set<() => void>();
  const host = new TrainerHost(effects, (message: FromTrainer) => {
    events.push(structuredClone(message.event));
    for (const listener of listeners) listener();
  });
  let count = 0;
  const send = (message: ToTrainer) => host.receive(structuredClone(message));
  /** Resolves with the first event of which `isWanted` is true, told from now on. */
  const until = <T extends TrainingEvent>(isWanted: (event: TrainingEvent) => event is T): Promise<T> =>
    new Promise((resolve) => {
      const listener = () => {
        const event = events[events.length - 1];
        if (!isWanted(event)) return;
        listeners.delete(listener);
        resolve(event);
      };
      listeners.add(listener);
    });
  return {
    events,
    send,
    until,
    /** Of the training that was started last. */
    id: () => count,
    start: (request: TrainingRequest, hidden = false) => send({ kind: 'train', id: ++count, request, hidden }),
    async train(request: TrainingRequest): Promise<readonly TrainingEvent[]> {
      const from = events.length;
      const ended = until(is('training-end'));
      send({ kind: 'train', id: ++count, request, hidden: false });
      await ended;
      return events.slice(from);
    },
  };
}

/** Whether an event is of that type. */
export const is =
  <T extends TrainingEvent['type']>(type: T) =>
  (event: TrainingEvent): event is Extract<TrainingEvent, { type: T }> =>
    event.type === type;

/** Whether an event is the end of that step. */
export const isStep = (step: number) => (event: TrainingEvent): event is Extract<TrainingEvent, { type: 'step-end' }> => event.type === 'step-end' && event.step === step;

/** Events of one type, in their order. */
export const all = <T extends TrainingEvent['type']>(events: readonly TrainingEvent[], type: T) => events.filter(is(type));
