'use client';

import '../shared/widgets.css';
import './tokenizer.css';
import { useEffect, useId, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Notice, Toggle } from '@/components/ui';
import { readPageLink, writePageLink } from '@/lib/engine-client/page-link';
import { useTokens } from '@/lib/engine-client/use-tokens';
import type { Provenance } from '@/lib/measure/measure';
import type { TokenPiece } from '@/lib/engine/generation/events';
import { Failure } from '../shared/failure';
import { useMounted } from '../shared/use-mounted';
import { directionOf } from '../shared/visible-text';
import { examples, longestText } from './examples';
import { countsOf, groupsOf, hasSplitCharacter, splitWord } from './groups';
import { PiecesText } from './pieces-text';

const name = 'tokenizer';

export interface TokenizerPoster {
  readonly text: string;
  readonly pieces: readonly TokenPiece[];
}

/** The model's tokenizer at work on the reader's own text. */
export default function Tokenizer({ poster }: { readonly poster: TokenizerPoster }) {
  const mounted = useMounted();
  const fieldId = useId();
  const [text, setText] = useState(poster.text);
  const [withIds, setWithIds] = useState(true);
  const [changed, setChanged] = useState<'no' | 'typed' | 'example'>('no');
  const [problem, setProblem] = useState('');
  const tokens = useTokens(text);

  // Before the first answer: the pieces that came with the page. While a new text is read, those of the one before.
  const shown = tokens.engine === 'none' ? poster : tokens;
  const groups = groupsOf(shown.pieces);
  const split = hasSplitCharacter(shown.pieces);

  useEffect(() => {
    const read = () => {
      const link = readPageLink(name);
      setProblem(link?.problem ?? '');
      if (link?.state?.prompt !== undefined) setText(link.state.prompt);
      if (typeof link?.state?.settings?.ids === 'boolean') setWithIds(link.state.settings.ids);
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);

  useEffect(() => {
    if (changed === 'no') return;
    const timer = setTimeout(() => writePageLink(name, { prompt: text, settings: { ids: withIds } }), 400);
    return () => clearTimeout(timer);
  }, [changed, text, withIds]);

  useEffect(() => {
    if (changed === 'no' || tokens.status !== 'done' || tokens.text !== text) return;
    if (changed === 'typed' && splitWord(text, tokens.pieces) !== null) reportTask('tokenizer-split-word');
    if (hasSplitCharacter(tokens.pieces)) reportTask('tokenizer-emoji');
  }, [changed, text, tokens]);

  return (
    <div className="widget tokenizer" data-widget={name} data-status={mounted ? tokens.status : 'loading'} data-engine={tokens.engine === 'recorded' || !mounted ? 'recorded' : 'none'}>
      {problem && <Notice kind="note" title={problem} />}
      <label className="text-label" htmlFor={fieldId}>
        Your text
      </label>
      <textarea
        id={fieldId}
        data-control="text"
        dir="auto"
        rows={2}
        spellCheck={false}
        maxLength={longestText}
        value={text}
        disabled={!mounted}
        onChange={(event) => {
          setChanged('typed');
          setText(event.currentTarget.value);
        }}
      />
      <div className="offers" role="group" aria-label="Texts to try">
        {examples.map((example) => (
          <Button
            key={example.label}
            disabled={!mounted}
            aria-pressed={text === example.text}
            onClick={() => {
              setChanged('example');
              setText(example.text);
            }}
          >
            {example.label}
          </Button>
        ))}
      </div>

      <div className="pieces-head">
        <p className="pieces-title">{shown.pieces.length === 1 ? 'The model gets one token' : `The model gets ${shown.pieces.length.toLocaleString('en-GB')} tokens`}</p>
        <Toggle
          label="Ids"
          name="ids"
          checked={withIds}
          disabled={!mounted}
          onChange={(next) => {
            setWithIds(next);
            setChanged((before) => (before === 'no' ? 'example' : before));
          }}
        />
      </div>
      {tokens.error ? (
        <Failure error={tokens.error} />
      ) : shown.pieces.length === 0 ? (
        <p className="pieces pieces-none">No text, no tokens.</p>
      ) : (
        <PiecesText groups={groups} direction={directionOf(shown.text)} withIds={withIds} />
      )}
      <p className="pieces-note">
        {split
          ? 'What stands over a bracket is one character that has no token of its own: it goes in as its bytes, each shown as ⟨two hexadecimal digits⟩.'
          : 'The sign ␣ is a space. It travels with the word after it.'}
      </p>
      <Counted text={shown.text} pieces={shown.pieces} />
    </div>
  );
}

function Counted({ text, pieces }: { readonly text: string; readonly pieces: readonly TokenPiece[] }) {
  const { tokens, characters, bytes } = countsOf(text, pieces);
  const counted = (what: string): Provenance => ({ kind: 'counted', what });
  const ratio: Provenance = { kind: 'derived', from: [counted('characters and tokens of this text')], formula: 'characters divided by tokens' };
  return (
    <Readouts label="Counts">
      <Readout label="Tokens" measure={{ name: 'tokens', value: tokens, unit: 'tokens', provenance: counted('tokens of this text, by the model’s own tokenizer') }} />
      <Readout label="Characters" measure={{ name: 'characters', value: characters, unit: 'characters', provenance: counted('Unicode code points; some emoji are several') }} />
      <Readout label="Bytes" measure={{ name: 'text-bytes', value: bytes, unit: 'bytes', provenance: counted('bytes of the text in UTF-8') }} />
      <Readout label="Characters per token" measure={tokens === 0 ? null : { name: 'characters-per-token', value: characters / tokens, unit: 'characters/token', provenance: ratio }} />
    </Readouts>
  );
}
