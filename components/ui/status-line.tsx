import type { ReactNode } from 'react';

export interface StatusLineProps {
  /** `recorded`: a ring. `live`: a disc. `busy`: half a disc. `failed`: a square. The words say it too. */
  readonly state: 'recorded' | 'live' | 'busy' | 'failed';
  /** `Recorded on an NVIDIA T4 on 23 November 2026`, `Live, on this device's GPU`. */
  readonly children: ReactNode;
}

/** Whether what is seen is live or recorded, and where it runs. */
export function StatusLine({ state, children }: StatusLineProps) {
  return (
    <p className={`status-line status-${state}`} role="status">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {state === 'failed' ? <rect x="1.5" y="1.5" width="9" height="9" /> : <circle cx="6" cy="6" r="4.5" />}
        {state === 'busy' && <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" />}
      </svg>
      <span>{children}</span>
    </p>
  );
}
