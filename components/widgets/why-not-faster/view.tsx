'use client';

import '../shared/widgets.css';
import './why-not-faster.css';
import { useEffect, useState } from 'react';
import { type Bar, BarChart, ChartFrame, figureText, ProvenanceChip, Readout, Readouts } from '@/components/charts';
import { RooflineChart } from '@/components/charts/roofline-chart';
import { rooflineTable } from '@/components/charts/roofline-geometry';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Segmented } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { engineClient } from '@/lib/engine-client/engine-client';
import { linkTo } from '@/lib/engine-client/page-link';
import { precisions } from '@/lib/engine/pure';
import type { Measure } from '@/lib/measure/measure';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { usePageLink } from '../shared/use-page-link';
import { useReplay } from '../shared/use-replay';
import { findingOf, pointOf, roofOf, type Row, rowOf, type Shown } from './figures';
import { LayersTable } from './layers-table';
import { base } from './limits';
import type { WhyNotFasterRecording } from './recording';
import { batches, keyOf, linkOf, models, type Settings, settingsOfLink, startSettings } from './settings';
import { useLayers } from './use-layers';

export interface ViewProps {
  readonly recording: WhyNotFasterRecording;
}

const name = 'why-not-faster';
/** From one recorded precision to the next. */
const replayPaceMs = 500;
const modelOptions = models.map((value) => ({ value, label: value }));
const batchOptions = batches.map((batch) => ({ value: `${batch}`, label: `${batch}` }));

/** A layer of a real model at five precisions, and what keeps it from being faster on this device. */
export default function WhyNotFaster({ recording }: ViewProps) {
  const mounted = useMounted();
  const [settings, setSettings] = useState<Settings>(startSettings);
  const [touched, setTouched] = useState(false);
  const { state, runs, newest, start, stop, allowDownload } = useLayers();
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';

  const replay = useReplay();
  const live = runs[keyOf(settings)];
  const isBusy = state.status === 'loading' || state.status === 'running';
  const recordedRun = settings.model === startSettings.model ? recording.runs.find(({ batch }) => batch === settings.batch) : undefined;
  const isRecorded = !live && !isBusy && recordedRun !== undefined;
  const shown: Shown | null = isRecorded
    ? { settings, device: recording.device, measured: recording.measured, layers: recordedRun.layers, origin: () => ({ kind: 'recorded', device: recording.device, date: recording.date }) }
    : live?.measured
      ? { settings, device: live.device, measured: live.measured, layers: live.layers, origin: (samples) => ({ kind: 'measured', device: live.device, at: live.startedAt, samples }) }
      : null;
  const rows = (shown?.layers.map((timed) => rowOf(shown, timed)) ?? []).slice(0, (isRecorded && replay.shown) || undefined);
  const isReplaying = replay.shown !== null;
  const finding = rows.find(({ precision }) => precision === 'q4')?.boundBy;
  const isWhole = rows.length === precisions.length;

  const change = (next: Partial<Settings>) => {
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });
  const isDone = live !== undefined && isWhole && !isBusy;
  useEffect(() => {
    if (!isDone) return;
    if (settings.batch === 1) reportTask('why-not-faster-run');
    else reportTask('why-not-faster-batch');
  }, [isDone, settings.batch]);
  const run = () => {
    setTouched(true);
    if (!isRecordedOnly) return void start(settings);
    if (!recordedRun) setSettings(startSettings);
    replay.start(precisions.length, replayPaceMs);
  };
  const reset = () => {
    stop();
    replay.stop();
    link.clear();
    setTouched(false);
    setSettings(startSettings);
  };

  const engine = isBusy ? state.backend : live ? live.backend : isRecorded ? 'recorded' : 'none';
  const isFailed = state.status === 'error' && newest === keyOf(settings);
  const status = isBusy ? state.status : isReplaying ? 'running' : isFailed ? 'error' : isDone || isRecorded ? 'done' : 'idle';
  const failure = isFailed ? failureOf({ error: state.error, load: state.load }) : null;
  return (
    <div className="widget why-not-faster" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={isBusy ? state.device : (live?.device ?? '')}
        recorded={isRecorded ? recording : null}
        load={isRecordedOnly ? { status: 'recorded-only' } : state.load}
        waking={!mounted}
        readyText={() => ''}
        onAllowDownload={allowDownload}
      />
      {failure && <Failure error={failure} onRetry={run} />}
      {link.problem && <Notice kind="note" title={link.problem} />}
      <Controls label="The measurement">
        <Button kind="primary" action="run" disabled={!mounted || isBusy || isReplaying} onClick={run}>
          Run
        </Button>
        <Button action="stop" disabled={!isBusy && !isReplaying} onClick={isReplaying ? replay.stop : stop}>
          Stop
        </Button>
        <Segmented label="A layer of" value={settings.model} options={modelOptions} disabled={!mounted || isBusy || isReplaying} onChange={(model) => change({ model })} />
        <Segmented label="Sequences at once" value={`${settings.batch}`} options={batchOptions} disabled={!mounted || isBusy || isReplaying} onChange={(value) => change({ batch: batches.find((batch) => `${batch}` === value)! })} />
      </Controls>
      <p className="field-note why-note">
        <span role="status">
          {isReplaying ? 'The recording, one precision after another.' : isBusy ? progressText(shown !== null, rows.length) : rows.length > 0 ? findingOf(rows) : 'Nothing has been measured with these settings yet: press Run. It makes random weights in the model’s shapes, so there is no download.'}
        </span>{' '}
        {!isBusy && finding && <ProvenanceChip provenance={finding} of="What the run says" />}
      </p>
      <div className="why-charts">
        <ChartFrame
          title="How much faster than f16"
          exportName="Speed-up by precision"
          summary={rows.map(({ precision, speedUp, idealSpeedUp }) => (speedUp && idealSpeedUp ? `${precision}: ${figureText(speedUp)}, by its bytes ${figureText(idealSpeedUp)}.` : '')).join(' ')}
          provenance={shown ? shown.origin(shown.layers[0]?.layer.samples ?? shown.measured.samples) : { kind: 'assumed', by: 'page' }}
          table={{
            columns: ['Precision', 'Milliseconds a layer', 'Bytes of its weights', 'Speed-up', 'Ideal speed-up', 'Memory, ms', 'Arithmetic, ms', 'Launches, ms', 'Bound by'],
            rows: rows.map(({ precision, layerMs, weightBytes, speedUp, idealSpeedUp, bounds }) => [
              precision, layerMs.value, weightBytes.value, speedUp?.value ?? '', idealSpeedUp?.value ?? '', bounds.memoryMs, bounds.arithmeticMs, bounds.launchesMs, bounds.boundBy,
            ]),
          }}
        >
          <div className="why-bars">
            <BarChart label="Speed-up against f16, by precision" bars={rows.flatMap(barOf)} fullAt={fullAt(rows)} referenceWord="by its bytes" />
          </div>
          <p className="field-note">A bar is what was measured; the line across it is what the bytes promise.</p>
        </ChartFrame>
        <ChartFrame
          title="Under the roof of this device"
          exportName="Roofline of a layer"
          summary={shown ? `Memory brings ${figureText({ value: shown.measured.copyBytesPerSecond, unit: 'bytes/s' })}, arithmetic does ${figureText({ value: shown.measured.multiplyAddFlopsPerSecond, unit: 'flops/s' })}. ${rows.map(({ precision, bounds }) => `${precision} reaches ${figureText({ value: bounds.flopsPerSecond, unit: 'flops/s' })} at ${bounds.intensity.toFixed(1)} operations a byte.`).join(' ')}` : 'Not measured yet.'}
          provenance={shown ? shown.origin(shown.measured.samples) : { kind: 'assumed', by: 'page' }}
          table={shown ? rooflineTable([roofOf(shown)], rows.map(pointOf)) : { columns: ['What'], rows: [] }}
        >
          <div className="why-roof">{shown && <RooflineChart label="Operations a second over operations for each byte, and what this device allows" roofs={[roofOf(shown)]} points={rows.map(pointOf)} height={300} />}</div>
        </ChartFrame>
      </div>
      <LayersTable rows={rows} model={settings.model} />
      <Readouts label="What this device can do at most">
        <Readout label="Memory, by copying" measure={deviceMeasure(shown, 'copy-bandwidth')} />
        <Readout label="Multiply-adds" measure={deviceMeasure(shown, 'multiply-add-peak')} />
        <Readout label="One more launch" measure={deviceMeasure(shown, 'launch-ms')} />
      </Readouts>
      <div className="more">
        <Button action="reset" disabled={!mounted || !touched} onClick={reset}>
          Reset
        </Button>
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(settings))} />
      </div>
    </div>
  );
}

