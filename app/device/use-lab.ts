'use client';

import { useEffect, useRef } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { openLabClient } from '@/lib/engine-client/lab';
import type { LabClient } from '@/lib/engine-client/lab-client';

/**
 * Lends an engine for a measurement, started when first needed, as the page's address asks; it goes when the page does.
 * The site's own engine has no part in it, and the model comes from the browser's store.
 */
export function useLab(): () => LabClient {
  const lab = useRef<LabClient | null>(null);
  useEffect(
    () => () => {
      lab.current?.dispose();
      lab.current = null;
    },
    [],
  );
  return () => {
    const { engine } = engineClient().order;
    lab.current ??= openLabClient({ engine: 'ours', order: engine === 'recorded' ? 'auto' : engine, model: 'pocket-5m' });
    return lab.current;
  };
}
