import { useEffect, useRef, useState } from 'react';

interface Replay {
  /** Parts shown so far; null: nothing is being replayed. */
  readonly shown: number | null;
  /** The newest replay came to its end. */
  readonly finished: boolean;
  /** @param paceMs from one part to the next */
  readonly start: (parts: number, paceMs: number, whenOver?: () => void) => void;
  readonly stop: () => void;
}

/** Something recorded, shown once more part by part: a text by its tokens. */
export function useReplay(): Replay {
  const [state, setState] = useState<{ readonly shown: number | null; readonly finished: boolean }>({ shown: null, finished: false });
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined);
  const halt = () => clearInterval(timer.current);
  useEffect(() => halt, []);
  return {
    ...state,
    start(parts, paceMs, whenOver) {
      halt();
      let shown = 0;
      setState({ shown, finished: false });
      timer.current = setInterval(() => {
        shown += 1;
        if (shown < parts) return setState({ shown, finished: false });
        halt();
        setState({ shown: null, finished: true });
        whenOver?.();
      }, paceMs);
    },
    stop() {
      halt();
      setState({ shown: null, finished: false });
    },
  };
}