function progressText(isDeviceMeasured: boolean, layers: number): string {
  if (!isDeviceMeasured) return 'First what the device can do at most: copying, multiplying, launching.';
  return `Timing the layer at ${precisions[layers] ?? 'the last precision'}. It is made anew with random weights for each precision.`;
}

function barOf({ precision, speedUp, idealSpeedUp }: Row): readonly Bar[] {
  if (!speedUp || !idealSpeedUp) return [];
  return [{ key: precision, label: precision, spoken: precision, measure: speedUp, reference: idealSpeedUp, faded: precision === base, note: precision === base ? 'the base' : undefined }];
}

/** The longest bar or line fills the width. */
const fullAt = (rows: readonly Row[]): number => Math.max(1, ...rows.flatMap(({ speedUp, idealSpeedUp }) => [speedUp?.value ?? 0, idealSpeedUp?.value ?? 0]));

function deviceMeasure(shown: Shown | null, figure: 'copy-bandwidth' | 'multiply-add-peak' | 'launch-ms'): Measure | null {
  if (!shown) return null;
  const { copyBytesPerSecond, multiplyAddFlopsPerSecond, launchMs, samples } = shown.measured;
  const provenance = shown.origin(samples);
  switch (figure) {
    case 'copy-bandwidth':
      return { name: figure, value: copyBytesPerSecond, unit: 'bytes/s', provenance };
    case 'multiply-add-peak':
      return { name: figure, value: multiplyAddFlopsPerSecond, unit: 'flops/s', provenance };
    case 'launch-ms':
      return { name: figure, value: launchMs, unit: 'ms', provenance };
    default:
      return figure satisfies never;
  }
}
