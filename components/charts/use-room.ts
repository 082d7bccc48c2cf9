import { type RefObject, useEffect, useRef, useState } from 'react';

interface Room {
  /** In pixels. */
  readonly width: number;
  /** How much larger than usual the page's type is: 1.4 for a projector. */
  readonly scale: number;
}

/** The width of an element and the size of the page's type, kept up to date; `width` until they are known. */
export function useRoom<T extends HTMLElement>(width: number): [RefObject<T | null>, Room] {
  const element = useRef<T>(null);
  const [room, setRoom] = useState<Room>({ width, scale: 1 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      setRoom({ width: Math.max(1, Math.floor(entry.contentRect.width)), scale });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, room];
}
