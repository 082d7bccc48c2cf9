'use client';

import { useEffect } from 'react';
import { reportStanding, type Standing } from '@/components/lesson/standing';

/** What the reader has come to -> where that puts them. */
const marks: readonly (readonly [selector: string, standing: Standing])[] = [
  ['.lesson-text :is(.predict, .figure)', 'begun'],
  ['.lesson-text .recap', 'finished'],
];

/** Notes how far the reader comes in this lesson, in their browser: to its first prediction or figure, and to its recap. Draws nothing. */
export function StandingWatch({ lesson }: { readonly lesson: string }) {
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) for (const [selector, standing] of marks) if (target.matches(selector)) reportStanding(lesson, standing);
      }
    });
    for (const [selector] of marks) {
      const mark = document.querySelector(selector);
      if (mark) observer.observe(mark);
    }
    return () => observer.disconnect();
  }, [lesson]);
  return null;
}
