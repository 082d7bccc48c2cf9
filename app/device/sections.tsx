import type { ReactNode } from 'react';
import { DataTable, ProvenanceChip, Readout, Readouts } from '@/components/charts';
import { selfTestSummary, telling, tellingCounts } from '@/lib/engine-client/device-report';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { AdapterReport, LadderStep } from '@/lib/engine-client/protocol';
import type { Unit } from '@/lib/measure/measure';
import { counted, measured } from './figures';
import type { Probe } from './use-probe';

export type Ready = Extract<EngineStatus, { status: 'ready' }>;

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="device-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const outcomes = { taken: 'Taken', 'passed-over': 'Passed over', failed: 'Failed' } as const;
const rungs = { webgpu: 'WebGPU', cpu: 'CPU' } as const;

export function Ladder({ steps }: { readonly steps: readonly LadderStep[] }) {
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

export function EngineFigures({ ready }: { readonly ready: Ready }) {
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
        {engine.backend === 'webgpu' && <Readout label="Shaders compiled" measure={counted('pipelines', engine.pipelines, 'count', 'distinct kernels compiled')} />}
      </Readouts>
    </Section>
  );
}

export function Adapter({ adapter, probe }: { readonly adapter: AdapterReport; readonly probe: Probe }) {
  const from = 'as the browser reports it for this adapter';
  const limit = (name: string, unit: Unit) => (name in adapter.limits ? counted(name, adapter.limits[name], unit, from) : null);
  const { subgroupMinSize, subgroupMaxSize } = adapter;
  const name = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(', ');
  return (
    <Section title="The graphics adapter">
      <p>
        {name || 'The browser does not name it'}
        {adapter.software ? '. It is software: a program that imitates a graphics chip.' : '.'}
      </p>
      <Readouts label="Limits of the adapter">
        {Object.entries(telling).map(([key, label]) => (
          <Readout key={key} label={label} measure={limit(key, 'bytes')} />
        ))}
        {Object.entries(tellingCounts).map(([key, label]) => (
          <Readout key={key} label={label} measure={limit(key, 'count')} />
        ))}
        {subgroupMinSize !== null && subgroupMinSize !== subgroupMaxSize && <Readout label="Smallest subgroup" measure={counted('subgroup-min-size', subgroupMinSize, 'count', from)} />}
        {subgroupMaxSize !== null && (
          <Readout label={subgroupMinSize === subgroupMaxSize ? 'Invocations in a subgroup' : 'Largest subgroup'} measure={counted('subgroup-max-size', subgroupMaxSize, 'count', from)} />
        )}
        {probe.threads !== null && <Readout label="Processor threads for a page" measure={counted('threads', probe.threads, 'count', 'as the browser reports it')} />}
      </Readouts>
      <p className="device-note">Features: {adapter.features.join(', ') || 'none beyond the core'}.</p>
    </Section>
  );
}

export function SelfTest({ ready }: { readonly ready: Ready }) {
  const { selfTest, device } = ready.result.engine;
  if (selfTest.length === 0) {
    return (
      <Section title="Self-test">
        <p>Kernels are tested against the reference before they are trusted. On the CPU the reference itself runs, so there is nothing to compare.</p>
      </Section>
    );
  }
  const rows = selfTest.map(({ kernel, variant, shape, error, bound, passed }) => [kernel, variant, shape, error.toExponential(1), bound.toExponential(0), passed ? 'passed' : 'failed']);
  const passed = measured('self-test-passed', selfTest.filter((result) => result.passed).length, 'count', device, selfTest.length, ready.readyAt);
  return (
    <Section title="Self-test">
      <p>
        Before it is trusted, every kernel that will run computes on this device at the model’s own widths, and is compared with plain code on the processor: {selfTestSummary(selfTest)}. The
        error is the squared difference, normalised by the size of the result.
      </p>
      <Readouts label="Self-test">
        <Readout label="Kernels that agree" measure={passed} />
      </Readouts>
      <p className="chart-title">
        Error of each kernel <ProvenanceChip provenance={passed.provenance} of="Error of each kernel" />
      </p>
      <DataTable caption={`Kernels on ${device} against the reference, measured when the model was loaded`} table={{ columns: ['Kernel', 'Variant', 'Shape', 'Error', 'Bound', 'Result'], rows }} />
    </Section>
  );
}
