import { useEffect, useState } from 'react';

/** Milliseconds since `waiting` became true, by the browser’s frames; 0 while it is not. For drawing only: nothing is measured by it. */
export function useWaiting(waiting: boolean): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    if (!waiting) return;
    const begin = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      setPassed(Math.max(0, now - begin));
      frame = requestAnimationFrame(tick);
    });
    return () => {
      cancelAnimationFrame(frame);
      setPassed(0);
    };
  }, [waiting]);
  return waiting ? passed : 0;
}
