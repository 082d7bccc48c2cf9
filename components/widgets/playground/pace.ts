import { EventQueue } from '@/lib/engine-client/event-queue';

/** Tokens of each sequence that are shown in a second, where the reader wants to watch: a fast device is through with a page in a tenth of one. */
export const watchedTokensPerSecond = 12;

interface Pace<Event> {
  /** Whether the event has to wait for its beat. Asked once of each event, in order. */
  readonly waits: (event: Event) => boolean;
  /** Asked before each wait: the reader may change their mind while a text is shown. */
  readonly isWatched: () => boolean;
  readonly signal: AbortSignal;
  /** The engine has made all there is to show, or has failed. */
  readonly onMade: () => void;
}

/**
 * Gives events on no faster than a reader can follow. The engine is not kept waiting: it makes ahead, and the times in its
 * events stay its own. After an abort everything comes at once.
 */
export async function* shownAtPace<Event>(events: AsyncIterable<Event>, { waits, isWatched, signal, onMade }: Pace<Event>): AsyncGenerator<Event> {
  let shownAt = -Infinity;
  for await (const event of madeAhead(events, onMade)) {
    if (waits(event) && isWatched()) {
      await pause(shownAt + 1000 / watchedTokensPerSecond - performance.now(), signal);
      shownAt = performance.now();
    }
    yield event;
  }
}

/** Reads on while nobody asks, so that `onMade` tells when the engine is through. */
function madeAhead<Event>(events: AsyncIterable<Event>, onMade: () => void): AsyncIterable<Event> {
  const made = new EventQueue<Event>();
  const readAll = async () => {
    for await (const event of events) made.push(event);
  };
  void readAll()
    .then(
      () => made.end(),
      (thrown: unknown) => made.fail(thrown),
    )
    .finally(onMade);
  return made;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (!(ms > 0) || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
