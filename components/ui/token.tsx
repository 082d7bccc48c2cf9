import type { CSSProperties } from 'react';

export interface TokenProps {
  /** As it is shown; white space is kept. */
  readonly text: string;
  /** `prompt`: given by the reader. `written` (default): by the model. `part`: bytes that are no whole character, or a special token. */
  readonly kind?: 'prompt' | 'written' | 'part';
  /** 0 to 1: drawn as a quiet bar under the token, as long as the token at 1. */
  readonly probability?: number;
  /** Just written: arrives with a short fade. */
  readonly fresh?: boolean;
}

/** A token in running text: its words with a fine boundary behind them. Put them into an element of class `tokens`. */
export function Token({ text, kind = 'written', probability, fresh }: TokenProps) {
  const share = probability === undefined ? undefined : ({ '--share': probability } as CSSProperties);
  return (
    <span className={`token token-${kind}`} data-fresh={fresh || undefined} style={share}>
      {text}
    </span>
  );
}
