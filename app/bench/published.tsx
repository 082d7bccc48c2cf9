'use client';

import { useState } from 'react';
import { DataTable, day } from '@/components/charts';
import { Select } from '@/components/ui';
import { benchRuns } from '@/content/bench';
import { type BenchRow, type BenchRun, ours } from '@/content/bench/run';
import { isSoftwareName } from '@/lib/engine-client/adapter-report';
import { MeasureChart } from './measure-chart';
import { shownMeasures } from './shown';

/** A published run, of several the one that is chosen. A client component, so that its rows come with the script once. */
export function Published() {
  const [chosen, setChosen] = useState('0');
  if (benchRuns.length === 0) {
    return <p data-published="0">No whole run has been published yet, so there is nothing to compare with; your own device can be measured all the same.</p>;
  }
  const run = benchRuns[Number(chosen)];
  return (
    <div className="bench-run" data-published={benchRuns.length}>
      {benchRuns.length > 1 && <Select label="Run" value={chosen} options={benchRuns.map(({ date, device }, index) => ({ value: String(index), label: `${day(date)}: ${device}` }))} onChange={setChosen} />}
      <About run={run} />
      {run.adapter && isSoftwareName(run.adapter) && (
        <p>
          <b>No graphics chip was used.</b> WebGPU ran on {run.adapter}, a program that computes what a chip would, on the same processor. Its figures say that each of them
          works there and what each asks of WebGPU; they do not say how fast any of them is on a real GPU, where other things cost time.
        </p>
      )}
      <p className="bench-note">
        A disc is ours, a bar another: the median of the rounds; the line through it goes from the least to the most. The number beside ours is its median over that of the best of the
        others at the same precision, on the processor one thread against one. Where the rounds of the two overlap, the title calls them level.
      </p>
      <div className="bench-charts">
        {shownMeasures.map((measure) => (
          <MeasureChart key={measure.name} run={run} measure={measure} />
        ))}
      </div>
      <Agreement run={run} />
      <Sentences title="Remarks of the run" sentences={run.remarks} />
      <Sentences title="What failed in the run" sentences={run.failures} />
    </div>
  );
}

/** What was measured on what, and when. */
function About({ run }: { readonly run: BenchRun }) {
  const { date, device, browser, rounds, promptTokens, tokens, seconds, load, versions } = run;
  const threads = [...new Set(run.rows.filter(({ backend }) => backend !== 'webgpu').map((row) => row.threads))].toSorted((one, other) => one - other);
  return (
    <dl className="bench-about">
      <dt>Device</dt>
      <dd>{device}</dd>
      <dt>Date</dt>
      <dd>{day(date)}</dd>
      <dt>Browser</dt>
      <dd>{browser}</dd>
      <dt>Contestants</dt>
      <dd>
        {Object.entries(versions)
          .map(([name, version]) => `${name} ${version}`)
          .join('; ')}
      </dd>
      <dt>Work</dt>
      <dd>
        a prompt of {promptTokens} tokens, at most {tokens} greedy tokens and {seconds} seconds, in {rounds} rounds
      </dd>
      <dt>Processor threads</dt>
      <dd>{threads.join(' and ')}</dd>
      <dt>How quiet</dt>
      <dd>{load.map((value) => value.toFixed(1)).join(' and ')} processes wanted a core before and after</dd>
    </dl>
  );
}

/** How many tokens of each are those of our f32. */
function Agreement({ run }: { readonly run: BenchRun }) {
  const of = (row: BenchRow, measure: BenchRow['measure']) =>
    run.rows.find((other) => other.measure === measure && other.contestant === row.contestant && other.backend === row.backend && other.precision === row.precision && other.threads === row.threads);
  const rows = run.rows.filter(({ measure }) => measure === 'tokens-written');
  if (rows.length === 0) return null;
  const f32 = rows.filter((row) => row.precision === 'f32' && row.contestant !== ours);
  const differing = f32.filter((row) => of(row, 'first-difference'));
  const finding = f32.length === 0 ? 'no other wrote in f32' : differing.length === 0 ? 'everybody’s f32 wrote the same as ours' : `${differing.length} of ${f32.length} runs in f32 wrote other tokens than ours`;
  return (
    <details className="bench-details">
      <summary>The texts: {finding}</summary>
      <DataTable
        caption="Tokens that each wrote, and the first that is not the one of our f32"
        table={{
          columns: ['contestant', 'backend', 'threads', 'precision', 'its file', 'tokens written', 'first other token'],
          rows: rows.map((row) => [row.contestant, row.backend, row.threads, row.precision, run.files[row.contestant][row.precision]!, row.max, of(row, 'first-difference')?.min ?? 'none']),
        }}
      />
    </details>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details className="bench-details">
      <summary>
        {title}: {sentences.length}
      </summary>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
