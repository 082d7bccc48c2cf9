import { visibleParts } from './visible-text';

/** Text as it runs on the page; only what would be invisible there stands as a sign. Spaces and line ends do their work. */
export function RunningText({ text }: { readonly text: string }) {
  return text.split(/(\n|[^\S \n]|\p{Cc}|\p{Cf}|\ufffd)/u).map((part, index) => {
    if (part === '\n') return <span key={index} className="line-end">{'\n'}</span>;
    if (index % 2 === 0) return part;
    return (
      <span key={index} className="sign">
        {visibleParts(part)[0].text}
      </span>
    );
  });
}
