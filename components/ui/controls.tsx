import type { ReactNode } from 'react';

/** A widget's row of controls. In the projector theme it stays at the bottom of the window, within reach. */
export function Controls({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="controls" role="group" aria-label={label}>
      {children}
    </div>
  );
}
