import type { BatchEvent, BatchRequest, BatchRun } from './batch-events';

/**
 * A batch that is opened when its events are first asked for: not before its turn on the engine, and its code is fetched only then.
 * What is asked of it meanwhile is done in order when it is there; sequences have their numbers at once, since a batch counts
 * them as they come.
 */
export function batchLater(open: () => Promise<BatchRun>, { sequences }: BatchRequest): BatchRun {
  let opened: BatchRun | undefined;
  const asked: ((run: BatchRun) => void)[] = [];
  let count = sequences.length;
  async function* events(): AsyncGenerator<BatchEvent> {
    const run = await open();
    for (const work of asked.splice(0)) work(run);
    opened = run;
    yield* run.events;
  }
  return {
    events: events(),
    add(sequence) {
      if (opened) return opened.add(sequence);
      asked.push((run) => run.add(sequence));
      return count++;
    },
    stop(sequence) {
      if (opened) opened.stop(sequence);
      else asked.push((run) => run.stop(sequence));
    },
  };
}
