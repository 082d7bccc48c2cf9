import { useCallback, useEffect, useState } from 'react';
import { advance } from './pace';

interface Playback {
  /** Tokens that have come, parts of one counted. */
  readonly tokens: number;
  readonly playing: boolean;
  readonly play: () => void;
  readonly pause: () => void;
  /** To where so many tokens have come, and rests there. */
  readonly moveTo: (tokens: number) => void;
}

/** One clock for all that is played: it moves with the browser’s frames, and stands still in a hidden tab. */
export function usePlayback(all: number, speed: number, start: number): Playback {
  const [tokens, setTokens] = useState(start);
  const [playing, setPlaying] = useState(false);
  const isOver = tokens >= all;

  useEffect(() => {
    if (!playing || isOver) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      const passed = Math.max(0, now - last);
      last = now;
      // What passed while no frame was drawn, the tab being hidden, is not made up for.
      setTokens((before) => advance(before, Math.min(passed, 250), speed, all));
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, isOver, speed, all]);

  const play = useCallback(() => {
    setTokens((before) => (before >= all ? 0 : before));
    setPlaying(true);
  }, [all]);
  const pause = useCallback(() => setPlaying(false), []);
  const moveTo = useCallback((to: number) => {
    setPlaying(false);
    setTokens(Math.min(Math.max(to, 0), all));
  }, [all]);
  return { tokens, playing: playing && !isOver, play, pause, moveTo };
}
