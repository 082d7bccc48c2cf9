import type { CSSProperties } from 'react';
import { TokenLabel } from '../shared/token-label';
import type { StepView } from './step';
import { coinText } from './words';

/** A slot at least this wide has room for its token's name. */
const labelledFrom = 0.05;

interface CoinStripProps {
  readonly step: StepView;
  /** The coin has just been dropped: it is seen falling. */
  readonly falling: boolean;
}

/** The probabilities laid end to end from 0 to 1, and the coin where it fell. The sentence under it says the same in words. */
export function CoinStrip({ step, falling }: CoinStripProps) {
  const { slots, drawn } = step;
  const isGreedy = step.temperature === 0;
  const coin = drawn && !isGreedy ? drawn.coin : null;
  return (
    <div className="strip" aria-hidden="true">
      <div className="strip-sky">
        {coin !== null && (
          <span key={`${step.index}-${coin}`} className="coin" data-falling={falling || undefined} style={{ '--at': coin } as CSSProperties}>
            <span className="coin-value" data-side={coin > 0.8 ? 'left' : 'right'}>
              coin {coinText(coin)}
            </span>
          </span>
        )}
      </div>
      <div className="strip-slots">
        {slots.map(({ id, from, to, text, tokens }) => (
          <span
            key={id ?? 'tail'}
            className="slot"
            data-tail={id === null || undefined}
            data-hit={coin !== null && coin >= from && coin < to ? true : undefined}
            data-drawn={(drawn !== null && id === drawn.id) || undefined}
            style={{ '--from': from, '--width': to - from } as CSSProperties}
          >
            {to - from >= labelledFrom && (id === null ? <span className="slot-tail">{tokens.toLocaleString('en-GB')} more</span> : <TokenLabel text={text} />)}
          </span>
        ))}
      </div>
      <div className="strip-axis">
        {['0', '0.25', '0.5', '0.75', '1'].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  );
}
