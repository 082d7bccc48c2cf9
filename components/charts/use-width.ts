import { type RefObject, useEffect, useRef, useState } from 'react';

/** Width of an element in pixels, followed as it changes; `initial` until it has been measured. */
export function useWidth<E extends Element>(initial: number): readonly [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(entry.contentRect.width, 200)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
