import type { ReactNode } from 'react';

/** For those who want to know exactly; closed at first. */
export function DeepDive({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="deep-dive">
      <summary>
        <span className="deep-dive-kind">In depth</span> {title}
      </summary>
      <div className="deep-dive-body prose">{children}</div>
    </details>
  );
}
