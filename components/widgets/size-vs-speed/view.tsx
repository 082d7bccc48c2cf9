'use client';

import '../shared/widgets.css';
import './size-vs-speed.css';
import { useState } from 'react';
import { BarChart, ChartFrame, figureText, Readout, Readouts } from '@/components/charts';
import { RooflineChart } from '@/components/charts/roofline-chart';
import { type Roof, type RooflinePoint, ridgeOf, rooflineTable } from '@/components/charts/roofline-geometry';
import { reportTask } from '@/components/lesson/tasks';
import { Button, bytesText, Controls, Notice, Segmented } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { modelShapes } from '@/content/model-shapes';
import { engineClient } from '@/lib/engine-client/engine-client';
import type { LinkState } from '@/lib/engine-client/url-state';
import type { Measure, Provenance, Unit } from '@/lib/measure/measure';
import { EngineLine } from '../shared/engine-line';
import { Failure } from '../shared/failure';
import { usePageLink } from '../shared/use-page-link';
import { useReplay } from '../shared/use-replay';
import { wordsOf } from './climb';
import type { Published } from './published';
import type { SizeRecording } from './recording';
import { SizeTable } from './size-table';
import { figuresOf, type Origin, type SizePrecision, sizePrecisions, weightBytes } from './sizes';
import { useClimb } from './use-climb';

const name = 'size-vs-speed';
const startPrecision: SizePrecision = 'q4';
const sizesForTask = 2;
/** From one recorded size to the next. */
const replayPaceMs = 500;
const precisionOptions = sizePrecisions.map((value) => ({ value, label: value }));

export interface ViewProps {
  readonly poster: SizeRecording;
  readonly published: Readonly<Record<SizePrecision, Published>>;
}

