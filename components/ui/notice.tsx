import type { ReactNode } from 'react';

interface NoticeProps {
  /** `error`: something failed, and is read aloud at once. `note`: good to know. */
  readonly kind: 'error' | 'note';
  /** What happened, in a sentence. */
  readonly title: ReactNode;
  /** What to do about it, and a button to do it with. */
  readonly children?: ReactNode;
}

/** A message where the reader is looking: what happened and what to do. */
export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <p className="notice-title">{title}</p>
      {children && <div className="notice-body">{children}</div>}
    </div>
  );
}
