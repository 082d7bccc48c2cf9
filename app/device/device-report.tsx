'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { DataTable, Readout, Readouts } from '@/components/charts';
import { Button, Controls, Progress } from '@/components/ui';
import { reportText, selfTestSummary, telling, tellingCounts } from '@/lib/engine-client/device-report';
import { engineClient } from '@/lib/engine-client/engine-client';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { AdapterReport, LadderStep } from '@/lib/engine-client/protocol';
import { useEngineStatus } from '@/lib/engine-client/use-engine';
import type { Measure, Provenance, Unit } from '@/lib/measure/measure';
import { CopyReport } from './copy-report';
import { type Probe, useProbe } from './use-probe';
import './device.css';

type Ready = Extract<EngineStatus, { status: 'ready' }>;

/** Everything this page knows of the device, and the buttons that find out more. */
export function DeviceReport() {
  const load = useEngineStatus();
  const probe = useProbe();
  const [bandwidth, setBandwidth] = useState<Measure | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    engineClient()
      .load()
      .catch(() => undefined); // The status tells.
  }, []);

  const ready = load.status === 'ready' ? load : null;
  const adapter = ready?.result.adapter ?? probe.adapter;

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    await work().catch((thrown: unknown) => setProblem(thrown instanceof Error ? thrown.message : String(thrown)));
    setBusy(false);
  };
  const measure = () =>
    attempt(async () => {
      const { engine } = await engineClient().load();
      const found = await engineClient().measureBandwidth();
      if (!found) throw new Error('There is no way to tell on this device.');
      const { bytesPerSecond, samples } = found;
      if (document.visibilityState === 'hidden') throw new Error('The tab was hidden meanwhile, so the figure would say nothing. Measure again.');
      setBandwidth(measured('copy-bandwidth', bytesPerSecond, 'bytes/s', engine.device, samples));
    });
  const lose = () =>
    attempt(async () => {
      await engineClient().loseDevice();
    });

  return (
    <div className="device" data-widget="device-report" data-status={statusOf(load, busy, problem)} data-engine={ready?.result.engine.backend ?? 'none'}>
      <p className="device-verdict" role="status">
        {verdict(load, probe)}
      </p>
      <Loading load={load} />
      {ready && (
        <Section title="What was tried">
          <Ladder steps={ready.result.ladder} />
        </Section>
      )}
      {ready && <EngineFigures ready={ready} />}
      <Section title="Speed of memory">
        <p>
          To write one token, a processor must read every weight once. So how fast memory can be read decides how fast a large model writes. This copies a large block to and
          fro and takes the median.
        </p>
        <Readouts label="Speed of memory">
          <Readout label="Copy bandwidth" measure={bandwidth} />
        </Readouts>
        <Controls label="Measure this device">
          <Button kind="primary" action="run" onClick={measure} disabled={busy || load.status === 'recorded-only'}>
            Measure
          </Button>
          {ready?.result.engine.backend === 'webgpu' && (
            <Button onClick={lose} disabled={busy}>
              Take the GPU away
            </Button>
          )}
        </Controls>
        {ready?.result.engine.backend === 'webgpu' && (
          <p className="device-note">The second button does on purpose what a driver update does by accident. The model comes back by itself, and a text in the making goes on.</p>
        )}
        {problem && <p role="alert">{problem}</p>}
      </Section>
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
            copyBytesPerSecond: bandwidth?.value ?? null,
            error: load.status === 'failed' ? `${load.error.code}: ${load.error.message}` : problem,
          })}
        />
      </Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="device-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Loading({ load }: { readonly load: EngineStatus }) {
  if (load.status === 'waiting-for-consent') {
    return <Button onClick={() => engineClient().allowDownload()}>Load the model</Button>;
  }
  if (load.status === 'failed') return <Button onClick={() => engineClient().retry()}>Try again</Button>;
  if (load.status !== 'loading' || !load.progress || load.stage !== 'download') return null;
  const { file, receivedBytes, totalBytes, cached } = load.progress;
  return <Progress label={cached ? `Reading ${file} from this device` : `Fetching ${file}`} receivedBytes={receivedBytes} totalBytes={totalBytes} />;
}

const outcomes = { taken: 'Taken', 'passed-over': 'Passed over', failed: 'Failed' } as const;
const rungs = { webgpu: 'WebGPU', cpu: 'CPU' } as const;

function Ladder({ steps }: { readonly steps: readonly LadderStep[] }) {
  return (
    <ol className="device-ladder">
      {steps.map(({ rung, outcome, reason }, index) => (
        <li key={index} data-outcome={outcome}>
          <b>
            {rungs[rung]}: {outcomes[outcome].toLowerCase()}.
          </b>{' '}
          {reason}
        </li>
      ))}
    </ol>
  );
}

