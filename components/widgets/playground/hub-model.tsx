'use client';

import { useEffect, useId, useState } from 'react';
import { Button, bytesText, Select } from '@/components/ui';
import { hubModels, otherModelsRisk } from '@/content/hub-models';
import { sources } from '@/content/sources';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { HubModel as Described } from '@/lib/engine/adapters';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineErrorData } from '@/lib/engine/errors';
import { Failure } from '../shared/failure';
import type { PlaygroundController } from './controller';
import { unnamed } from './more-settings';
import { isRepository, type PlaygroundSettings } from './settings';

interface HubModelProps {
  readonly settings: PlaygroundSettings;
  readonly onChange: (change: Partial<PlaygroundSettings>) => void;
  readonly controller: PlaygroundController;
  readonly load: EngineStatus;
}

/** A model from the hub: what it is, how large, and the button that fetches it. Nothing is asked of the hub before one is pressed. */
export function HubModel({ settings, onChange, controller, load }: HubModelProps) {
  const known = hubModels.find(({ repository }) => repository === settings.model);
  const [described, setDescribed] = useState<Described | null>(null);
  const model = described?.repository === settings.model ? described : null;
  const choice = model?.choices.find(({ dtype }) => dtype === settings.dtype) ?? model?.choices[0];
  const bytes = choice?.totalBytes ?? known?.downloadBytes;
  const isReady = controller.isReady(settings);
  const show = (found: Described) => {
    setDescribed(found);
    // What is set already stays, where the hub has it.
    const wanted = found.choices.find(({ dtype }) => dtype === (settings.dtype || known?.dtype)) ?? found.choices[0];
    onChange({ model: found.repository, dtype: wanted.dtype });
  };
  return (
    <div className="hub-model">
      {known && (
        <p>
          <b>{known.name}</b> is not ours. It is a chat model of {known.parametersMillions.toLocaleString('en-GB')} million parameters, and your prompt is put to it as a question. Licence: {known.licence}. It runs on transformers.js; the first time, its
          files come from huggingface.co: {known.dtype}, about {bytesText(known.downloadBytes)} (<a href={sources[known.source].url}>listed</a> in {monthOf(sources[known.source].date)}).
        </p>
      )}
      {known && !model && !isReady && <AskHub repository={known.repository} controller={controller} onDescribed={show} words="Ask the hub for its other files" />}
      {!known && <ByName settings={settings} controller={controller} onDescribed={show} onChange={onChange} />}
      {model && (
        <Select
          label="Its files, by how the weights are stored"
          value={choice?.dtype ?? ''}
          options={model.choices.map(({ dtype, totalBytes }) => ({ value: dtype as string, label: `${dtype}, ${bytesText(totalBytes)}` }))}
          onChange={(dtype) => onChange({ dtype })}
        />
      )}
      {isReady ? (
        <p role="status">It is loaded: Run writes with it.</p>
      ) : (
        bytes !== undefined && (
          <Button action="fetch" disabled={load.status === 'loading'} onClick={() => controller.fetchModel(settings)}>
            Fetch {model ? '' : 'about '}
            {bytesText(bytes)} from huggingface.co
          </Button>
        )
      )}
    </div>
  );
}

/** A month in words, from an ISO date that may have no day. */
const monthOf = (isoDate: string): string => new Date(isoDate).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

interface AskHubProps {
  readonly repository: string;
  readonly controller: PlaygroundController;
  readonly onDescribed: (model: Described) => void;
  readonly words: string;
  readonly disabled?: boolean;
}

/** The one button that asks the hub about a model; its answer, or why there is none. */
function AskHub({ repository, controller, onDescribed, words, disabled }: AskHubProps) {
  const [asking, setAsking] = useState<AbortController | null>(null);
  const [error, setError] = useState<EngineErrorData | null>(null);
  useEffect(() => () => asking?.abort(), [asking]);
  const ask = () => {
    const abort = new AbortController();
    setAsking(abort);
    setError(null);
    controller
      .describeHubModel(repository, abort.signal)
      .then((model) => !abort.signal.aborted && onDescribed(model))
      .catch((thrown: unknown) => !abort.signal.aborted && setError(errorToData(thrown)))
      .finally(() => setAsking((now) => (now === abort ? null : now)));
  };
  return (
    <>
      <Button action="ask-hub" disabled={disabled || asking !== null} onClick={ask}>
        {asking ? 'Asking…' : words}
      </Button>
      {error && <Failure error={error} />}
    </>
  );
}

/** Any model of the hub, by its name: the hub is asked for its size first. */
function ByName({ settings, controller, onDescribed, onChange }: Pick<HubModelProps, 'settings' | 'controller' | 'onChange'> & Pick<AskHubProps, 'onDescribed'>) {
  const fieldId = useId();
  const [written, setWritten] = useState(settings.model === unnamed ? '' : settings.model);
  const isGood = isRepository(written.trim());
  return (
    <>
      <p>{otherModelsRisk}</p>
      <div className="hub-form">
        <label htmlFor={fieldId}>Owner and name on huggingface.co</label>
        <input
          id={fieldId}
          data-control="repository"
          autoComplete="off"
          spellCheck={false}
          placeholder={unnamed}
          value={written}
          onChange={(event) => {
            setWritten(event.currentTarget.value);
            onChange({ model: unnamed, dtype: '' });
          }}
        />
        <AskHub repository={written.trim()} controller={controller} onDescribed={onDescribed} words="Ask the hub for its size" disabled={!isGood} />
      </div>
      {written !== '' && !isGood && <p className="field-note">An owner, a slash and a name, as in HuggingFaceTB/SmolLM2-135M-Instruct.</p>}
    </>
  );
}
