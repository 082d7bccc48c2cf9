import type { ReactNode } from 'react';
import { Button, Notice } from '@/components/ui';
import type { EngineErrorData } from '@/lib/engine/errors';

/** An engine's error where the reader is looking: what happened, what to do, and a button to do it with. */
export function Failure({ error, onRetry, children }: { readonly error: EngineErrorData; readonly onRetry?: () => void; readonly children?: ReactNode }) {
  return (
    <Notice kind="error" title={error.message}>
      <p>{error.remedy}</p>
      {children ??
        (onRetry && (
          <Button action="retry" onClick={onRetry}>
            Try again
          </Button>
        ))}
    </Notice>
  );
}
