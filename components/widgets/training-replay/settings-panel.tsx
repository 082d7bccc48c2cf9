import { useId } from 'react';
import { Button } from '@/components/ui';
import { longestPrompt } from '@/lib/engine-client/url-state';
import { SeedField } from '../shared/seed-field';
import { prompts, type ReplaySettings } from './settings';

interface SettingsPanelProps {
  readonly settings: ReplaySettings;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<ReplaySettings>) => void;
}

/** The prompt and the seed that all checkpoints get; closed at the start. */
export function SettingsPanel({ settings, disabled, onChange }: SettingsPanelProps) {
  const promptId = useId();
  return (
    <details className="settings">
      <summary>Prompt and seed</summary>
      <div className="settings-body">
        <div className="prompt-field">
          <label htmlFor={promptId}>The text that every checkpoint goes on with</label>
          <textarea id={promptId} data-control="prompt" dir="auto" rows={2} spellCheck={false} value={settings.prompt} disabled={disabled} maxLength={longestPrompt} onChange={(event) => onChange({ prompt: event.currentTarget.value })} />
          <div className="offers" role="group" aria-label="Prompts to try">
            {prompts.map((prompt) => (
              <Button key={prompt} disabled={disabled} onClick={() => onChange({ prompt })}>
                {prompt}
              </Button>
            ))}
          </div>
        </div>
        <SeedField key={settings.seed} seed={settings.seed} disabled={disabled} onSeed={(seed) => onChange({ seed })} />
      </div>
    </details>
  );
}
