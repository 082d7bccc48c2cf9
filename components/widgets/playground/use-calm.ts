import { useEffect, useRef, useState } from 'react';

/** Milliseconds between two figures that a reader can tell apart. */
const calmMs = 250;

/** A value that changes with every frame, four times a second at most: for what is read, and costly to draw. At rest it is the value itself. */
export function useCalm<T>(value: T, isMoving: boolean): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  useEffect(() => {
    if (!isMoving) return;
    setShown(newest.current);
    const timer = setInterval(() => setShown(newest.current), calmMs);
    return () => clearInterval(timer);
  }, [isMoving]);
  return isMoving ? shown : value;
}
