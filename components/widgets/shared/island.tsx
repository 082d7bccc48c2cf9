'use client';

import { type ComponentType, useEffect, useRef, useState } from 'react';
import { readPageLink } from '@/lib/engine-client/page-link';

interface ViewModule<P> {
  readonly default: ComponentType<P>;
}

/**
 * A widget whose script is fetched when the reader comes near it. Until then its HTML stands there, drawn by `AtBuild` when the site was
 * built, as large as it will be; the same view then takes its place in one step, with the same first drawing, and nothing moves.
 * (`React.lazy` would do it too, but React moves what is large behind a boundary out of the HTML's place, and puts it back by script.)
 * @param load the view's module, as a chunk of its own
 * @param AtBuild the same view where the HTML is made; undefined in the browser, so that the page's own script does not carry it
 */
export function island<P extends object>(load: () => Promise<ViewModule<P>>, AtBuild: ComponentType<P> | undefined): ComponentType<P> {
  return function Island(props: P) {
    const place = useRef<HTMLDivElement>(null);
    const [View, setView] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
      const { current } = place;
      if (!current) return;
      const arrive = () => whenNobodyIsInside(current).then(load).then((module) => setView(() => module.default));
      // A page that is reached from another has no HTML of it to show meanwhile; and who opens a link into a figure wants it alive.
      if (current.childElementCount === 0 || isLinked(current)) return void arrive();
      return whenNear(current, arrive);
    }, []);
    if (View) {
      return (
        <div key="live" className="island">
          <View {...props} />
        </div>
      );
    }
    if (AtBuild) {
      return (
        <div key="html" className="island" ref={place}>
          <AtBuild {...props} />
        </div>
      );
    }
    // While the page comes alive React leaves the HTML of such an element as it is.
    return <div key="html" className="island" ref={place} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />;
  };
}

/** Whether the page's address says what the widget is to show. */
function isLinked(element: HTMLElement): boolean {
  const name = element.querySelector<HTMLElement>('[data-widget]')?.dataset.widget;
  return name !== undefined && readPageLink(name) !== null;
}

/** Calls back once the element is at most a screen away, or has the focus; returns how to stop waiting. */
function whenNear(element: HTMLElement, callback: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      callback();
    },
    { rootMargin: '100% 0px' },
  );
  observer.observe(element);
  return () => observer.disconnect();
}

/** Settles when the focus is elsewhere: who has opened a note or a table in the HTML keeps it until they leave. */
function whenNobodyIsInside(element: HTMLElement): Promise<void> {
  if (!element.contains(document.activeElement)) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      // Between two elements the focus is nowhere for a moment.
      requestAnimationFrame(() => {
        if (element.contains(document.activeElement)) return;
        element.removeEventListener('focusout', look);
        resolve();
      });
    };
    element.addEventListener('focusout', look);
  });
}
