'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { engineClient } from './engine-client';
import type { EngineStatus } from './engine-status';
import { type HeldModel, holdModel, releaseModel } from './held-models';
import { OwnModel } from './own-model';

const notStarted: EngineStatus = { status: 'idle' };

/**
 * An engine for a model of the page's own, such as one that was just trained here: see `OwnModel`. It is given back when the figure
 * leaves the page.
 * @param model null: there is none yet
 */
export function useOwnModel(model: HeldModel | null): { readonly own: OwnModel; readonly status: EngineStatus } {
  const [own] = useState(makeOwnModel);
  const status = useSyncExternalStore(own.subscribe, own.getSnapshot, () => notStarted);
  useEffect(() => own.setModel(model), [own, model]);
  useEffect(() => own.release, [own]);
  return { own, status };
}

function makeOwnModel(): OwnModel {
  return new OwnModel({
    get order() {
      const { engine } = engineClient().order;
      return engine === 'recorded' ? 'auto' : engine;
    },
    async open(model, { order, plan }) {
      // The code that talks to an engine of one's own comes when it is wanted.
      const { openLabClient } = await import('./lab');
      const id = holdModel(model);
      try {
        return openLabClient({ engine: 'ours', order, model: id }, { plan });
      } finally {
        releaseModel(id);
      }
    },
  });
}
