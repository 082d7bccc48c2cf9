'use client';

import { useEffect, useRef, useState } from 'react';
import { keepText, keptText, noText, type OwnText } from './texts';

/** Milliseconds of quiet before what is typed is kept. */
const quietMs = 500;

const store = async () => (await import('@/lib/engine-client/file-store')).indexedDbStore('forward-pass-training');

/** The reader’s text, kept on this device between visits. */
export function useOwnText(): { readonly own: OwnText; readonly problem: string; readonly change: (own: OwnText) => void } {
  const [own, setOwn] = useState(noText);
  const [problem, setProblem] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const touched = useRef(false);
  useEffect(() => {
    void store()
      .then(keptText)
      .then((kept) => touched.current || setOwn(kept));
    return () => clearTimeout(timer.current);
  }, []);
  return {
    own,
    problem,
    change(next) {
      touched.current = true;
      setOwn(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void store().then((opened) => keepText(opened, next)).then(setProblem), quietMs);
    },
  };
}
