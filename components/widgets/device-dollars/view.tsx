'use client';

import { useEffect, useRef, useState } from 'react';
import { ChartFrame, figureText, ProvenanceChip, Readout, Readouts } from '@/components/charts';
import { type Dot, DotChart } from '@/components/charts/dot-chart';
import { formatFigure } from '@/components/charts/format';
import type { ChartTable } from '@/components/charts/table';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Segmented, Slider } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo } from '@/lib/engine-client/page-link';
import type { BackendKind } from '@/lib/engine/generation/events';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure } from '../shared/failure';
import { useLabRun } from '../shared/use-lab-run';
import { usePageLink } from '../shared/use-page-link';
import { deviceDollars, dotsOf, listPrice, millionTokensTime, speedOf, type TimedLayer, timesListPrice } from './figures';
import type { LayerRecording } from './recording';
import { type DollarSettings, linkOf, priceAt, requestOf, settingsOfLink, shapeNames, type ShapeName, shapeOf, startSettings, stepOf, steps } from './settings';
import { ticks, ticksProvenance } from './ticks';

const name = 'device-dollars';
const shapeOptions = shapeNames.map((value) => ({ value, label: value }));

export interface ViewProps {
  readonly recording: LayerRecording;
}

interface LiveLayer {
  readonly timed: TimedLayer & { readonly at: number };
  readonly backend: BackendKind;
}

/** What a million tokens would cost on the reader's device, beside what providers ask. */
export default function DeviceDollars({ recording }: ViewProps) {
  const mounted = useMounted();
  const { state, start, stop, allowDownload } = useLabRun();
  const [settings, setSettings] = useState(startSettings);
  const [touched, setTouched] = useState(false);
  const [live, setLive] = useState<Partial<Record<ShapeName, LiveLayer>>>({});
  /** What was timed in the run that is not over yet. */
  const fresh = useRef<{ readonly shape: ShapeName; readonly layer: LiveLayer } | null>(null);
  const { shape, price } = settings;
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';
  const isBusy = state.status === 'loading' || state.status === 'running';

  const change = (next: Partial<DollarSettings>) => {
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });

  const run = () => {
    if (isRecordedOnly) return setLive({});
    fresh.current = null;
    void start(async (client, signal) => {
      const { engine } = await client.load();
      const found = await client.measureLayer(requestOf(shape), { signal });
      fresh.current = { shape, layer: { timed: { found, device: engine.device, at: Date.now() }, backend: engine.backend } };
    });
  };
  // A run counts once it is over: it may still turn out that the tab was hidden.
  useEffect(() => {
    if (state.status !== 'done' || !fresh.current) return;
    const { shape: timedShape, layer } = fresh.current;
    fresh.current = null;
    setLive((before) => ({ ...before, [timedShape]: layer }));
    reportTask('device-dollars-measured');
  }, [state.status]);

  const liveLayer = live[shape];
  const recordedLayer = recording.layers.find((layer) => layer.shape === shape)!;
  const timed: TimedLayer = liveLayer?.timed ?? { found: recordedLayer.found, device: recording.device, date: recording.date };
  const speed = speedOf(shapeOf(shape), timed);
  const here = deviceDollars(speed, price, touched ? 'reader' : 'page');
  const list = listPrice(shape);
  const dots = dotsOf(shape, here, liveLayer ? 'this device' : 'the device of the recording');
  const engine = isBusy ? (state.backend === 'none' ? (liveLayer?.backend ?? 'recorded') : state.backend) : (liveLayer?.backend ?? 'recorded');
  const status = state.status === 'idle' ? 'done' : state.status;

  return (
    <div className="widget device-dollars" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={engine}>
      <EngineLine
        engine={liveLayer?.backend ?? 'recorded'}
        device={timed.device}
        recorded={recording}
        load={isRecordedOnly ? { status: 'recorded-only' } : state.load}
        waking={!mounted}
        readyText={() => ''}
        onAllowDownload={allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      <div className="dollar-settings">
        <Segmented label="Whose layer is timed" value={shape} options={shapeOptions} disabled={!mounted || isBusy} onChange={(next) => change({ shape: next })} />
        <div className="dollar-price">
          <Slider
            label="An hour of the device costs"
            name="price"
            value={stepOf(price)}
            step={1}
            valueText={formatFigure(price, 'USD').number}
            disabled={!mounted}
            onChange={(step) => {
              change({ price: priceAt(step) });
              reportTask('device-dollars-priced');
            }}
            {...steps}
          />
          <div className="presets" role="group" aria-label="What an hour is rented for">
            {ticks.map((tick) => (
              <Button
                key={tick.label}
                disabled={!mounted}
                aria-pressed={price === tick.price}
                onClick={() => {
                  change({ price: tick.price });
                  reportTask('device-dollars-priced');
                }}
              >
                {formatFigure(tick.price, 'USD').number}: {tick.label}
              </Button>
            ))}
            <ProvenanceChip provenance={ticksProvenance} of="Rents of an hour" />
          </div>
        </div>
      </div>
      <Controls label="The run">
        <Button kind="primary" action="run" disabled={!mounted || isBusy} onClick={run}>
          Measure here
        </Button>
        <Button action="stop" disabled={!isBusy} onClick={stop}>
          Stop
        </Button>
        <CopyLink link={() => linkTo(name, linkOf(settings))} disabled={!mounted} />
      </Controls>
      {state.error && <Failure error={state.error} onRetry={run} />}
      <p className="field-note dollar-note" role="status">
        {isBusy ? `Random weights in the shapes of ${shape} are made and timed: some seconds, on a slow device half a minute.` : `Runs one layer of ${shape} and its head, with weights of 4 bits made here; nothing of that model is fetched.`}
      </p>
      <Readouts label="Speed of the whole model">
        <Readout label="The whole model would write" measure={speed} case={shape} />
        <Readout label="A million tokens would take" measure={millionTokensTime(speed)} case={shape} />
        <Readout label={`Times the list price of ${list.price.model}`} measure={timesListPrice(here, list.measure)} case={shape} />
      </Readouts>
      <ChartFrame title="A million tokens written, in dollars" summary={summaryOf(dots)} provenance={here.provenance} table={tableOf(dots)}>
        <DotChart label="A million tokens written, in dollars" dots={dots} axis="dollars a million tokens, logarithmic" />
      </ChartFrame>
    </div>
  );
}

const rangeText = ({ low, high }: Dot): string => (high ? `${figureText(low)} to ${figureText(high)}` : figureText(low));

const summaryOf = (dots: readonly Dot[]): string => `${dots.map((dot) => `${dot.label}: ${rangeText(dot)}`).join('; ')}.`;

const tableOf = (dots: readonly Dot[]): ChartTable => ({
  columns: ['whose', 'lowest, USD/million tokens', 'highest, USD/million tokens'],
  rows: dots.map(({ label, low, high }) => [label, Number(low.value.toPrecision(4)), Number((high ?? low).value.toPrecision(4))]),
});
