'use client';

import '../shared/widgets.css';
import './phase-ledger.css';
import { useState } from 'react';
import { ChartFrame, figureText, Readout, Readouts } from '@/components/charts';
import { largeNumber } from '@/components/charts/format';
import { LogBars } from '@/components/charts/log-bars';
import { reportTask } from '@/components/lesson/tasks';
import { Notice, Select, Slider } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { linkTo } from '@/lib/engine-client/page-link';
import { CopyLink } from '../shared/copy-link';
import { usePageLink } from '../shared/use-page-link';
import { answerLengths, entryOf, type LedgerEntry, ledgerModels, type OwnTraining } from './ledger';
import { type LedgerSettings, linkOf, settingsOfLink, startSettings } from './settings';

export interface PhaseLedgerProps {
  readonly training: OwnTraining;
}

const name = 'phase-ledger';

/** The operations of training a model, once, beside those of one answer. */
export default function PhaseLedger({ training }: PhaseLedgerProps) {
  const mounted = useMounted();
  const models = ledgerModels(training);
  const [settings, setSettings] = useState<LedgerSettings>(startSettings);
  const [touched, setTouched] = useState(false);
  const { model: chosen, answerTokens } = settings;
  const entry = entryOf(models.find((model) => model.name === chosen) ?? models[0], answerTokens);

  const change = (next: Partial<LedgerSettings>) => {
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened, models.map((model) => model.name)));
  });

  return (
    <div className="widget phase-ledger" data-widget={name} data-status={mounted ? 'done' : 'loading'} data-engine="none">
      {link.problem && <Notice kind="note" title={link.problem} />}
      <div className="ledger-controls">
        <Select
          label="Model"
          value={chosen}
          options={models.map((model) => ({ value: model.name, label: model.name }))}
          onChange={(model) => {
            change({ model });
            if (!(model in training)) reportTask('phase-ledger-published');
          }}
        />
        <Slider
          label="One answer, its prompt included"
          name="answer-tokens"
          min={0}
          max={answerLengths.length - 1}
          step={1}
          value={answerLengths.indexOf(answerTokens)}
          valueText={figureText({ value: answerTokens, unit: 'tokens' })}
          disabled={!mounted}
          onChange={(place) => {
            change({ answerTokens: answerLengths[place] });
            reportTask('phase-ledger-length');
          }}
        />
      </div>
      <Bars entry={entry} answerTokens={answerTokens} all={models.map((model) => entryOf(model, answerTokens))} />
      <Figures entry={entry} />
      <div className="more ledger-more">
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(settings))} />
      </div>
    </div>
  );
}

function Bars({ entry, answerTokens, all }: { readonly entry: LedgerEntry; readonly answerTokens: number; readonly all: readonly LedgerEntry[] }) {
  const { model, training, answer, answers } = entry;
  const summary = `${model.name}: training took ${figureText(training)}, one answer of ${answerTokens.toLocaleString('en-GB')} tokens takes ${figureText(answer)}. One training is worth ${largeNumber(answers.value)} answers.`;
  return (
    <ChartFrame
      title={`Trained once: as much work as ${largeNumber(answers.value)} answers`}
      exportName="phase ledger"
      summary={summary}
      provenance={answers.provenance}
      table={{
        columns: ['Model', 'Weights a token meets', 'Training tokens', 'Operations of training', `Operations of ${answerTokens} tokens`, 'Answers per training'],
        rows: all.map((row) => [row.model.name, row.model.parameters, row.model.tokens, row.training.value, row.answer.value, Math.round(row.answers.value)]),
      }}
    >
      <LogBars
        label={summary}
        bars={[
          { key: 'training', label: 'Training, once', measure: training, case: model.name, mark: 'training' },
          { key: 'answer', label: 'One answer', measure: answer, case: model.name, mark: 'inference' },
        ]}
        power={27}
        every={3}
        unit="operations; each tick is a thousand times the one before it"
      />
    </ChartFrame>
  );
}

function Figures({ entry }: { readonly entry: LedgerEntry }) {
  const { model, answers } = entry;
  return (
    <Readouts label={model.name}>
      <Readout label="Answers per training" case={model.name} measure={answers} />
      <Readout label={model.hours ? `Training, hours ${model.hoursOf ?? 'of one device'}` : 'Training, hours: not published'} case={model.name} measure={model.hours ?? null} />
      <Readout label={model.energy ? 'Energy of training' : 'Energy of training: not known'} case={model.name} measure={model.energy ?? null} />
    </Readouts>
  );
}
