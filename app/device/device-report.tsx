'use client';

import { useEffect, useState } from 'react';
import { Button, bytesText, Controls, Progress } from '@/components/ui';
import { reportText } from '@/lib/engine-client/device-report';
import { engineClient } from '@/lib/engine-client/engine-client';
import type { EngineStatus, FileProgress } from '@/lib/engine-client/engine-status';
import { inWords } from '@/lib/engine-client/in-words';
import { useEngineStatus } from '@/lib/engine-client/use-engine';
import { CopyReport } from './copy-report';
import { Layers } from './layers';
import { Adapter, EngineFigures, Ladder, type Ready, Section, SelfTest } from './sections';
import { type MeasuredDevice, Speed } from './speed';
import { useLab } from './use-lab';
import { type Probe, useProbe } from './use-probe';
import './device.css';

/** Where on the page something was tried. */
type Place = 'speed' | 'layers' | 'gpu';

/** Everything this page knows of the device, and the buttons that find out more. */
export function DeviceReport() {
  const load = useEngineStatus();
  const probe = useProbe();
  const lab = useLab();
  const [speed, setSpeed] = useState<MeasuredDevice | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly place: Place; readonly words: string } | null>(null);

  useEffect(() => {
    engineClient()
      .load()
      .catch(() => undefined); // The status tells.
  }, []);

  const ready = useLastReady(load);
  const adapter = ready?.result.adapter ?? probe.adapter;
  // All at once when it is known, so that nothing on the page moves while it loads.
  const isKnown = probe.asked && (ready !== null || (load.status !== 'idle' && load.status !== 'loading'));

  const attemptIn = (place: Place) => async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    await work().catch((thrown: unknown) => setProblem({ place, words: inWords(thrown) }));
    setBusy(false);
  };
  const problemIn = (place: Place) => problem?.place === place && <p role="alert">{problem.words}</p>;
  const lose = () =>
    attemptIn('gpu')(async () => {
      await engineClient().loseDevice();
    });

  return (
    <div className="device" data-widget="device-report" data-status={statusOf(load, busy, problem !== null)} data-engine={ready?.result.engine.backend ?? 'none'}>
      <p className="device-verdict" role="status">
        {verdict(load, probe)}
      </p>
      {(!isKnown || load.status === 'waiting-for-consent' || load.status === 'failed') && <Waiting load={load} />}
      {isKnown && (
        <div className="device">
          {ready && (
            <Section title="What was tried">
              <Ladder steps={ready.result.ladder} />
            </Section>
          )}
          {ready && <EngineFigures ready={ready} />}
          <Speed speed={speed} onMeasured={setSpeed} lab={lab} attempt={attemptIn('speed')} disabled={busy || load.status !== 'ready'} problem={problemIn('speed')} />
          <Layers lab={lab} attempt={attemptIn('layers')} disabled={busy || load.status !== 'ready'} problem={problemIn('layers')} />
          {ready?.result.engine.backend === 'webgpu' && (
            <Section title="Taking the GPU away">
              <p>The button does on purpose what a driver update does by accident. The model comes back by itself, and a text in the making goes on.</p>
              <Controls label="Take the GPU away">
                <Button onClick={lose} disabled={busy}>
                  Take the GPU away
                </Button>
              </Controls>
              {problemIn('gpu')}
            </Section>
          )}
          {adapter && <Adapter adapter={adapter} probe={probe} />}
          {ready && <SelfTest ready={ready} />}
          <Section title="The report">
            <p>If something does not work, this is what helps whoever is to mend it. It holds what this page shows, and your browser’s name.</p>
            <CopyReport
              makeText={() => reportText({
                madeAt: new Date().toISOString(),
                browser: probe.browser,
                threads: probe.threads,
                secureContext: probe.secureContext,
                webgpu: probe.webgpu,
                adapter,
                ladder: ready?.result.ladder ?? [],
                engine: ready?.result.engine ?? null,
                loadMs: ready?.loadMs ?? null,
                measured: speed?.found ?? null,
                error: load.status === 'failed' ? `${load.error.code}: ${load.error.message}` : (problem?.words ?? null),
              })}
            />
          </Section>
        </div>
      )}
    </div>
  );
}

/** While a lost engine is replaced, the page keeps what it knew of it. */
function useLastReady(load: EngineStatus): Ready | null {
  const [last, setLast] = useState<Ready | null>(null);
  if (load.status === 'ready' && load !== last) setLast(load);
  return load.status === 'ready' ? load : last;
}

/** What is going on until all is known: the download, or the button it waits for. */
function Waiting({ load }: { readonly load: EngineStatus }) {
  return (
    <div className="device-loading">
      {load.status === 'waiting-for-consent' && <Button onClick={() => engineClient().allowDownload()}>Load the model</Button>}
      {load.status === 'failed' && <Button onClick={() => engineClient().retry()}>Try again</Button>}
      {load.status === 'loading' && load.progress && <FileProgressBar progress={load.progress} />}
    </div>
  );
}

function FileProgressBar({ progress }: { readonly progress: FileProgress }) {
  const { file, receivedBytes, totalBytes, cached, retryReason } = progress;
  const label = retryReason ? `Trying ${file} again: ${retryReason}` : cached ? `Reading ${file} from this device` : `Fetching ${file}`;
  return <Progress label={label} receivedBytes={receivedBytes} totalBytes={totalBytes} />;
}

function statusOf(load: EngineStatus, busy: boolean, failed: boolean): 'idle' | 'loading' | 'running' | 'done' | 'error' {
  if (failed || load.status === 'failed') return 'error';
  if (busy) return 'running';
  if (load.status === 'loading') return 'loading';
  return load.status === 'ready' || load.status === 'recorded-only' ? 'done' : 'idle';
}

function verdict(load: EngineStatus, probe: Probe): string {
  switch (load.status) {
    case 'idle':
      return 'Asking the browser…';
    case 'waiting-for-consent':
      return `Your browser asks sites to save data, so the model (${bytesText(load.bytes)}) is not fetched until you say so.`;
    case 'loading':
      return load.recoveringFrom ? `${load.recoveringFrom} Starting again…` : loadingText[load.stage];
    case 'ready':
      return load.result.engine.backend === 'webgpu'
        ? `Your device runs the model on WebGPU: ${load.result.engine.device}.`
        : 'Your device runs the model on the processor. It writes the same text; a large model would be slower there.';
    case 'failed':
      return `The model could not be started. ${load.error.message} ${load.error.remedy}`;
    case 'recorded-only':
      return probe.webgpu
        ? 'This page was asked to show recordings only, so no model is started. The browser does offer WebGPU.'
        : 'This page was asked to show recordings only, so no model is started. The browser offers no WebGPU.';
    default:
      return load satisfies never;
  }
}

const loadingText = {
  download: 'Fetching the model…',
  compile: 'Compiling the shaders…',
  'self-test': 'Comparing every kernel with the reference…',
} as const;
