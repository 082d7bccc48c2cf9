import type { BatchEvent, BatchRequest, BatchRun } from './batch-events';

/**
 * A batch whose code is still on its way. What is asked of it meanwhile is done in order when it is there; sequences have
 * their numbers at once, since a batch counts them as they come.
 */
export function batchLater(opening: Promise<BatchRun>, { sequences }: BatchRequest): BatchRun {
  let opened: BatchRun | undefined;
  let count = sequences.length;
  const whenOpened = (work: (run: BatchRun) => void): void => {
    opening.then(work, () => undefined); // Why it cannot be opened is told by its events.
  };
  whenOpened((run) => {
    opened = run;
  });
  async function* events(): AsyncGenerator<BatchEvent> {
    yield* (await opening).events;
  }
  return {
    events: events(),
    add(sequence) {
      if (opened) return opened.add(sequence);
      whenOpened((run) => run.add(sequence));
      return count++;
    },
    stop(sequence) {
      if (opened) opened.stop(sequence);
      else whenOpened((run) => run.stop(sequence));
    },
  };
}
