import { useId, useState } from 'react';
import { Button } from '@/components/ui';
import { isSeed, largestSeed } from './seed';

/** A seed that is typed takes effect when it is whole; nonsense says so and changes nothing. */
export function SeedField({ seed, disabled, onSeed }: { readonly seed: number; readonly disabled: boolean; readonly onSeed: (seed: number) => void }) {
  const problemId = useId();
  const [written, setWritten] = useState(String(seed));
  const isGood = /^\d+$/.test(written) && isSeed(Number(written));
  const commit = () => isGood && onSeed(Number(written));
  return (
    <div className="seed-field">
      <label>
        Seed: which coins fall
        <input
          inputMode="numeric"
          data-control="seed"
          value={written}
          disabled={disabled}
          aria-invalid={!isGood}
          aria-describedby={problemId}
          onChange={(event) => setWritten(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      </label>
      <Button disabled={disabled} onClick={() => onSeed((seed + 1) % (largestSeed + 1))}>
        Another seed
      </Button>
      <p className="field-note" id={problemId} role="status">
        {!isGood && `A seed is a whole number from 0 to ${largestSeed.toLocaleString('en-GB')}.`}
      </p>
    </div>
  );
}
