import { useId, useState } from 'react';
import { InlineFigure } from '@/components/charts/inline-figure';
import { Button, Notice } from '@/components/ui';
import { EngineError } from '@/lib/engine-client/error-data';
import { decodeText } from '@/lib/training/text';
import { noText, type OwnText } from './texts';

interface OwnTextFieldProps {
  readonly own: OwnText;
  readonly disabled: boolean;
  /** Why it is not kept; empty: it is. */
  readonly problem: string;
  readonly onOwn: (own: OwnText) => void;
}

/** More would make a field slow: it stays a file, or becomes one. */
const longestField = 60_000;

/** A text of the reader’s own: pasted, or a file. It goes nowhere: it is kept in this browser. */
export function OwnTextField({ own, disabled, problem, onOwn }: OwnTextFieldProps) {
  const id = useId();
  const [refusal, setRefusal] = useState<{ readonly message: string; readonly remedy: string } | null>(null);
  const characters = Array.from(own.text).length;
  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      onOwn({ text: decodeText(new Uint8Array(await file.arrayBuffer())), fileName: file.name });
      setRefusal(null);
    } catch (thrown) {
      setRefusal(thrown instanceof EngineError ? thrown : { message: 'This file could not be read.', remedy: 'Choose it again, or paste its text.' });
    }
  };
  return (
    <div className="own-text">
      <label htmlFor={id}>Your text: a page at least, a chapter is better</label>
      {own.fileName === null ? (
        <textarea id={id} data-control="own-text" dir="auto" rows={4} spellCheck={false} value={own.text} disabled={disabled} onChange={({ currentTarget: { value } }) => onOwn({ text: value, fileName: value.length > longestField ? 'pasted text' : null })} />
      ) : (
        <p className="own-file" id={id} tabIndex={-1}>
          {own.fileName}
        </p>
      )}
      <p className="own-buttons">
        <label className="button button-plain own-choose" data-disabled={disabled || undefined}>
          Choose a file
          <input type="file" className="visually-hidden" data-control="own-file" accept="text/*,.txt,.md,.csv,.tex,.json" disabled={disabled} onChange={({ currentTarget }) => void take(currentTarget.files?.[0]).finally(() => (currentTarget.value = ''))} />
        </label>
        <Button action="forget-text" disabled={disabled || own.text === ''} onClick={() => onOwn(noText)}>
          Forget it
        </Button>
        <span className="field-note">
          <InlineFigure label="Length of your text" measure={{ name: 'text-characters', value: characters, unit: 'characters', provenance: { kind: 'counted', what: 'the characters of your text' } }} />. {problem || 'It stays on this device, and is in no link.'}
        </span>
      </p>
      {refusal && (
        <Notice kind="error" title={refusal.message}>
          <p>{refusal.remedy}</p>
        </Notice>
      )}
    </div>
  );
}