function EngineFigures({ ready }: { readonly ready: Ready }) {
  const { engine, downloadBytes, fromCache } = ready.result;
  const here = (name: string, value: number) => measured(name, value, 'ms', engine.device, 1, ready.readyAt);
  return (
    <Section title="The model as it runs here">
      <p>
        {engine.model.name} on {engine.device}; weights as {engine.precision}, kernels of the {engine.variant} kind.
        {fromCache && ' Its files were on this device already.'}
      </p>
      <Readouts label="The model as it runs here">
        <Readout label="Ready after" measure={here('load-time', ready.loadMs)} />
        <Readout label="of which compiling" measure={here('compile-time', engine.compileMs)} />
        <Readout label="Downloaded" measure={counted('download-bytes', downloadBytes, 'bytes', 'bytes of the model’s files that came over the network in this visit')} />
        <Readout label="Parameters" measure={counted('parameters', engine.model.parameters, 'count', 'numbers in the weight tensors')} />
        <Readout label="Weights on the device" measure={counted('weight-bytes', engine.weightBytes, 'bytes', 'weights as they are stored on the device')} />
        <Readout label="KV cache" measure={counted('kv-cache-bytes', engine.kvCacheBytes, 'bytes', 'keys and values of a full context')} />
        {engine.backend === 'webgpu' && <Readout label="GPU programs" measure={counted('pipelines', engine.pipelines, 'count', 'distinct kernels compiled')} />}
      </Readouts>
    </Section>
  );
}

function Adapter({ adapter, probe }: { readonly adapter: AdapterReport; readonly probe: Probe }) {
  const from = 'as the browser reports it for this adapter';
  const limit = (name: string, unit: Unit) => (name in adapter.limits ? counted(name, adapter.limits[name], unit, from) : null);
  const name = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(', ');
  return (
    <Section title="The graphics adapter">
      <p>
        {name || 'The browser does not name it'}
        {adapter.software ? '. It is software: a program that imitates a graphics chip.' : '.'}
        {adapter.subgroupMaxSize !== null && ` Subgroups of ${subgroups(adapter)} invocations.`}
        {probe.threads !== null && ` The browser lets a page use ${probe.threads} threads of the processor.`}
      </p>
      <Readouts label="Limits of the adapter">
        {Object.entries(telling).map(([key, label]) => (
          <Readout key={key} label={label} measure={limit(key, 'bytes')} />
        ))}
        {Object.entries(tellingCounts).map(([key, label]) => (
          <Readout key={key} label={label} measure={limit(key, 'count')} />
        ))}
      </Readouts>
      <p className="device-note">Features: {adapter.features.join(', ') || 'none beyond the core'}.</p>
    </Section>
  );
}

function subgroups({ subgroupMinSize, subgroupMaxSize }: AdapterReport): string {
  return subgroupMinSize === subgroupMaxSize ? `${subgroupMaxSize}` : `${subgroupMinSize} to ${subgroupMaxSize}`;
}

function SelfTest({ ready }: { readonly ready: Ready }) {
  const { selfTest, device } = ready.result.engine;
  if (selfTest.length === 0) {
    return (
      <Section title="Self-test">
        <p>Kernels are tested against the reference before they are trusted. On the CPU the reference itself runs, so there is nothing to compare.</p>
      </Section>
    );
  }
  const rows = selfTest.map(({ kernel, variant, shape, error, bound, passed }) => [kernel, variant, shape, error.toExponential(1), bound.toExponential(0), passed ? 'passed' : 'failed']);
  const passed = selfTest.filter((result) => result.passed).length;
  return (
    <Section title="Self-test">
      <p>
        Before it is trusted, every kernel computes the model’s own shapes on this device, and is compared with plain code on the processor: {selfTestSummary(selfTest)}. The
        error is the squared difference, normalised by the size of the result.
      </p>
      <Readouts label="Self-test">
        <Readout label="Kernels that agree" measure={measured('self-test-passed', passed, 'count', device, selfTest.length, ready.readyAt)} />
      </Readouts>
      <DataTable caption={`Kernels on ${device} against the reference, measured when the model was loaded`} table={{ columns: ['Kernel', 'Variant', 'Shape', 'Error', 'Bound', 'Result'], rows }} />
    </Section>
  );
}

function measured(name: string, value: number, unit: Unit, device: string, samples: number, at = Date.now()): Measure {
  return { name, value, unit, provenance: { kind: 'measured', device, at, samples } };
}

function counted(name: string, value: number, unit: Unit, what: string): Measure {
  const provenance: Provenance = { kind: 'counted', what };
  return { name, value, unit, provenance };
}

function statusOf(load: EngineStatus, busy: boolean, problem: string | null): 'idle' | 'loading' | 'running' | 'done' | 'error' {
  if (problem !== null || load.status === 'failed') return 'error';
  if (busy) return 'running';
  if (load.status === 'loading') return 'loading';
  return load.status === 'ready' || load.status === 'recorded-only' ? 'done' : 'idle';
}

function verdict(load: EngineStatus, probe: Probe): string {
  switch (load.status) {
    case 'idle':
      return 'Asking the browser…';
    case 'waiting-for-consent':
      return `Your browser asks sites to save data, so the model (${(load.bytes / 1e6).toFixed(1)} MB) is not fetched until you say so.`;
    case 'loading':
      return load.recoveringFrom ? `${load.recoveringFrom} Starting again…` : loadingText[load.stage];
    case 'ready':
      return load.result.engine.backend === 'webgpu'
        ? `Your device runs the model on WebGPU: ${load.result.engine.device}.`
        : 'Your device runs the model on the processor. It works the same, only slower.';
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
  compile: 'Compiling the GPU programs…',
  'self-test': 'Comparing every kernel with the reference…',
} as const;
