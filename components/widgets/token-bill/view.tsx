'use client';

import { useEffect, useId, useState } from 'react';
import { ProvenanceChip, Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Notice } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { linkTo } from '@/lib/engine-client/page-link';
import { longestPrompt } from '@/lib/engine-client/url-state';
import type { Measure } from '@/lib/measure/measure';
import { CopyLink } from '../shared/copy-link';
import { NumberField } from '../shared/number-field';
import { usePageLink } from '../shared/use-page-link';
import { billOf, charactersIn, longestText, type ModelBill, priceOf, tokensOf } from './bill';
import { BillTable } from './bill-table';
import { examples } from './examples';
import { type BillSettings, linkOf, ranges, settingsOfLink, startSettings } from './settings';
import { type OwnCount, useOwnCount } from './use-own-count';

const name = 'token-bill';

export interface ViewProps {
  /** How many tokens our tokenizer makes of the examples. */
  readonly counts: readonly { readonly text: string; readonly tokens: number }[];
}

/** What a prompt and its answer cost at published prices, and what that comes to with many readers. */
export default function TokenBill({ counts: known }: ViewProps) {
  const mounted = useMounted();
  const fieldId = useId();
  const [settings, setSettings] = useState(startSettings);
  const [touched, setTouched] = useState(false);
  const { prompt } = settings;
  const own = useOwnCount(prompt, known, mounted);

  const change = (next: Partial<BillSettings>) => {
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });

  const counts = tokensOf(settings);
  const { input, cached, output } = counts;
  const bills = settings.models.map((key) => billOf(priceOf(key)!, settings, counts));

  const isOwnPrompt = !examples.some(({ text }) => text === prompt) && prompt.trim() !== '';
  useEffect(() => {
    if (!touched) return;
    if (isOwnPrompt) reportTask('token-bill-own-prompt');
    if (hasMillionADay(bills)) reportTask('token-bill-million');
  }, [touched, isOwnPrompt, bills]);

  const number = (key: 'answerTokens' | 'users' | 'messages' | 'days', label: string) => (
    <NumberField label={label} name={key} value={settings[key]} disabled={!mounted} onChange={(value) => change({ [key]: value })} {...ranges[key]} />
  );

  return (
    <div className="widget token-bill" data-widget={name} data-status={mounted ? 'done' : 'loading'} data-engine="none">
      {link.problem && <Notice kind="note" title={link.problem} />}
      <label className="text-label" htmlFor={fieldId}>
        The prompt: all that the model is given to read
      </label>
      <textarea id={fieldId} data-control="prompt" dir="auto" rows={5} spellCheck={false} value={prompt} disabled={!mounted} onChange={(event) => change({ prompt: event.currentTarget.value })} />
      <div className="offers" role="group" aria-label="Prompts to try">
        {examples.map((example) => (
          <Button key={example.label} disabled={!mounted} aria-pressed={prompt === example.text} onClick={() => change({ prompt: example.text })}>
            {example.label}
          </Button>
        ))}
      </div>
      <p className="field-note bill-prompt-note" role="status">
        {promptNote(prompt)}
      </p>

      <div className="number-fields">
        {number('answerTokens', 'Tokens in the answer')}
        {number('users', 'Users')}
        <details className="fold bill-more">
          <summary>Messages, days and cache</summary>
          <div className="number-fields">
            {number('messages', 'Messages of each user, a day')}
            {number('days', 'Days in the month')}
            <NumberField
              label="Of the prompt, in the provider’s cache (%)"
              name="cachedPercent"
              value={Number((settings.cachedShare * 100).toFixed(6))}
              disabled={!mounted}
              onChange={(percent) => change({ cachedShare: percent / 100 })}
              {...ranges.cachedPercent}
            />
          </div>
        </details>
      </div>

      <Readouts label="Tokens of one message">
        <Readout label="Read" measure={input} />
        <Readout label="Of these, from the cache" measure={cached} />
        <Readout label="Written" measure={output} />
        <Readout label="Read, by our own tokenizer" measure={ownMeasure(own)} />
      </Readouts>
      <p className="field-note bill-own-note">
        {ownNote(own, input.value)} {typeof own === 'number' && own > 0 && <ProvenanceChip provenance={{ kind: 'derived', from: [{ kind: 'counted', what: 'tokens of this prompt by our own tokenizer' }, input.provenance], formula: 'our own count divided by the one that is billed' }} of="Ours beside theirs" />}
      </p>

      <BillTable bills={bills} days={settings.days} disabled={!mounted} onModels={(models) => change({ models })} />
      <CopyLink link={() => linkTo(name, linkOf(settings))} disabled={!mounted} />
    </div>
  );
}

const hasMillionADay = (bills: readonly ModelBill[]): boolean => bills.some(({ daily }) => daily.value >= 1e6);

function promptNote(prompt: string): string {
  if (prompt.trim() === '') return 'There is no prompt: the bill is for the answers alone.';
  if (prompt.length > longestText) return `Only the first ${longestText.toLocaleString('en-GB')} characters are reckoned with.`;
  return charactersIn(prompt) > longestPrompt ? `A prompt of more than ${longestPrompt.toLocaleString('en-GB')} characters is not put into a link.` : '';
}

function ownMeasure(own: OwnCount): Measure | null {
  return typeof own === 'number' ? { name: 'own-tokens', value: own, unit: 'tokens', provenance: { kind: 'counted', what: 'tokens of this prompt by the tokenizer of the course’s own model' } } : null;
}

/** Why our count is another than the one that is billed. */
function ownNote(own: OwnCount, billed: number): string {
  if (typeof own === 'string') return own;
  if (own === null || own === 0 || billed === 0) return '';
  const more = own / billed;
  if (more > 1.1) return `Ours needs ${more.toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times as many: it has 2,048 pieces, all counted from children’s stories, where models on sale have many times that number, and so longer ones.`;
  if (more < 0.9) return 'Ours needs fewer: the rate is a mean over English texts of every kind, and these are short and common words.';
  return 'The two agree here: the words are common ones. With rarer words, numbers or another language they part.';
}
