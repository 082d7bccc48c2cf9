'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui';

/** The report to copy; where the clipboard is refused, a field with its text selected. */
export function CopyReport({ makeText }: { readonly makeText: () => string }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  const copy = async () => {
    const made = makeText();
    setText(made);
    try {
      await navigator.clipboard.writeText(made);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
      requestAnimationFrame(() => field.current?.select());
    }
  };

  return (
    <div>
      <Button onClick={copy}>Copy the report</Button>{' '}
      <span role="status">
        {outcome === 'copied' && 'Copied. Paste it into your message.'}
        {outcome === 'refused' && 'The browser did not allow it. The text is selected below: copy it by hand.'}
      </span>
      {outcome === 'refused' && (
        <textarea ref={field} className="report-text" aria-label="The report" readOnly rows={12} value={text} onFocus={(event) => event.target.select()} />
      )}
    </div>
  );
}
