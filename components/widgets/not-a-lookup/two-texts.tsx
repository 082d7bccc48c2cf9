import { TokenLabel } from '../shared/token-label';
import type { ShownText } from './texts';

interface TwoTextsProps {
  readonly texts: readonly [ShownText, ShownText];
  /** Index of the first token that differs; null: none so far. */
  readonly difference: number | null;
}

/** Two texts of one prompt, side by side. From the first token that differs on, they are marked. */
export function TwoTexts({ texts, difference }: TwoTextsProps) {
  return (
    <div className="two-texts">
      {texts.map(({ seed, prompt, tokens }, side) => (
        <section key={side} aria-label={`The text of seed ${seed}`}>
          <p className="two-head">
            Seed <b>{seed}</b>
          </p>
          <p className="two-text">
            <span className="story-prompt">{prompt}</span>
            <span data-generated data-seed={seed}>
              {tokens.map(({ piece }, index) => (
                <span key={index} className="glyphs" data-first={index === difference || undefined} data-after={(difference !== null && index > difference) || undefined}>
                  {piece.bytes.length === 0 ? <i>end</i> : piece.text}
                </span>
              ))}
            </span>
          </p>
        </section>
      ))}
    </div>
  );
}

/** What became of the two, in a sentence. */
export function DifferenceNote({ texts: [left, right], difference }: TwoTextsProps) {
  if (difference === null) return <>So far the two are the same, token for token.</>;
  const name = ({ tokens }: ShownText) => (tokens[difference] ? <TokenLabel text={tokens[difference].piece.text} /> : 'nothing more');
  return (
    <>
      They part at token {difference + 1}: {name(left)} here, {name(right)} there. The scores were the same up to that point; from there on each text has a different beginning.
    </>
  );
}
