'use client';

import { useEffect, useRef, useState } from 'react';
import { errorToData } from '@/lib/engine-client/error-data';
import { heldModel, holdModel, isHeld, releaseModel } from '@/lib/engine-client/held-models';
import type { KeptModel } from '@/lib/engine-client/kept-models';
import type { EngineErrorData } from '@/lib/engine/errors';

/** A model of the reader's that is in memory now. */
export interface HeldHere {
  /** Its name for the engine. */
  readonly id: string;
  readonly bytes: number;
  /** Under which it is kept on this device; null: it is gone with the page. */
  readonly keptAs: string | null;
}

/** The reader's own models: what is kept here, what is in memory, and what can be done with them. */
export interface ReaderModels {
  readonly kept: readonly KeptModel[];
  readonly held: HeldHere | null;
  readonly busy: boolean;
  readonly canOpen: boolean;
  /** What was just done, in a sentence; empty: nothing. */
  readonly note: string;
  readonly error: EngineErrorData | null;
  readonly open: (files: readonly File[]) => Promise<void>;
  /** A kept model into memory, and into use. */
  readonly take: (name: string) => Promise<void>;
  readonly keep: () => Promise<void>;
  readonly forget: (name: string) => Promise<void>;
}

interface ReaderModelsOptions {
  readonly canOpen: boolean;
  /** The model that the controls say. */
  readonly inUse: string;
  /** The model to use from now on; null: the one that was in use is no more. */
  readonly onModel: (id: string | null) => void;
}

/** The menu's value of a kept model that is not in memory. */
export const keptValue = (name: string): string => `kept/${name}`;

/** What talks to storage comes when it is wanted. */
const store = async () => (await import('@/lib/engine-client/kept-on-device')).keptModels();

/** The reader's models of the playground. One is in memory at a time; what was written with an earlier one stays. */
export function useReaderModels({ canOpen, inUse, onModel }: ReaderModelsOptions): ReaderModels {
  const [state, setState] = useState<Pick<ReaderModels, 'kept' | 'held' | 'busy' | 'note' | 'error'>>({ kept: [], held: null, busy: false, note: '', error: null });
  const isThere = useRef(true);
  const held = useRef<HeldHere | null>(null);
  const change = (next: Partial<typeof state>) => {
    if (isThere.current) setState((before) => ({ ...before, ...next }));
  };
  const hold = (next: HeldHere | null) => {
    if (held.current && held.current.id !== next?.id) releaseModel(held.current.id);
    held.current = next;
    change({ held: next });
  };

  useEffect(() => {
    isThere.current = true;
    // A device that keeps nothing has an empty list: that is no error before anything is asked of it.
    void store()
      .then((models) => models.list())
      .then(({ models, dropped }) => change({ kept: models, note: dropped.length > 0 ? `Kept models that were damaged have been removed: ${dropped.join(', ')}.` : '' }))
      .catch(() => undefined);
    return () => {
      isThere.current = false;
      if (held.current) releaseModel(held.current.id);
      held.current = null;
    };
    // Once: what happens later on this page is seen by its own doing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const doing = async (work: () => Promise<string>) => {
    change({ busy: true, error: null, note: '' });
    try {
      change({ note: await work() });
    } catch (thrown) {
      change({ error: errorToData(thrown) });
    } finally {
      change({ busy: false });
    }
  };
  const refresh = async () => change({ kept: (await (await store()).list()).models });
  const use = (id: string, keptAs: string | null) => {
    if (!isThere.current) return releaseModel(id);
    const bytes = [...(heldModel(id)?.files.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
    hold({ id, bytes, keptAs });
    onModel(id);
  };

  return {
    ...state,
    canOpen,
    open: (files) =>
      doing(async () => {
        const { openFiles } = await import('@/lib/engine-client/open-files');
        use(await openFiles(files), null);
        return 'It is open: Run writes with it. Your text and settings are as they were.';
      }),
    take: (name) =>
      doing(async () => {
        try {
          use(holdModel(await (await store()).load(name)), name);
        } catch (thrown) {
          await refresh();
          throw thrown;
        }
        return '';
      }),
    keep: () =>
      doing(async () => {
        const model = held.current && heldModel(held.current.id);
        if (!held.current || !model) return '';
        await (await store()).keep(model);
        hold({ ...held.current, keptAs: model.name });
        await refresh();
        return `“${model.name}” is kept on this device.`;
      }),
    forget: (name) =>
      doing(async () => {
        await (await store()).delete(name);
        await refresh();
        if (held.current?.keptAs === name) {
          if (isHeld(inUse)) onModel(null);
          hold(null);
        }
        return `“${name}” has been removed from this device.`;
      }),
  };
}
