'use client';

import { useEffect, useRef, useState } from 'react';
import { wholeSentences } from './sentences';

/** A polite live region: what is being written, a sentence at a time; and `now`, whenever that is something new. */
export function SpokenText({ text, playing, now = '' }: { readonly text: string; readonly playing: boolean; readonly now?: string }) {
  const [said, setSaid] = useState('');
  const heard = useRef(0);
  useEffect(() => {
    if (!playing || text.length < heard.current) {
      heard.current = playing ? 0 : text.length;
      return;
    }
    const { sentences, end } = wholeSentences(text, heard.current);
    if (end > heard.current) setSaid(sentences);
    heard.current = end;
  }, [text, playing]);
  useEffect(() => {
    if (now) setSaid(now);
  }, [now]);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
