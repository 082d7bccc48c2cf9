'use client';

import { useEffect } from 'react';

/** No page of the site has been left yet for another. */
let isArrival = true;

/**
 * Who comes by a link to a figure in some state (`#w.<name>=…`) sees that figure, not the head of the lesson. Only on arrival: who
 * reloads the page, or comes back to it, stays where they were. Draws nothing.
 */
export function FigureOfLink() {
  useEffect(() => {
    if (!isArrival) return;
    isArrival = false;
    const [, name] = /[#&]w\.([\w-]+)=/.exec(window.location.hash) ?? [];
    const [arrival] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    if (!name || arrival?.type !== 'navigate' || window.scrollY > 0) return;
    document.querySelector(`[data-widget="${name}"]`)?.closest('.figure')?.scrollIntoView();
  }, []);
  return null;
}
