'use client';

import { useEffect, useState } from 'react';
import type { Heading } from '@/components/lesson/headings';

/** The sections of a lesson, linked; the one being read is marked once there is script. */
export function ContentsList({ headings }: { readonly headings: readonly Heading[] }) {
  const current = useCurrentSection(headings);
  return (
    <ol className="contents-list">
      {headings.map(({ id, text }) => (
        <li key={id}>
          <a href={`#${id}`} aria-current={id === current ? 'location' : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ol>
  );
}

/** Id of the last section whose heading has passed the upper third of the window; '' above the first. */
function useCurrentSection(headings: readonly Heading[]): string {
  const [current, setCurrent] = useState('');
  useEffect(() => {
    const find = () => {
      const passed = headings.filter(({ id }) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < innerHeight / 3);
      setCurrent(passed.at(-1)?.id ?? '');
    };
    // A heading crosses the line a third down the window, however fast the reader scrolls: all above the line counts as inside.
    const observer = new IntersectionObserver(find, { rootMargin: '10000000px 0px -66% 0px' });
    for (const { id } of headings) {
      const heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    }
    return () => observer.disconnect();
  }, [headings]);
  return current;
}
