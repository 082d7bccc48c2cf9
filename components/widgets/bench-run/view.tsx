'use client';

import '../shared/widgets.css';
import './bench-run.css';
import { useState } from 'react';
import { Button, Controls, Notice, Segmented } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { benchPrecisions } from '@/content/bench/run';
import { benchWork } from '@/content/bench/work';
import { engineClient } from '@/lib/engine-client/engine-client';
import { EngineLine } from '../shared/engine-line';
import { Failure } from '../shared/failure';
import { useLabRun } from '../shared/use-lab-run';
import { usePageLink } from '../shared/use-page-link';
import { type BenchStage, measureOwnRun, type OwnRun } from './measurement';
import { ResultsTable } from './results-table';
import { type BenchSettings, linkOf, orderOf, settingsOfLink, startSettings } from './settings';

const name = 'bench-run';
const backendOptions = [
  { value: 'best', label: 'the best here' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'cpu', label: 'CPU' },
] as const;
const precisionOptions = benchPrecisions.map((value) => ({ value, label: value }));

/** The bench's work, done by our engine on the reader's device. */
export default function BenchRun() {
  const mounted = useMounted();
  const { state, start, stop, allowDownload } = useLabRun();
  const [stage, setStage] = useState<BenchStage>('loading');
  const [text, setText] = useState('');
  /** The newest first; of one backend and precision only the newest. */
  const [runs, setRuns] = useState<readonly OwnRun[]>([]);
  const [settings, setSettings] = useState<BenchSettings>(startSettings);
  const [touched, setTouched] = useState(false);
  const isRecordedOnly = mounted && engineClient().order.engine === 'recorded';
  const { status, load, backend, device, error } = state;
  const isBusy = status === 'loading' || status === 'running';

  const change = (next: Partial<BenchSettings>) => {
    setTouched(true);
    setSettings((before) => ({ ...before, ...next }));
  };
  const run = () => {
    setStage('loading');
    setText('');
    const { precision } = settings;
    void start(
      async (client, signal) => {
        const found = await measureOwnRun(client, precision, benchWork, { now: () => performance.now(), onStage: setStage, onText: setText, signal });
        if (!signal.aborted) setRuns((before) => [found, ...before.filter((other) => other.backend !== found.backend || other.precision !== found.precision)]);
      },
      { plan: { precision }, order: orderOf(settings, engineClient().order.engine), timesLoading: true },
    );
  };
  const link = usePageLink(name, touched ? linkOf(settings) : null, (opened) => {
    setTouched(true);
    setSettings(settingsOfLink(opened));
  });

  return (
    <div className="widget bench-run-widget" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={backend}>
      <EngineLine
        engine={backend}
        device={device}
        recorded={null}
        load={isRecordedOnly ? { status: 'recorded-only' } : load}
        waking={!mounted}
        withoutScript="Without JavaScript nothing here can be pressed, and this figure has nothing recorded."
        readyText={() => ''}
        onAllowDownload={allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      <div className="bench-settings">
        <Segmented label="Runs on" value={settings.backend} options={backendOptions} disabled={!mounted || isBusy} onChange={(chosen) => change({ backend: chosen })} />
        <Segmented label="Precision of the weights" value={settings.precision} options={precisionOptions} disabled={!mounted || isBusy} onChange={(precision) => change({ precision })} />
      </div>
      <Controls label="The run">
        <Button kind="primary" action="run" disabled={!mounted || isRecordedOnly || isBusy} onClick={run}>
          Run
        </Button>
        <Button action="stop" disabled={!isBusy} onClick={stop}>
          Stop
        </Button>
      </Controls>
      {error && <Failure error={error} onRetry={run} />}
      <p className="field-note" role="status">
        {noteOf(status, stage, isRecordedOnly)}
      </p>
      <ResultsTable runs={runs} />
      <p className="field-note">
        The first token is timed from pressing Run, with an engine started anew; published, from opening the page. A browser that is no page of the bench has other work beside it: on one
        machine the two agree roughly, not exactly. Choose another precision and run again to see both.
      </p>
      <p className="bench-text">
        <span className="story-prompt">{benchWork.prompt}</span>
        <span data-generated>{text}</span>
      </p>
    </div>
  );
}

/** Where it stands, in a sentence. */
function noteOf(status: string, stage: BenchStage, isRecordedOnly: boolean): string {
  if (isRecordedOnly) return 'There is nothing recorded to show here: everything in this figure is run live.';
  const { promptTokens, tokens, seconds, together, togetherTokens } = benchWork;
  if (status === 'loading' || status === 'running') {
    const words: Readonly<Record<BenchStage, string>> = {
      loading: 'A new engine gets ready and reads the prompt.',
      prefill: 'Other prompts of the same length are read, and timed.',
      decode: `The text is written: ${tokens} tokens, or as many as come in ${seconds} seconds.`,
      together: `${together.length} texts are written at once, ${togetherTokens} tokens each.`,
    };
    return words[stage];
  }
  return `Run starts an engine, reads ${promptTokens} tokens, writes ${tokens}, then ${together.length} texts at once: some seconds where the device is fast, half a minute at most once the model is there.`;
}
