'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { modelUrlOf, openLabClient } from '@/lib/engine-client/lab';
import { PlaygroundController, type PlaygroundSnapshot, serverSnapshot } from './controller';

/** The playground's controller and what it shows now. */
export function usePlayground(): { readonly controller: PlaygroundController; readonly snapshot: PlaygroundSnapshot } {
  const [controller] = useState(() => new PlaygroundController({ open: openLabClient, order: () => engineClient().order.engine, modelUrl: modelUrlOf }));
  const snapshot = useSyncExternalStore(controller.subscribe, controller.getSnapshot, serverSnapshot);
  useEffect(() => controller.mount(), [controller]);
  return { controller, snapshot };
}
