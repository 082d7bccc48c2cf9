import type { ReactNode } from 'react';

/** Why the reader should care: the first paragraphs, set larger. */
export function Intro({ children }: { readonly children: ReactNode }) {
  return <div className="intro prose">{children}</div>;
}
