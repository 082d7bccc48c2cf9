import { useId, useRef } from 'react';
import { Button, bytesText } from '@/components/ui';
import { heldName } from '@/lib/engine-client/held-models';
import { Failure } from '../shared/failure';
import type { ReaderModels } from './use-reader-models';

/** Models of the reader: open one from its files, keep it, remove it. */
export function ReadersModels({ readers }: { readonly readers: ReaderModels }) {
  const { kept, held, busy, canOpen, note, error, open, keep, forget } = readers;
  const input = useRef<HTMLInputElement>(null);
  const headId = useId();
  return (
    <div className="readers-models" role="group" aria-labelledby={headId}>
      <p className="offers-head" id={headId}>
        Models of your own
      </p>
      <div className="offers">
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept=".zip,.json,.safetensors"
          data-control="model-files"
          aria-label="Files of a model: a zip, or config.json, tokenizer.json and model.safetensors"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // The same file can be chosen again.
            event.currentTarget.value = '';
            if (files.length > 0) void open(files);
          }}
        />
        <Button action="open-model" disabled={busy || !canOpen} onClick={() => input.current?.click()}>
          {busy ? 'One moment…' : 'Open a model from its files'}
        </Button>
        {held && held.keptAs === null && (
          <Button action="keep-model" disabled={busy} onClick={() => void keep()}>
            Keep {heldName(held.id)} on this device
          </Button>
        )}
        {kept.map(({ name, bytes, keptAt }) => (
          <Button key={name} action="forget-model" data-model={name} disabled={busy} onClick={() => void forget(name)}>
            Remove {name} of {dayOf(keptAt)}, {bytesText(bytes)}
          </Button>
        ))}
      </div>
      <p className="field-note" role="status">
        {note || 'A zip that was downloaded here, or config.json, tokenizer.json and model.safetensors of another small Llama. They stay on this device.'}
      </p>
      {error && <Failure error={error} />}
    </div>
  );
}

const dayOf = (at: number): string => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
