import { useId } from 'react';
import { Segmented, Toggle } from '@/components/ui';
import { longestPrompt } from '@/lib/engine-client/url-state';
import { type PlaygroundSettings, precisions, type Refusals, sequenceChoices } from './settings';

export interface SettingsProps {
  readonly settings: PlaygroundSettings;
  readonly refusals: Refusals;
  readonly onChange: (change: Partial<PlaygroundSettings>) => void;
  readonly disabled: boolean;
}

const precisionOptions = precisions.map((precision) => ({ value: precision, label: precision }));
const sequenceOptions = sequenceChoices.map((count) => ({ value: String(count), label: String(count) }));

/** What is played with most: the prompt, the precision, how many sequences at once, and the cache. */
export function MainSettings({ settings, refusals, onChange, disabled }: SettingsProps) {
  const promptId = useId();
  return (
    <div className="main-settings">
      <div className="prompt-field">
        <label htmlFor={promptId}>Prompt: the text to go on from</label>
        <textarea
          id={promptId}
          data-control="prompt"
          dir="auto"
          rows={2}
          spellCheck={false}
          value={settings.prompt}
          disabled={disabled}
          maxLength={longestPrompt}
          onChange={(event) => onChange({ prompt: event.currentTarget.value })}
        />
        {settings.prompt.length >= longestPrompt && <p className="field-note">That is all the room there is: {longestPrompt.toLocaleString('en-GB')} characters.</p>}
      </div>
      <div className="main-choices">
        <Choice name="precision" refusal={refusals.precision}>
          <Segmented label="Precision of the weights" value={settings.precision} options={precisionOptions} disabled={disabled || refusals.precision !== undefined} onChange={(precision) => onChange({ precision })} />
        </Choice>
        <Choice name="sequences" refusal={refusals.sequences}>
          <Segmented label="Sequences at once" value={String(settings.sequences)} options={sequenceOptions} disabled={disabled || refusals.sequences !== undefined} onChange={(count) => onChange({ sequences: Number(count) })} />
        </Choice>
        <Choice name="cache" refusal={refusals.cache}>
          <Toggle label="KV cache" name="cache" checked={settings.cache || refusals.cache !== undefined} disabled={disabled || refusals.cache !== undefined} onChange={(cache) => onChange({ cache })} />
        </Choice>
        <Choice name="watch" refusal={undefined}>
          <Toggle label="Slow enough to watch" name="watch" checked={settings.watch} disabled={disabled} onChange={(watch) => onChange({ watch })} />
        </Choice>
      </div>
    </div>
  );
}

/** A control, and under it why it has no effect now, where it has none. */
export function Choice({ name, refusal, children }: { readonly name: string; readonly refusal: string | undefined; readonly children: React.ReactNode }) {
  return (
    <div className="choice" data-control={name} data-refused={refusal ? true : undefined}>
      {children}
      <p className="field-note">{refusal}</p>
    </div>
  );
}
