'use client';

import { useState } from 'react';
import { Button } from '@/components/ui';

/** Copies an address that shows the same; where the clipboard is refused, the address stands there to be copied by hand. */
export function CopyLink({ link, disabled }: { readonly link: () => string; readonly disabled?: boolean }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | { readonly address: string }>('none');
  const copy = async () => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
      setOutcome('copied');
      setTimeout(() => setOutcome((now) => (now === 'copied' ? 'none' : now)), 3000);
    } catch {
      setOutcome({ address });
    }
  };
  return (
    <>
      <div className="copy-link">
        <span role="status">{outcome === 'copied' && 'Link copied'}</span>
        <Button kind="quiet" action="copy-link" onClick={copy} disabled={disabled}>
          Copy link
        </Button>
      </div>
      {typeof outcome === 'object' && (
        <label className="copy-by-hand">
          The browser did not allow copying; here is the link:
          <input readOnly value={outcome.address} onFocus={(event) => event.currentTarget.select()} />
        </label>
      )}
    </>
  );
}
