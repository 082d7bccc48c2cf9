'use client';

import { memo, useEffect, useRef, useState } from 'react';
import type { GeneratedToken } from '@/lib/engine-client/generation-state';
import { Failure } from '../shared/failure';
import { isClosed, precisionOf, type SequenceRecord } from './run-record';

interface SequenceTextProps {
  readonly index: number;
  readonly sequence: SequenceRecord;
  readonly alone: boolean;
  /** As the reader wrote it. */
  readonly prompt: string;
  /** Index of the first token that another run wrote otherwise. */
  readonly differsAt: number | null;
  /** Several precisions wrote this run: each stretch says which. */
  readonly marked: boolean;
  readonly writing: boolean;
}

/** One text as it is written. Alone: token by token. Among others: a small box with its newest lines in sight. */
export const SequenceText = memo(function SequenceText({ index, sequence, alone, prompt, differsAt, marked, writing }: SequenceTextProps) {
  const { state, seed, error } = sequence;
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [state.tokens.length]);
  const text = (
    <p className="sequence-text">
      <span className="story-prompt">{state.cutTokens > 0 ? readPrompt(state.promptPieces) : prompt}</span>
      <span data-generated data-sequence={index}>
        {stretchesOf(sequence, differsAt, alone).map(({ from, precision, source, differs, text: written }, place, all) => (
          <Stretch
            key={from}
            text={written}
            precision={marked ? precision : undefined}
            label={marked && (place === 0 || all[place - 1].precision !== precision) ? precision : undefined}
            drafted={source === 'drafted'}
            differs={differs}
            token={alone}
            newest={alone && writing && place === all.length - 1}
          />
        ))}
      </span>
      {isClosed(sequence) && !error && <span className="sequence-end"> {state.endReason === 'context-full' ? 'context full' : 'end'}</span>}
    </p>
  );
  if (alone) {
    return (
      <div className="sequence sequence-alone" ref={box} role="region" aria-label="The text" tabIndex={0}>
        {text}
      </div>
    );
  }
  return (
    <div className="sequence" data-ended={state.status === 'ended' || undefined} data-open={isOpen || undefined}>
      <button type="button" className="sequence-head" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <b>seed {seed}</b> <span>{error ? 'refused' : endWord(sequence)}</span>
      </button>
      <div className="sequence-box" ref={box}>
        {error ? <Failure error={error} /> : text}
      </div>
    </div>
  );
});

interface StretchProps {
  readonly text: string;
  readonly precision?: string;
  readonly label?: string;
  readonly drafted: boolean;
  readonly differs: boolean;
  readonly token: boolean;
  readonly newest: boolean;
}

const Stretch = memo(function Stretch({ text, precision, label, drafted, differs, token, newest }: StretchProps) {
  return (
    <span
      className={token ? 'glyphs' : undefined}
      data-precision={precision}
      data-from={label}
      data-drafted={drafted || undefined}
      data-differs={differs || undefined}
      data-newest={newest || undefined}
    >
      {text}
    </span>
  );
});

interface TextStretch {
  /** Index of its first token. */
  readonly from: number;
  readonly precision: string;
  readonly source: GeneratedToken['source'];
  readonly differs: boolean;
  readonly text: string;
}

/** Tokens one by one, or joined as far as nothing tells them apart: thirty texts of hundreds of tokens are drawn many times a second. */
function stretchesOf({ state }: SequenceRecord, differsAt: number | null, each: boolean): readonly TextStretch[] {
  const stretches: TextStretch[] = [];
  for (const token of state.tokens) {
    const precision = precisionOf(state, token);
    const last = stretches.at(-1);
    const differs = token.index === differsAt;
    const joins = !each && last && !differs && !last.differs && last.precision === precision && last.source === token.source;
    if (joins) stretches[stretches.length - 1] = { ...last, text: last.text + token.text };
    else stretches.push({ from: token.index, precision, source: token.source, differs, text: token.text });
  }
  return stretches;
}

/** What is left of a cut prompt, without the begin token. */
const readPrompt = (pieces: SequenceRecord['state']['promptPieces']): string => new TextDecoder().decode(Uint8Array.from(pieces.slice(1).flatMap(({ bytes }) => bytes)));

function endWord({ state }: SequenceRecord): string {
  const count = `${state.tokens.length} tokens`;
  if (state.status === 'idle') return 'waits';
  if (state.endReason === 'stop-token') return `${count}, at its end`;
  return state.endReason === 'context-full' ? `${count}, context full` : count;
}
