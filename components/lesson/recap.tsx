import type { ReactNode } from 'react';

/** The lesson in a few sentences, at its end. */
export function Recap({ children }: { readonly children: ReactNode }) {
  return (
    <section className="recap prose" aria-labelledby="recap-title">
      <h2 id="recap-title">In short</h2>
      {children}
    </section>
  );
}
