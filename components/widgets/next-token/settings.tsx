import { useId } from 'react';
import { Button, Segmented } from '@/components/ui';
import type { Pace } from '@/lib/engine-client/pace';
import { longestPrompt } from '@/lib/engine-client/url-state';
import { SeedField } from '../shared/seed-field';
import { type ControlValues, goodPrompts } from './controls';

interface SettingsProps {
  readonly values: ControlValues;
  readonly onChange: (change: Partial<ControlValues>) => void;
  readonly pace: Pace;
  readonly onPace: (pace: Pace) => void;
  /** The prompt differs from that of the text above. */
  readonly promptWaits: boolean;
  readonly disabled: boolean;
}

const paces = [
  { value: '3', label: '3' },
  { value: '10', label: '10' },
  { value: 'as-made', label: 'as fast as it can' },
] as const;

/** What is set before a run: the prompt, the seed, the pace. Closed at the start, so that three sliders are all there is in sight. */
export function Settings({ values, onChange, pace, onPace, promptWaits, disabled }: SettingsProps) {
  const promptId = useId();
  return (
    <details className="settings">
      <summary>Prompt, seed and pace</summary>
      <div className="settings-body">
        <div className="prompt-field">
          <label htmlFor={promptId}>Prompt: the text to go on from</label>
          <textarea
            id={promptId}
            data-control="prompt"
            dir="auto"
            rows={3}
            spellCheck={false}
            value={values.prompt}
            disabled={disabled}
            maxLength={longestPrompt}
            onChange={(event) => onChange({ prompt: event.currentTarget.value })}
          />
          <p className="field-note">{promptNote(values.prompt, promptWaits)}</p>
          <div className="offers" role="group" aria-label="Prompts to try">
            {goodPrompts.map((prompt) => (
              <Button key={prompt} disabled={disabled} onClick={() => onChange({ prompt })}>
                {prompt}
              </Button>
            ))}
          </div>
        </div>
        <SeedField key={values.seed} seed={values.seed} disabled={disabled} onSeed={(seed) => onChange({ seed })} />
        <Segmented label="Pace: tokens shown in a second" value={String(pace) as (typeof paces)[number]['value']} options={paces} disabled={disabled} onChange={(value) => onPace(value === 'as-made' ? value : Number(value))} />
      </div>
    </details>
  );
}

function promptNote(prompt: string, promptWaits: boolean): string {
  if (prompt.length >= longestPrompt) return `That is all the room there is: ${longestPrompt.toLocaleString('en-GB')} characters.`;
  if (prompt === '') return promptWaits ? 'Empty is allowed: Run starts from the begin token alone.' : 'Empty: the model began from its begin token alone.';
  return promptWaits ? 'Run or Step reads the new prompt.' : 'It was brought up on simple stories in English, and goes on best from one.';
}
