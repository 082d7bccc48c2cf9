'use client';

import Link from 'next/link';
import { useState } from 'react';
import { saveFile } from '@/components/charts/save';
import { Button } from '@/components/ui';
import { errorToData } from '@/lib/engine-client/error-data';
import type { HeldModel } from '@/lib/engine-client/held-models';
import type { EngineErrorData } from '@/lib/engine/errors';
import { Failure } from '../shared/failure';

const store = async () => (await import('@/lib/engine-client/kept-on-device')).keptModels();

/** What can be done with frozen weights: keep them on this device, download them, take them to the playground, erase them. */
export function KeepRow({ model, disabled }: { readonly model: HeldModel | null; readonly disabled: boolean }) {
  const [kept, setKept] = useState<HeldModel | null>(null);
  const [note, setNote] = useState('');
  const [error, setError] = useState<EngineErrorData | null>(null);
  const tell = (work: () => Promise<string>) => {
    setError(null);
    work().then(setNote, (thrown: unknown) => setError(errorToData(thrown)));
  };
  const isKept = kept !== null && kept === model;
  const keep = () =>
    tell(async () => {
      await (await store()).keep(model!);
      setKept(model);
      return `Kept on this device as ${model!.name}.`;
    });
  const download = () =>
    tell(async () => {
      const { zipModel } = await import('@/lib/engine-client/model-zip');
      saveFile(`${model!.name}.zip`, new Blob([zipModel(model!.name, model!.files)], { type: 'application/zip' }));
      return 'Downloaded, in the layout of Hugging Face: PyTorch reads it too.';
    });
  const erase = () =>
    tell(async () => {
      await (await store()).delete(kept!.name);
      setKept(null);
      return `${kept!.name} is erased from this device.`;
    });
  return (
    <div className="keep-row" role="group" aria-label="Keep the frozen weights">
      <div className="offers">
        <Button action="keep" disabled={disabled || model === null || isKept} onClick={keep}>
          Keep in this browser
        </Button>
        <Button action="download" disabled={disabled || model === null} onClick={download}>
          Download (zip)
        </Button>
        <Button action="erase" disabled={disabled || kept === null} onClick={erase}>
          Erase
        </Button>
      </div>
      <p className="field-note" role="status">
        {note} {isKept && <Link href="/lab/#gallery-playground">The playground has it in its list of models.</Link>}
      </p>
      {error && <Failure error={error} />}
    </div>
  );
}
