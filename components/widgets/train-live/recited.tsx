import { InlineFigure } from '@/components/charts/inline-figure';
import { TokenLabel } from '../shared/token-label';
import type { Overfitting } from './overfitting';
import { leastRise } from './overfitting';
import { longestRun } from './recital';

interface RecitedProps {
  readonly overfitting: Overfitting | null;
  /** The newest texts. */
  readonly sample: readonly string[];
  /** What it was trained on; empty: nothing, or only a recording. */
  readonly text: string;
}

/** How much of what it writes stands word for word in its text, and whether it has begun to learn it by heart. Of a fixed height. */
export function Recited({ overfitting, sample, text }: RecitedProps) {
  const longest = text === '' ? '' : sample.map((one) => longestRun(one, text)).reduce((best, run) => (run.length > best.length ? run : best), '');
  const counted = { kind: 'counted', what: 'the longest run of characters that the newest sample and the whole text have in common' } as const;
  return (
    <div className="recited" role="status" data-overfitting={overfitting !== null || undefined}>
      {longest !== '' && (
        <p>
          Word for word in its text, of the newest sample: at most <InlineFigure label="Longest run in common" measure={{ name: 'longest-run', value: Array.from(longest).length, unit: 'characters', provenance: counted }} />, <TokenLabel text={longest} />.
        </p>
      )}
      {overfitting && (
        <p className="recited-verdict">
          <b>It is overfitting.</b> On its own text it still gets better, by <Nats name="overfitting-fall" label="Fall on its own text" value={overfitting.fall} /> since step {overfitting.best.step.toLocaleString('en-GB')}; on text held out it gets worse, by{' '}
          <Nats name="overfitting-rise" label="Rise on held-out text" value={overfitting.rise} />. It has begun to learn this text by heart, and not how such text goes on.
        </p>
      )}
    </div>
  );
}

function Nats({ name, label, value }: { readonly name: string; readonly label: string; readonly value: number }) {
  return <InlineFigure label={label} measure={{ name, value, unit: 'nats', provenance: { kind: 'derived', from: [], formula: `the difference of two losses of this run; ${leastRise} nats a character is the least that is called so` } }} />;
}
