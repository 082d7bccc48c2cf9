'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { answerKey, keep, kept } from './kept';

/**
 * Keeps the answers of the questions around it: the last part of the page's address names the lesson. The questions themselves are plain
 * radio buttons, which work without script; with it, they are found again as they were left.
 */
export function AnswersKeeper() {
  const place = useRef<HTMLSpanElement>(null);
  const lesson = usePathname().split('/').filter(Boolean).at(-1) ?? '';
  useEffect(() => {
    const questions = [...(place.current?.parentElement?.querySelectorAll('fieldset') ?? [])];
    const stops = questions.map((question, index) => {
      const key = answerKey(lesson, index + 1);
      const answer = kept(key);
      const chosen = answer === null ? null : question.querySelector<HTMLInputElement>(`input[value="${Number(answer)}"]`);
      if (chosen) chosen.checked = true;
      const onChange = (event: Event) => keep(key, (event.target as HTMLInputElement).value);
      question.addEventListener('change', onChange);
      return () => question.removeEventListener('change', onChange);
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [lesson]);
  return <span ref={place} hidden />;
}
