import { visibleParts } from './visible-text';

/** A token's text in a label or a sentence: signs for what shows nothing, set quietly. */
export function TokenLabel({ text }: { readonly text: string }) {
  return (
    <code className="token-label">
      {visibleParts(text).map((part, index) =>
        part.isSign ? (
          <span key={index} className="sign">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </code>
  );
}
