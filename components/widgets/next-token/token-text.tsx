'use client';

import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { RunningText } from '../shared/running-text';
import { spokenText } from '../shared/visible-text';
import type { Frame, ShownToken } from './frame';

interface TokenTextProps {
  readonly frame: Frame;
  /** The text goes on from here by itself: the newest token arrives with a short fade. */
  readonly writing: boolean;
  readonly ended: boolean;
  readonly onSelect?: (index: number) => void;
}

/**
 * The text so far, token by token. What the model wrote can be looked back at: by click, by touch, or by the arrow
 * keys, which move along the tokens. After the last one stands the place of the next.
 */
export function TokenText({ frame, writing, ended, onSelect }: TokenTextProps) {
  const { prompt, tokens, selected, nextKnown } = frame;
  const box = useRef<HTMLDivElement>(null);
  const last = nextKnown && !ended ? tokens.length : tokens.length - 1;
  const direction = prompt.concat(tokens).some(({ text }) => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)) ? 'auto' : 'ltr';

  // The token looked at stays in sight, within the box; the page itself never scrolls.
  useEffect(() => {
    const token = box.current?.querySelector<HTMLElement>(`[data-token="${selected}"]`);
    if (!box.current || !token) return;
    const { top, bottom } = box.current.getBoundingClientRect();
    const lines = token.getClientRects();
    const below = lines[lines.length - 1].bottom - bottom;
    const above = lines[0].top - top;
    // By whole lines, so that none is seen cut in half.
    const line = Number.parseFloat(getComputedStyle(box.current).lineHeight);
    if (below > 0) box.current.scrollTop += Math.ceil(below / line) * line;
    else if (above < 0) box.current.scrollTop -= Math.ceil(-above / line) * line;
  }, [tokens.length, selected]);

  const whenKeyPressed = (event: KeyboardEvent<HTMLElement>) => {
    const from = selected ?? last;
    const next = { ArrowLeft: from - 1, ArrowUp: from - 1, ArrowRight: from + 1, ArrowDown: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined || !onSelect) return;
    event.preventDefault();
    const index = Math.min(Math.max(next, 0), last);
    onSelect(index);
    event.currentTarget.querySelector<HTMLElement>(`[data-token="${index}"]`)?.focus();
  };

  const whenClicked = (event: MouseEvent<HTMLElement>) => {
    const index = (event.target as HTMLElement).closest<HTMLElement>('[data-token]')?.dataset.token;
    if (index !== undefined) onSelect?.(Number(index));
  };

  return (
    <div className="story" ref={box} dir={direction}>
      <span className="story-prompt">
        <span className="visually-hidden">The prompt: </span>
        {prompt.map((token, index) => (
          <PromptToken key={index} token={token} />
        ))}
      </span>
      {/* A list with nothing to choose would be none. */}
      {last < 0 ? (
        <span data-generated />
      ) : (
        <span data-generated role="listbox" tabIndex={-1} aria-label="What the model wrote, token by token" aria-orientation="horizontal" onKeyDown={whenKeyPressed} onClick={whenClicked}>
          {tokens.map((token, index) => (
            <span
              key={index}
              className={`glyphs drawn${token.whole ? '' : ' in-parts'}`}
              data-token={index}
              data-special={token.isSpecial || undefined}
              data-newest={(writing && index === tokens.length - 1) || undefined}
              role="option"
              aria-selected={index === selected}
              aria-label={token.isSpecial ? 'the end: the stop token' : spokenText(token.text)}
              tabIndex={index === (selected ?? 0) ? 0 : -1}
              style={{ '--share': token.probability ?? 0 } as CSSProperties}
            >
              {token.isSpecial ? '' : <RunningText text={token.text} />}
            </span>
          ))}
          {last === tokens.length && (
            <span className="glyphs next-place" data-token={last} role="option" aria-selected={selected === last} aria-label="the next token" tabIndex={selected === last ? 0 : -1} />
          )}
        </span>
      )}
    </div>
  );
}

function PromptToken({ token }: { readonly token: ShownToken }) {
  return (
    <span className={`glyphs${token.whole ? '' : ' in-parts'}`} data-special={token.isSpecial || undefined}>
      {token.isSpecial ? '' : <RunningText text={token.text} />}
    </span>
  );
}
