'use client';

import { useEffect, useRef, useState } from 'react';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { HeldModel } from '@/lib/engine-client/held-models';
import { useOwnModel } from '@/lib/engine-client/use-own-model';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { TrainedModel } from '@/lib/training/trained-model';
import { emptyTrial, type FrozenTrial, requestOf, timesAsked, withAnswer, type WritingSettings } from './frozen';

export type FrozenWork = 'freeze' | 'write' | 'ask' | 'move';

export interface Frozen {
  /** Null: nothing has been frozen here. */
  readonly trial: FrozenTrial | null;
  /** What is frozen, as files; null: nothing. */
  readonly model: HeldModel | null;
  readonly work: FrozenWork | null;
  readonly busy: boolean;
  readonly load: EngineStatus;
  readonly error: EngineErrorData | null;
  readonly freeze: (model: TrainedModel) => Promise<void>;
  /** The weights of one step on, beside those that are frozen: they are what is frozen from now on. */
  readonly moveTo: (model: TrainedModel) => Promise<void>;
  readonly write: (writing: WritingSettings) => Promise<void>;
  /** Writes `timesAsked` texts, and takes the fingerprint before and after. */
  readonly ask: (writing: WritingSettings) => Promise<void>;
  readonly halt: () => void;
  readonly reset: () => void;
}

/** Trained weights in their second life: files in memory, and an engine of their own while they are used. */
export function useFrozen(): Frozen {
  const [model, setModel] = useState<HeldModel | null>(null);
  const [trial, setTrial] = useState<FrozenTrial | null>(null);
  const [state, setState] = useState<{ readonly work: FrozenWork | null; readonly busy: boolean; readonly error: EngineErrorData | null }>({ work: null, busy: false, error: null });
  /** What is run. */
  const held = useRef({ contextLength: 0, step: 0 });
  const abort = useRef<AbortController | null>(null);
  const { own, status } = useOwnModel(model);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (work: FrozenWork, body: (signal: AbortSignal) => Promise<void>) => {
    abort.current?.abort();
    const job = new AbortController();
    abort.current = job;
    setState({ work, busy: true, error: null });
    const end = (error: EngineErrorData | null) => abort.current === job && setState({ work, busy: false, error });
    try {
      await body(job.signal);
      end(null);
    } catch (thrown) {
      end(job.signal.aborted ? null : errorToData(thrown));
    }
  };
  const change = (next: (before: FrozenTrial) => Partial<FrozenTrial>, signal: AbortSignal) => {
    if (!signal.aborted) setTrial((before) => before && { ...before, ...next(before) });
  };
  /** From here on the files are what is run. */
  const hold = async (trained: TrainedModel, signal: AbortSignal) => {
    const files = await filesOf(trained);
    signal.throwIfAborted();
    held.current = { contextLength: trained.shape.contextLength, step: trained.step };
    own.setModel(files);
    setModel(files);
  };
  const fingerprint = (signal: AbortSignal) =>
    own.use(async (client) => {
      const { engine } = await client.load();
      return { print: await client.fingerprint({ signal }), engine: engine.backend, device: engine.device };
    });

  /** Fingerprint, texts, and if asked for the fingerprint again. */
  const writeTexts = async (writing: WritingSettings, times: number, signal: AbortSignal) => {
    await own.setPrecision({ precision: writing.precision }, { signal });
    // Other precisions are other bytes: what is compared is of the same.
    const { print, engine, device } = await fingerprint(signal);
    const { step } = held.current;
    change((before) => ({ step, engine, device, precision: writing.precision, answers: [], before: print, after: null, ...(before.precision === writing.precision && before.step === step ? {} : { nextStep: step + 1, next: null }) }), signal);
    for (let place = 0; place < times; place++) {
      let text = '';
      for await (const event of own.generate(requestOf(writing, place, held.current.contextLength), { signal })) {
        if (event.type !== 'token') continue;
        text += event.text;
        const written = text;
        change(({ answers }) => ({ answers: withAnswer(answers, place, { prompt: writing.prompt, text: written, whole: false }) }), signal);
      }
      signal.throwIfAborted();
      const whole = text;
      change(({ answers }) => ({ answers: withAnswer(answers, place, { prompt: writing.prompt, text: whole, whole: true }) }), signal);
    }
    const after = await fingerprint(signal);
    change(() => ({ after: after.print }), signal);
  };

  return {
    ...state,
    trial,
    model,
    load: status,
    freeze: (trained) =>
      run('freeze', async (signal) => {
        setTrial({ ...emptyTrial, step: trained.step, nextStep: trained.step + 1 });
        await hold(trained, signal);
        const { print, engine, device } = await fingerprint(signal);
        change(() => ({ before: print, engine, device }), signal);
      }),
    moveTo: (trained) =>
      run('move', async (signal) => {
        await hold(trained, signal);
        // In the precision of the fingerprint that it stands beside.
        const precision = trial?.precision ?? 'f16';
        await own.setPrecision({ precision }, { signal });
        const { print } = await fingerprint(signal);
        change(() => ({ nextStep: trained.step, next: print }), signal);
      }),
    write: (writing) => run('write', (signal) => writeTexts(writing, 1, signal)),
    ask: (writing) => run('ask', (signal) => writeTexts(writing, timesAsked, signal)),
    halt: () => {
      abort.current?.abort();
      setState((before) => ({ ...before, busy: false }));
    },
    reset: () => {
      abort.current?.abort();
      own.setModel(null);
      setModel(null);
      setTrial(null);
      setState({ work: null, busy: false, error: null });
    },
  };
}

/** The model as files, in a name that says what it is. The code comes when something is frozen. */
async function filesOf(trained: TrainedModel): Promise<HeldModel> {
  const [{ modelFolder }, { sha256 }] = await Promise.all([import('@/lib/training/model-folder'), import('@/lib/engine-client/sha256')]);
  const name = `${trained.origin.corpus === 'own' ? 'own-text' : trained.origin.corpus}-step-${trained.step}`;
  return { name, files: await modelFolder(trained, { name, date: new Date().toISOString().slice(0, 10), hash: sha256 }) };
}
