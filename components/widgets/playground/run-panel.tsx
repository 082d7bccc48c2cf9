'use client';

import { useState } from 'react';
import { Toggle } from '@/components/ui';
import { partsAt } from './compare';
import { PrefixStrip } from './prefix-strip';
import { precisionsUsed, type RunRecord } from './run-record';
import { SequenceText } from './sequence-text';
import { difference, inWords } from './settings';
import { shortModel } from './words';

interface RunPanelProps {
  /** `A` or `B`; empty where there is only one. */
  readonly name: string;
  readonly run: RunRecord | null;
  /** The one beside it. */
  readonly other: RunRecord | null;
  readonly writing: boolean;
  /** The prompt, while no model has read it. */
  readonly unread?: string;
}

/** The texts of one run, under what it was made with. */
export function RunPanel({ name, run, other, writing, unread = '' }: RunPanelProps) {
  const [isFull, setIsFull] = useState(false);
  const many = run !== null && run.sequences.length > 1;
  const comparable = other?.settings.prompt === run?.settings.prompt;
  return (
    <section className="run-panel" data-run={name || 'A'} aria-label={name ? `Run ${name}` : 'The run'}>
      {name && <RunHead name={name} run={run} other={other} />}
      {!run && (
        <div className="sequence sequence-alone">
          <p className="sequence-text">
            <span className="story-prompt">{unread}</span>
            <span data-generated data-sequence="0" />
          </p>
        </div>
      )}
      {run && (
        <div className={many ? 'sequences' : undefined} data-compact={run.sequences.length >= 8 || undefined} data-full={isFull || undefined}>
          {run.sequences.map((sequence, index) => (
            <SequenceText
              key={index}
              index={index}
              sequence={sequence}
              alone={!many}
              prompt={run.settings.prompt}
              differsAt={comparable ? partsAt(sequence, other?.sequences[index]) : null}
              marked={precisionsUsed(run).length > 1}
              writing={writing}
            />
          ))}
        </div>
      )}
      {many && (
        <div className="sequences-foot">
          <p className="field-note">A box shows the newest lines of its text; its head opens it.</p>
          <Toggle label="All texts in full" name="full" checked={isFull} onChange={setIsFull} />
        </div>
      )}
      {run?.sequences.some(({ state }) => state.drafts.length > 0) && (
        <p className="field-note">Shaded tokens were proposed by the draft and taken, several at once: the gap between two tokens is then often none at all, and the speed tells more.</p>
      )}
      {run && !many && run.sequences[0].state.lastPrefill && <PrefixStrip prefill={run.sequences[0].state.lastPrefill} />}
    </section>
  );
}

function RunHead({ name, run, other }: Pick<RunPanelProps, 'name' | 'run' | 'other'>) {
  if (!run) {
    return (
      <h3 className="run-head">
        <b>{name}</b> Change a setting, then press Run.
      </h3>
    );
  }
  const { settings } = run;
  const others = other ? difference(settings, other.settings).filter((words) => !['model', 'precision', 'sequences', 'cache'].some((key) => inWords(settings, key as keyof typeof settings) === words)) : [];
  const used = precisionsUsed(run);
  const what = [shortModel(settings.model), used.length > 0 ? used.join(' → ') : settings.precision, inWords(settings, 'sequences'), inWords(settings, 'cache'), ...others];
  return (
    <h3 className="run-head">
      <b>{name}</b> {what.join(' · ')}
    </h3>
  );
}
