'use client';

import { Button } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';

/** Opens the browser's own printing. */
export function PrintButton() {
  const mounted = useMounted();
  return (
    <Button disabled={!mounted} onClick={() => window.print()}>
      Print it
    </Button>
  );
}
