'use client';

import { useState } from 'react';
import { figureText, ProvenanceChip, Readout } from '@/components/charts';
import { ChartFrame } from '@/components/charts/chart-frame';
import { formatFigure } from '@/components/charts/format';
import { LineChart } from '@/components/charts/line-chart';
import type { ChartTable } from '@/components/charts/table';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Notice, Select, Slider } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { linkTo } from '@/lib/engine-client/page-link';
import { CopyLink } from '../shared/copy-link';
import { NumberField } from '../shared/number-field';
import { usePageLink } from '../shared/use-page-link';
import { drawingOf } from './drawing';
import { type Lifetime, lifetimeOf } from './lifetime';
import { presets } from './presets';
import { type LifetimeSettings, linkOf, ranges, settingsFor, settingsOfLink, startSettings, stepOf, valueAt } from './settings';

const name = 'lifetime-cost';
const modelOptions = presets.map(({ key, name: label }) => ({ value: key, label }));
const sliderOf = ({ min, max }: { readonly min: number; readonly max: number }) => ({ min: stepOf(min), max: stepOf(max), step: 1 });

export type ViewProps = object;

/** Training paid once against inference paid daily, and the day on which the second has cost more. */
export default function LifetimeCost(_props: ViewProps) {
  const mounted = useMounted();
  const [settings, setSettings] = useState(startSettings);
  const [touched, setTouched] = useState(false);
  const change = (next: Partial<LifetimeSettings>) => {
    setTouched(true);
    const changed = { ...settings, ...next };
    setSettings(changed);
    report(changed);
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });

  const life = lifetimeOf(settings);
  const { preset, trainingCost, servingCost, daily, flopTokens, dollarTokens, flopDays, dollarDays, trainingUse, servingUse } = life;
  const setting = preset.key;
  const number = (key: 'messages' | 'read' | 'written' | 'rent', label: string) => (
    <NumberField label={label} name={key} value={settings[key]} disabled={!mounted} onChange={(value) => change({ [key]: value })} {...ranges[key]} />
  );

  return (
    <div className="widget lifetime-cost" data-widget={name} data-status={mounted ? 'done' : 'loading'} data-engine="none">
      {link.problem && <Notice kind="note" title={link.problem} />}
      <div className="lifetime-settings">
        <Select label="Model" value={settings.model} options={modelOptions} onChange={(model) => mounted && change(settingsFor(model, settings))} />
        <Slider
          label="Users"
          name="users"
          value={stepOf(settings.users)}
          valueText={settings.users.toLocaleString('en-GB')}
          disabled={!mounted}
          onChange={(step) => change({ users: valueAt(step) })}
          {...sliderOf(ranges.users)}
        />
        <Slider
          label="A million tokens cost"
          name="cost"
          value={stepOf(settings.cost)}
          valueText={formatFigure(settings.cost, 'USD').number}
          disabled={!mounted}
          onChange={(step) => change({ cost: valueAt(step) })}
          {...sliderOf(ranges.cost)}
        />
      </div>
      <div className="presets" role="group" aria-label="Costs of a million tokens to start from">
        {preset.costs.map(({ key, label, measure }) => (
          <Button key={key} data-cost={key} disabled={!mounted} aria-pressed={settings.cost === measure.value} onClick={() => change({ cost: measure.value })}>
            {label}: {formatFigure(measure.value, measure.unit).number}
          </Button>
        ))}
        {preset.costs.length === 0 && <span className="field-note">No price of it is in our tables: this one is a guess, to be moved.</span>}
      </div>
      <details className="fold">
        <summary>All other assumptions</summary>
        <div className="number-fields">
          {number('messages', 'Messages of each user, a day')}
          {number('read', 'Tokens read for a message')}
          {number('written', 'Tokens written')}
          {number('rent', 'An hour of a device in training ($)')}
        </div>
        <Button action="reset" disabled={!mounted} onClick={() => change(startSettings)}>
          As at the start
        </Button>
      </details>

      <ChartFrame title={titleOf(life)} exportName="Training and inference in dollars" summary={summaryOf(life)} provenance={dollarDays.provenance} table={tableOf(life)}>
        <LineChart {...drawingOf(life)} />
      </ChartFrame>
      <div className="lifetime-figures" role="group" aria-label="The two bills">
        <Readout label="Training, paid once" measure={trainingCost} case={setting} />
        <Readout label="Inference, a day" measure={daily} case={setting} />
        <Readout label="Tokens cost" measure={servingCost} case={setting} />
        <Readout label="Equal in dollars after" measure={dollarDays} case={setting} />
        <Readout label="which is after" measure={dollarTokens} case={setting} />
        <Readout label="Serving uses, of the devices’ peak" measure={servingUse} case={setting} />
        <Readout label="Equal in arithmetic after" measure={flopDays} case={setting} />
        <Readout label="which is after" measure={flopTokens} case={setting} />
        <Readout label="Training used, of the devices’ peak" measure={trainingUse} case={setting} />
      </div>
      <p className="field-note lifetime-note">
        {useNote(life)} <ProvenanceChip provenance={{ kind: 'derived', from: [flopDays.provenance, dollarDays.provenance], formula: 'days until the arithmetic is equal, divided by those until the dollars are' }} of="One crossing beside the other" />
      </p>
      <CopyLink link={() => linkTo(name, linkOf(settings))} disabled={!mounted} />
    </div>
  );
}

/** What the reader has found by moving the assumptions. */
function report(settings: LifetimeSettings): void {
  if (settings.users >= 1e8) reportTask('lifetime-cost-hundred-million');
  const costs = presets.find(({ key }) => key === settings.model)?.costs ?? [];
  if (costs.some(({ key, measure }) => key === 'one-text' && measure.value === settings.cost)) reportTask('lifetime-cost-one-text');
}

const titleOf = ({ dollarDays }: Lifetime): string => `Inference has cost as much as training after ${figureText(dollarDays)}`;

function summaryOf({ preset, trainingCost, daily, dollarDays, flopDays }: Lifetime): string {
  return `Dollars over days, both axes logarithmic. Training ${preset.name} cost ${figureText(trainingCost)}, once: a level line. Inference costs ${figureText(daily)} a day: a rising line. They meet after ${figureText(dollarDays)}. Counted in arithmetic they meet after ${figureText(flopDays)}.`;
}

function tableOf(life: Lifetime): ChartTable {
  const { lines } = drawingOf(life);
  return { columns: ['line', 'days', 'USD'], rows: lines.flatMap(({ series }) => series.points.map(([days, dollars]) => [series.name, rounded(days), rounded(dollars)])) };
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Why the two crossings lie apart. */
function useNote({ trainingUse, servingUse, dollarDays, flopDays }: Lifetime): string {
  const earlier = flopDays.value / dollarDays.value;
  const times = (ratio: number): string => `${ratio.toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times`;
  if (!trainingUse || !servingUse) return earlier > 1 ? `In dollars they meet ${times(earlier)} sooner than in arithmetic.` : `In dollars they meet ${times(1 / earlier)} later than in arithmetic.`;
  if (servingUse.value > 1) return 'No such device computes that much in 16 bits: at this cost the rent would not be paid.';
  if (earlier >= 1) return `In dollars they meet ${times(earlier)} sooner than in arithmetic, because an operation in serving costs ${times(earlier)} what it cost in training: the same devices get less done in an hour.`;
  return `In dollars they meet ${times(1 / earlier)} later than in arithmetic: at this cost an operation in serving is cheaper than it was in training.`;
}
