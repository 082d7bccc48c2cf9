'use client';

import { useEffect, useId, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Notice, Toggle } from '@/components/ui';
import { engineClient } from '@/lib/engine-client/engine-client';
import { longestPrompt } from '@/lib/engine-client/url-state';
import { useTokens } from '@/lib/engine-client/use-tokens';
import type { Measure, Provenance } from '@/lib/measure/measure';
import type { TokenPiece } from '@/lib/engine/generation/events';
import { Failure } from '../shared/failure';
import { useMounted } from '@/components/ui/use-mounted';
import { usePageLink } from '../shared/use-page-link';
import { directionOf } from '../shared/visible-text';
import { examples } from './examples';
import { groupsOf } from '../shared/piece-groups';
import { countsOf, hasSplitCharacter, splitWord } from './groups';
import { PiecesText } from './pieces-text';

const name = 'tokenizer';

interface TokenizerPoster {
  readonly text: string;
  readonly pieces: readonly TokenPiece[];
}

export interface ViewProps {
  readonly poster: TokenizerPoster;
}

/** The model's tokenizer at work on the reader's own text. */
export default function Tokenizer({ poster }: ViewProps) {
  const mounted = useMounted();
  const fieldId = useId();
  const [text, setText] = useState(poster.text);
  const [withIds, setWithIds] = useState(true);
  const [changed, setChanged] = useState<'no' | 'opened' | 'typed' | 'example'>('no');
  const tokens = useTokens(text);

  // Before the first answer: the pieces that came with the page. While a new text is read, those of the one before.
  const shown = tokens.engine === 'none' ? poster : tokens;
  const isBehind = shown.text !== text;
  const isLate = useLasting(isBehind, 150);
  const isCurrent = !(isLate || (isBehind && tokens.status === 'error'));
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';
  const groups = groupsOf(shown.pieces);
  const split = hasSplitCharacter(shown.pieces);

  const link = usePageLink(name, changed === 'no' ? null : { prompt: text, settings: { ids: withIds } }, ({ prompt, settings }) => {
    setChanged('opened');
    if (prompt !== undefined) setText(prompt);
    if (typeof settings?.ids === 'boolean') setWithIds(settings.ids);
  });

  useEffect(() => {
    if (changed === 'no' || changed === 'opened' || tokens.status !== 'done' || tokens.text !== text) return;
    if (changed === 'typed' && splitWord(text, tokens.pieces) !== null) reportTask('tokenizer-split-word');
    if (hasSplitCharacter(tokens.pieces)) reportTask('tokenizer-emoji');
  }, [changed, text, tokens]);

  return (
    <div className="widget tokenizer" data-widget={name} data-status={mounted ? tokens.status : 'loading'} data-engine={tokens.engine === 'recorded' || !mounted ? 'recorded' : 'none'}>
      {link.problem && <Notice kind="note" title={link.problem} />}
      <label className="text-label" htmlFor={fieldId}>
        Your text
      </label>
      <textarea
        id={fieldId}
        data-control="text"
        dir="auto"
        rows={2}
        spellCheck={false}
        maxLength={longestPrompt}
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
        <p className="pieces-title">{titleOf(isCurrent ? shown.pieces.length : null)}</p>
        <Toggle
          label="Ids"
          name="ids"
          checked={withIds}
          disabled={!mounted}
          onChange={(next) => {
            setWithIds(next);
            setChanged((before) => (before === 'no' ? 'opened' : before));
          }}
        />
      </div>
      {tokens.error ? (
        <Failure error={tokens.error} onRetry={isRecordedOnly ? undefined : tokens.retry} />
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
      <Counted text={shown.text} pieces={isCurrent ? shown.pieces : null} />
    </div>
  );
}

/** Whether `now` has been true for so many milliseconds: what is over in a frame or two is not worth a flicker. */
function useLasting(now: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(now), now ? ms : 0);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return now && lasting;
}

function titleOf(tokens: number | null): string {
  if (tokens === null) return 'The model gets …';
  return tokens === 1 ? 'The model gets one token' : `The model gets ${tokens.toLocaleString('en-GB')} tokens`;
}

/** The counts of a text; dashes while its pieces are not known. */
function Counted({ text, pieces }: { readonly text: string; readonly pieces: readonly TokenPiece[] | null }) {
  const { tokens, characters, bytes } = countsOf(text, pieces ?? []);
  const counted = (what: string): Provenance => ({ kind: 'counted', what });
  const ratio: Provenance = { kind: 'derived', from: [counted('characters and tokens of this text')], formula: 'characters divided by tokens' };
  const known = (measure: Measure): Measure | null => (pieces === null ? null : measure);
  return (
    <Readouts label="Counts">
      <Readout label="Tokens" measure={known({ name: 'tokens', value: tokens, unit: 'tokens', provenance: counted('tokens of this text, by the model’s own tokenizer') })} />
      <Readout label="Characters" measure={known({ name: 'characters', value: characters, unit: 'characters', provenance: counted('Unicode code points; some emoji are several') })} />
      <Readout label="Bytes" measure={known({ name: 'text-bytes', value: bytes, unit: 'bytes', provenance: counted('bytes of the text in UTF-8') })} />
      <Readout label="Characters per token" measure={tokens === 0 ? null : known({ name: 'characters-per-token', value: characters / tokens, unit: 'characters/token', provenance: ratio })} />
    </Readouts>
  );
}
