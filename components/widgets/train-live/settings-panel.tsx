import { Readout } from '@/components/charts';
import type { Measure } from '@/lib/measure/measure';
import { NumberField } from '../shared/number-field';
import { SeedField } from '../shared/seed-field';
import { learningRateRange, stepRange, type TrainSettings } from './settings';

interface SettingsPanelProps {
  readonly settings: TrainSettings;
  readonly watts: { readonly value: number };
  readonly energy: Measure | null;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<TrainSettings>) => void;
  readonly onWatts: (watts: number) => void;
}

/** How it is trained; closed at the start. And an estimate of the energy, which no page can measure. */
export function SettingsPanel({ settings, watts, energy, disabled, onChange, onWatts }: SettingsPanelProps) {
  return (
    <details className="settings">
      <summary>Steps, learning rate, seed and energy</summary>
      <div className="settings-body train-settings">
        <NumberField label="Steps" name="steps" value={settings.steps} disabled={disabled} whole {...stepRange} onChange={(steps) => onChange({ steps })} />
        <NumberField label="Highest learning rate" name="learning-rate" value={settings.learningRate} disabled={disabled} {...learningRateRange} onChange={(learningRate) => onChange({ learningRate })} />
        <SeedField key={settings.seed} seed={settings.seed} disabled={disabled} onSeed={(seed) => onChange({ seed })} />
        <div className="train-energy">
          <NumberField label="Watts, assumed" name="watts" value={watts.value} disabled={false} min={0.1} max={10_000} onChange={onWatts} />
          <Readout label="Energy of the steps so far, an estimate" measure={energy} />
        </div>
      </div>
    </details>
  );
}
