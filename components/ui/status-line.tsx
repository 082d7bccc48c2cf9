import type { ReactNode } from 'react';

interface StatusLineProps {
  /** `recorded`: a ring. `live`: a disc. The words say it too. */
  readonly state: 'recorded' | 'live';
  /** `Recorded on an NVIDIA T4 on 23 November 2026`, `Live, on this device's GPU`. */
  readonly children: ReactNode;
}

/** Whether what is seen is live or recorded, and where it runs. */
export function StatusLine({ state, children }: StatusLineProps) {
  return (
    <p className={state === 'live' ? 'status-line status-live' : 'status-line'} role="status">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="4.5" />
      </svg>
      <span>{children}</span>
    </p>
  );
}
