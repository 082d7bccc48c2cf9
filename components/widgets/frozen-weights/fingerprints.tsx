import type { ReactNode } from 'react';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import { compareTensors, groupsOf, spokenTensor } from './trial';

interface FingerprintRowProps {
  readonly label: string;
  /** Which of the three: `before`, `after`, `next`. */
  readonly setting: string;
  readonly print: Fingerprint | null;
  /** What it is compared with; null: it is the first. */
  readonly against: Fingerprint | null;
  /** Stands in its place while there is none. */
  readonly waiting: string;
  /** Under the digits. */
  readonly children?: ReactNode;
}

/** One fingerprint in groups of eight digits; where another stands before it, each group that differs is marked, and the verdict said. */
export function FingerprintRow({ label, setting, print, against, waiting, children }: FingerprintRowProps) {
  const same = print && against ? print.sha256 === against.sha256 : null;
  return (
    <div className="print" data-fingerprint={setting} data-sha256={print?.sha256} data-same={same ?? undefined}>
      <p className="print-label">{label}</p>
      <p className="print-digits">
        {print ? (
          groupsOf(print.sha256, against?.sha256 ?? null).map(({ digits, same: isSame }, place) => (
            <code key={place} data-differs={!isSame || undefined}>
              {digits}
            </code>
          ))
        ) : (
          <span className="print-waiting">{waiting}</span>
        )}
      </p>
      {against !== null || children ? <p className="print-verdict">{same === null ? '' : same ? '= digit for digit the same' : '≠ another'}</p> : null}
      {children}
    </div>
  );
}

/** A square for each tensor of the model: filled while it is what it was. */
export function TensorStrip({ before, other, label }: { readonly before: Fingerprint | null; readonly other: Fingerprint | null; readonly label: string }) {
  if (!before || !other) return <div className="tensors" aria-hidden="true" />;
  const compared = compareTensors(before, other);
  const same = compared.filter((tensor) => tensor.same).length;
  return (
    <div className="tensors" role="img" aria-label={`${label}: ${same} of ${compared.length} tensors are what they were.`}>
      {compared.map((tensor) => (
        <span key={tensor.name} data-same={tensor.same} title={`${spokenTensor(tensor.name)}: ${tensor.same ? 'the same' : 'changed'}`} />
      ))}
    </div>
  );
}