/** One layer of each size is made here and timed; what it makes of the whole model stands beside published devices. */
export default function SizeVsSpeed({ poster, published }: ViewProps) {
  const mounted = useMounted();
  const [precision, setPrecision] = useState<SizePrecision>(startPrecision);
  const [touched, setTouched] = useState(false);
  const { lab, sizes: own, device, underWay, reason, start, stop, allowDownload } = useClimb((measured) => {
    if (new Set(measured.map(({ shape }) => shape)).size >= sizesForTask) reportTask('size-vs-speed-measured');
  });
  const replay = useReplay();
  const isReplaying = replay.shown !== null;
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';
  const isBusy = lab.status === 'loading' || lab.status === 'running';
  const hasOwn = own.some((size) => size.precision === precision) || (isBusy && !isRecordedOnly);

  const link = usePageLink(name, touched ? linkOf(precision) : null, (opened) => {
    setTouched(true);
    setPrecision(precisionOfLink(opened));
  });

  const recorded: Origin = { kind: 'recorded', device: poster.device, date: poster.date };
  const recordedSizes = poster.sizes.slice(0, replay.shown ?? undefined).map((size) => ({ ...size, origin: recorded }));
  const shownSizes = (hasOwn ? own : recordedSizes).filter((size) => size.precision === precision);
  const figures = new Map(modelShapes.flatMap(({ name: shape }) => {
    const size = shownSizes.find((each) => each.shape === shape);
    return size ? [[shape as string, figuresOf(size, size.origin)] as const] : [];
  }));
  const ofDevice = hasOwn ? device : { measured: poster.measured, origin: recorded };
  const figure = (measure: string, value: number | undefined, unit: Unit): Measure | null => (ofDevice && value !== undefined ? { name: measure, value, unit, provenance: provenanceOf(ofDevice.origin, ofDevice.measured.samples) } : null);
  const bandwidth = figure('copy-bandwidth', ofDevice?.measured.copyBytesPerSecond, 'bytes/s');
  const peak = figure('multiply-add-peak', ofDevice?.measured.multiplyAddFlopsPerSecond, 'flops/s');

  const { roofs: publishedRoofs, speeds } = published[precision];
  const roofs: readonly Roof[] = [
    ...(bandwidth && peak ? [{ name: hasOwn ? 'This device' : 'Ours, recorded', bytesPerSecond: bandwidth.value, flopsPerSecond: peak.value, provenance: bandwidth.provenance, mine: true }] : []),
    ...publishedRoofs,
  ];
  // They lie close together: the smallest and the largest are named.
  const ends = [[...figures.keys()].at(0), [...figures.keys()].at(-1)];
  const points: readonly RooflinePoint[] = [
    ...[...figures].map(([shape, { intensity, flopsPerSecond, tokensPerSecond }]): RooflinePoint => ({ name: shape, intensity, flopsPerSecond, mark: 'main', provenance: tokensPerSecond.provenance, quiet: shape !== ends[0] && shape !== ends[1] })),
    ...speeds.map(({ point }) => point),
  ];
  const bars = [
    ...[...figures].map(([shape, { tokensPerSecond }]) => ({ key: shape, label: shape, spoken: shape, measure: tokensPerSecond })),
    ...speeds.map(({ key, label, format, measure }) => ({ key, label, spoken: `${label}, ${format}`, measure, faded: true, note: 'published' })),
  ];
  const framed: Provenance = { kind: 'derived', from: [...[...figures.values()].slice(-1).map(({ tokensPerSecond }) => tokensPerSecond.provenance), ...speeds.slice(0, 1).map(({ measure }) => measure.provenance)], formula: 'models: from the time of one layer and of the head; the pale ones: as published' };

  const begin = (from: Parameters<typeof start>[1]) => {
    setTouched(true);
    if (!isRecordedOnly) return start(precision, from);
    setPrecision(startPrecision);
    replay.start(poster.sizes.length, replayPaceMs);
  };
  const isPoster = lab.status === 'idle' && !hasOwn;
  const status = !mounted ? 'loading' : isReplaying ? 'running' : isPoster ? 'done' : lab.status === 'idle' ? 'idle' : lab.status;
  const engine = hasOwn ? lab.backend : 'recorded';

  return (
    <div className="widget size-vs-speed" data-widget={name} data-status={status} data-engine={engine}>
      <EngineLine
        engine={engine}
        device={lab.device}
        recorded={hasOwn ? null : { device: poster.device, date: poster.date }}
        load={isRecordedOnly ? { status: 'recorded-only' } : lab.load}
        waking={!mounted}
        readyText={() => ''}
        onAllowDownload={allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      <Controls label="Measure sizes">
        <Segmented
          label="Precision of the weights"
          value={precision}
          options={precisionOptions}
          disabled={!mounted || isBusy || isReplaying}
          onChange={(chosen) => {
            setTouched(true);
            setPrecision(chosen);
          }}
        />
        <Button kind="primary" action="run" disabled={!mounted || isBusy || isReplaying} onClick={() => begin(null)}>
          Measure this device
        </Button>
        <Button action="stop" disabled={!isBusy && !isReplaying} onClick={isReplaying ? replay.stop : stop}>
          Stop
        </Button>
        <Button action="go-on" disabled={isBusy || reason === null} onClick={() => reason && begin(reason.shape)}>
          {isBusy || reason === null ? 'Go on' : wordsOf(reason).button}
        </Button>
      </Controls>
      <p className="field-note size-note" role="status">
        {reason && !isBusy ? wordsOf(reason).note : noteOf({ isRecordedOnly, status: lab.status, underWay, precision, hasFigures: figures.size > 0 })}
      </p>
      {lab.error && <Failure error={lab.error} onRetry={() => begin(null)} />}
      <Readouts label="The device">
        <Readout label="Memory, copying" measure={bandwidth} />
        <Readout label="Arithmetic, f32" measure={peak} />
      </Readouts>
      <div className="size-grid">
        <ChartFrame
          title="The larger the model, the slower each token"
          exportName="size and speed"
          summary={summaryOf(figures)}
          provenance={framed}
          table={{ columns: ['Model', 'Tokens a second', 'Origin'], rows: bars.map(({ spoken, measure }) => [spoken, Number(measure.value.toPrecision(4)), measure.provenance.kind]) }}
        >
          <div className="size-bars">
            <BarChart label="Tokens a second by model" bars={bars} />
          </div>
        </ChartFrame>
        <SizeTable precision={precision} figures={figures} underWay={underWay} />
      </div>
      <ChartFrame
        title={limitOf(roofs.find(({ mine }) => mine), [...figures.values()].map(({ intensity }) => intensity))}
        exportName="roofline of this device"
        summary={roofSummary(roofs)}
        provenance={framed}
        table={rooflineTable(roofs, points)}
      >
        <RooflineChart label="Operations a second over operations for each byte, and what each device allows" roofs={roofs} points={points} height={380} />
      </ChartFrame>
    </div>
  );
}

const provenanceOf = (origin: Origin, samples: number): Provenance => (origin.kind === 'measured' ? { ...origin, samples } : origin);

const linkOf = (precision: SizePrecision): LinkState => ({ settings: { precision } });
const precisionOfLink = ({ settings = {} }: LinkState): SizePrecision => sizePrecisions.find((precision) => precision === settings.precision) ?? startPrecision;

interface Standing {
  readonly isRecordedOnly: boolean;
  readonly status: string;
  readonly underWay: string | null;
  readonly precision: SizePrecision;
  readonly hasFigures: boolean;
}

/** Where it stands, in a sentence. */
function noteOf({ isRecordedOnly, status, underWay, precision, hasFigures }: Standing): string {
  if (isRecordedOnly) return hasFigures ? 'Recorded on our device, the smallest size first; this visit asks for recordings only.' : `Recorded in ${startPrecision} only.`;
  if (status === 'loading') return 'An engine of its own gets ready.';
  if (underWay === 'device') return 'The device itself first: how fast it copies and how fast it multiplies.';
  if (underWay) {
    const shape = modelShapes.find((each) => each.name === underWay)!;
    return `One layer of ${underWay} is made with random weights, and timed. The whole model would be ${bytesText(weightBytes(shape, precision).value)}.`;
  }
  return 'Nothing is downloaded but the small model. One layer of each size is made here with random weights: a few hundred megabytes at a time, the smallest first.';
}

function summaryOf(figures: ReadonlyMap<string, { readonly tokensPerSecond: Measure }>): string {
  const all = [...figures];
  const [smallest, largest] = [all.at(0), all.at(-1)];
  if (!smallest || !largest || smallest === largest) return '';
  return `${smallest[0]} would write ${figureText(smallest[1].tokensPerSecond)}, ${largest[0]} ${figureText(largest[1].tokensPerSecond)}.`;
}

/** Which part of its roof a device’s own points stand under, as a title. */
function limitOf(roof: Roof | undefined, intensities: readonly number[]): string {
  if (!roof || intensities.length === 0) return 'What each device allows, and what was reached';
  const ridge = ridgeOf(roof);
  if (intensities.every((intensity) => intensity < ridge)) return 'Writing one text: every size stands under the slope, where memory is the limit';
  if (intensities.every((intensity) => intensity >= ridge)) return 'Writing one text: on this processor every size stands under the flat top, where arithmetic is the limit';
  return 'Writing one text: some sizes stand under the slope, some under the flat top';
}

const roofSummary = (roofs: readonly Roof[]): string => roofs.map((roof) => `${roof.name}: memory is the limit below ${ridgeOf(roof).toPrecision(2)} FLOPs a byte.`).join(' ');
