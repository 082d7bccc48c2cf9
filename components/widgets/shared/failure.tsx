import type { ReactNode } from 'react';
import { Button, Notice } from '@/components/ui';
import type { RunSnapshot } from '@/lib/engine-client/use-run';
import type { EngineErrorData } from '@/lib/engine/errors';

/** What keeps a run from going on: its own failure, or that the model could not be loaded. */
export function failureOf({ error, load }: Pick<RunSnapshot, 'error' | 'load'>): EngineErrorData | null {
  return error ?? (load.status === 'failed' ? load.error : null);
}

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
