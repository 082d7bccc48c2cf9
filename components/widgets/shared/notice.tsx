import type { ReactNode } from 'react';

export interface NoticeProps {
  /** What happened. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** Buttons. */
  readonly children?: ReactNode;
  readonly kind?: 'error' | 'plain';
}

/** Something the reader should know: what happened, what to do, and a button for it. */
export function Notice({ message, remedy, children, kind = 'error' }: NoticeProps) {
  return (
    <div className="notice" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <p>
        <strong>{message}</strong> {remedy}
      </p>
      {children && <div className="notice-actions">{children}</div>}
    </div>
  );
}
