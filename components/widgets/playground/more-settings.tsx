import { useId } from 'react';
import { hubModels } from '@/content/hub-models';
import { Button, bytesText, Segmented, Select, Slider } from '@/components/ui';
import { ownModels } from '@/content/own-models';
import { heldName } from '@/lib/engine-client/held-models';
import { SeedField } from '../shared/seed-field';
import { isNamed } from './engine-choice';
import { Choice, type SettingsProps } from './main-settings';
import { keptValue, type ReaderModels } from './use-reader-models';
import { ReadersModels } from './readers-models';
import { blockChoices, draftChoices, draftLengths, engineChoices, engineWords, goodPrompts, highestTemperature, isForOurs, isOwnEngine, lengthChoices, topKStop, topKStops } from './settings';

/** Chosen in the menu when the model is none of those named. */
const another = 'another';

const blockOptions = blockChoices.map((value) => ({ value, label: value }));
const draftOptions = draftChoices.map((value) => ({ value, label: value }));
const draftLengthOptions = draftLengths.map((count) => ({ value: String(count), label: String(count) }));
const lengthOptions = lengthChoices.map((count) => ({ value: String(count), label: String(count) }));
const ownEngines = engineChoices.filter(isOwnEngine).map((value) => ({ value, label: engineWords[value] }));
const foreignEngines = engineChoices.filter((choice) => !isOwnEngine(choice)).map((value) => ({ value, label: engineWords[value] }));

/** What is set less often. Closed at the start. */
export function MoreSettings({ settings, refusals, onChange, disabled, readers }: SettingsProps & { readonly readers: ReaderModels }) {
  const offersId = useId();
  const named = isForOurs(settings.model) || isNamed(settings.model);
  const { held, kept, take } = readers;
  const choose = (model: string) => {
    const name = kept.find((one) => keptValue(one.name) === model)?.name;
    if (name !== undefined) return void take(name);
    onChange({ model: model === another ? unnamed : model, dtype: '' });
  };
  return (
    <details className="settings more-settings">
      <summary>More: model and engine, sampling, length, draft, blocks, prompts to try</summary>
      <div className="more-body">
        <fieldset className="more-group" disabled={disabled}>
          <legend>Model and engine</legend>
          <Select
            label="Model"
            value={named ? settings.model : another}
            options={[
              ...ownModels.map(({ name, words, fileBytes }) => ({ value: name, label: `${name}, ${words}: ${bytesText(fileBytes)}` })),
              ...(held ? [{ value: held.id, label: `${heldName(held.id)}, yours: ${bytesText(held.bytes)}` }] : []),
              ...kept.filter(({ name }) => name !== held?.keptAs).map(({ name, bytes }) => ({ value: keptValue(name), label: `${name}, yours, kept on this device: ${bytesText(bytes)}` })),
              ...hubModels.map(({ repository, name, downloadBytes }) => ({ value: repository, label: `${name}, from the hub: about ${bytesText(downloadBytes)}` })),
              { value: another, label: 'Another from the hub, by name: its size is asked first' },
            ]}
            onChange={choose}
          />
          <Select label="Engine" value={settings.engine} options={isForOurs(settings.model) ? ownEngines : foreignEngines} onChange={(engine) => onChange({ engine })} />
          <ReadersModels readers={readers} />
          <Choice name="block" refusal={refusals.block}>
            <Segmented label="Weights that share a scale" value={settings.block} options={blockOptions} disabled={refusals.block !== undefined} onChange={(block) => onChange({ block })} />
          </Choice>
        </fieldset>
        <fieldset className="more-group" disabled={disabled}>
          <legend>Sampling</legend>
          <Slider
            label="Temperature"
            name="temperature"
            min={0}
            max={highestTemperature}
            step={0.1}
            value={settings.temperature}
            valueText={settings.temperature === 0 ? '0: greedy' : settings.temperature.toFixed(1)}
            onChange={(temperature) => onChange({ temperature: Math.round(temperature * 10) / 10 })}
          />
          <Slider
            label="Top-k"
            name="top-k"
            min={0}
            max={topKStops.length - 1}
            step={1}
            value={topKStop(settings.topK)}
            valueText={settings.topK === 0 ? 'off' : `best ${settings.topK}`}
            onChange={(stop) => onChange({ topK: topKStops[stop] })}
          />
          <Slider
            label="Top-p"
            name="top-p"
            min={0.05}
            max={1}
            step={0.05}
            value={settings.topP}
            valueText={settings.topP === 1 ? 'off' : `${Math.round(settings.topP * 100)}%`}
            onChange={(topP) => onChange({ topP: Math.round(topP * 100) / 100 })}
          />
          <SeedField key={settings.seed} seed={settings.seed} disabled={disabled} onSeed={(seed) => onChange({ seed })} />
          <p className="field-note">Each sequence after the first has the next seed.</p>
        </fieldset>
        <fieldset className="more-group" disabled={disabled}>
          <legend>Length, draft, prompts</legend>
          <Segmented label="Tokens of a run, for each sequence" value={String(settings.length)} options={lengthOptions} onChange={(length) => onChange({ length: Number(length) })} />
          <Choice name="draft" refusal={refusals.draft}>
            <Segmented label="Draft: the same model in fewer bits, or a smaller one" value={settings.draft} options={draftOptions} disabled={refusals.draft !== undefined} onChange={(draft) => onChange({ draft })} />
          </Choice>
          {settings.draft !== 'off' && refusals.draft === undefined && (
            <Segmented label="Tokens it proposes at a time" value={String(settings.draftTokens)} options={draftLengthOptions} onChange={(count) => onChange({ draftTokens: Number(count) })} />
          )}
          <p className="offers-head" id={offersId}>
            Prompts to try
          </p>
          <div className="offers" role="group" aria-labelledby={offersId}>
            {goodPrompts.map((prompt) => (
              <Button key={prompt} aria-pressed={settings.prompt === prompt} onClick={() => onChange({ prompt })}>
                {prompt || 'No prompt'}
              </Button>
            ))}
          </div>
        </fieldset>
      </div>
    </details>
  );
}

/** Stands for a repository that is not named yet. */
export const unnamed = 'owner/name';
