import type { ReactNode } from 'react';

/** An aside: in the margin on wide screens, under the text on narrow ones. Written inside a paragraph or on its own. */
export function SideNote({ children }: { readonly children: ReactNode }) {
  return (
    <span className="side-note" role="note">
      {children}
    </span>
  );
}
