'use client';

import { useId, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Segmented } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { linkTo } from '@/lib/engine-client/page-link';
import { type Run, useRun } from '@/lib/engine-client/use-run';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure, failureOf } from '../shared/failure';
import { usePageLink } from '../shared/use-page-link';
import { AttentionMap, type Glance } from './attention-map';
import { type ControlValues, goodPrompts, type HeadChoice, linkOf, longestPrompt, requestOf, startValues, valuesOfLink } from './controls';
import { KernelView } from './kernel-view';
import { PassDrawing } from './pass-drawing';
import { type Picture, sharesOf, sumOf } from './picture';
import { firstPlace, isLastStage, type Place, rewound, type StageCounts, stepped, zoomed } from './place';
import type { Poster } from './poster';
import { StagePanel } from './stage-panel';
import { useShownPicture } from './use-shown-picture';

const name = 'forward-pass';

export interface ViewProps {
  readonly poster: Poster;
}

/** One forward pass over the reader's text: from afar, a layer from inside, a stage; and where each head looks. */
export default function ForwardPass({ poster }: ViewProps) {
  const mounted = useMounted();
  const fieldId = useId();
  const [values, setValues] = useState<ControlValues>(startValues);
  const [touched, setTouched] = useState(false);
  const [place, setPlace] = useState<Place>(firstPlace);
  const [looked, setLooked] = useState<Glance | null>(null);
  const run = useRun({ recording: name, request: requestOf(values.prompt), pace: 'as-made' });
  const { picture, origin, isBefore } = useShownPicture(run, poster);
  const { prompt } = values;

  // A poster has sums only, and one head: there is nothing to look into yet.
  const canLook = mounted && picture.parts.every(({ stages }) => stages.length > 0);
  const counts: StageCounts = [0, ...picture.parts.map(({ stages }) => stages.length), 0];
  const choice = validChoice(values, picture);
  const glance = validGlance(looked, picture);

  const change = (next: Partial<ControlValues>) => {
    setTouched(true);
    setValues((before) => ({ ...before, ...next }));
  };
  const link = usePageLink(name, touched ? linkOf(values) : null, (opened) => change(valuesOfLink(opened)));

  const goTo = (next: Place) => {
    setPlace(next);
    const layer = picture.parts[next.part - 1]?.layer;
    // The map follows into a layer.
    if (next.zoom === 'inside' && layer !== null && layer !== undefined && layer !== choice.layer) setValues((before) => ({ ...before, layer }));
  };
  const step = () => {
    const next = stepped(place, counts);
    goTo(next);
    if (picture.parts[next.part - 1]?.layer !== null && isLastStage(next, counts)) reportTask('forward-pass-stepped');
  };
  const look = (next: Glance) => {
    setLooked(next);
    if (next.at !== next.from && (sharesOf(picture, choice)?.shares[next.from * picture.pieces.length + next.at] ?? 0) > 0.5 && next.at > 0) reportTask('forward-pass-attention');
  };
  const reset = () => {
    run.reset();
    link.clear();
    setValues(startValues);
    setTouched(false);
    setPlace(firstPlace);
    setLooked(null);
  };

  const stage = place.zoom === 'inside' ? picture.parts[place.part - 1]?.stages[place.stage] : undefined;
  const failure = failureOf(run);
  const isPoster = run.source === 'none';

  return (
    <div className="widget forward-pass" data-widget={name} data-status={mounted ? run.status : 'loading'} data-engine={isPoster ? 'recorded' : run.engine}>
      <EngineLine
        engine={isPoster ? 'recorded' : run.engine}
        device={run.state.device}
        recorded={isPoster ? poster.recorded : run.recorded}
        load={run.load}
        waking={!mounted}
        readyText={(engine) => `The model is ready: Run sends your text through it, on ${engine}.`}
        onAllowDownload={run.allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      {failure && <Failure error={failure} onRetry={run.retry} />}
      <PromptField id={fieldId} prompt={prompt} disabled={!mounted || !run.canGoLive} waits={!isPoster && picture.prompt !== prompt} onChange={(next) => change({ prompt: next })} />
      <Controls label="The pass">
        <Button kind="primary" action="run" disabled={!mounted} onClick={() => (setTouched(true), setLooked(null), run.run())}>
          Run
        </Button>
        <Button action="step" disabled={!canLook} onClick={step}>
          Step
        </Button>
        <Button action="rewind" disabled={!canLook} onClick={() => setPlace(rewound(place, counts))}>
          Rewind
        </Button>
        <Segmented
          label="Look at"
          value={place.zoom}
          options={[
            { value: 'pass', label: 'the whole pass' },
            { value: 'inside', label: 'a layer from inside' },
          ]}
          disabled={!canLook}
          onChange={(zoom) => goTo(zoomed(place, zoom, counts))}
        />
      </Controls>
      <div className="pass-grid" aria-busy={isBefore || undefined}>
        <PassDrawing picture={picture} origin={origin} place={place} onPlace={canLook ? goTo : undefined} />
        <div className="pass-side">
          <StagePanel picture={picture} origin={origin} place={place} />
          <Figures picture={picture} origin={origin} />
        </div>
      </div>
      <KernelView kernel={stage?.kernel ?? 'linear'} isChosen={stage !== undefined} />
      <AttentionMap picture={picture} origin={origin} choice={choice} glance={glance} disabled={!canLook} onChoice={(next: HeadChoice) => change(next)} onGlance={look} />
      <div className="pass-more">
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(values))} />
      </div>
      <p className="visually-hidden" role="status">
        {statusOf(run, isBefore)}
      </p>
    </div>
  );
}

/** The head that is looked through, as far as the model has it. */
const validChoice = ({ layer, head }: HeadChoice, { layers, heads }: Picture): HeadChoice => ({ layer: Math.min(layer, layers - 1), head: Math.min(head, heads - 1) });

/** Where the reader looks; at first from the last token, at the one before it. */
function validGlance(glance: Glance | null, { pieces }: Picture): Glance {
  const last = pieces.length - 1;
  return glance && glance.from <= last ? glance : { from: last, at: Math.max(0, last - 1) };
}

function statusOf({ status, source }: Run, isBefore: boolean): string {
  if (isBefore && status === 'running') return 'The pass is run, and each of its stages is timed.';
  return source === 'live' && status === 'done' ? 'The pass is done: its times are measured here.' : '';
}

/** The whole pass in figures. */
function Figures({ picture, origin }: { readonly picture: Picture; readonly origin: Provenance }) {
  const all = sumOf(picture.parts);
  const time: Measure | null = all.ms === null ? null : { name: 'pass-ms', value: all.ms, unit: 'ms', provenance: { kind: 'derived', from: [origin], formula: 'the sum of its stages’ times, each timed alone; joined up, as in writing, they take less' } };
  const flops: Measure = { name: 'pass-flops', value: all.flops, unit: 'flops', provenance: { kind: 'counted', what: 'multiplications and additions of all stages, from their shapes' } };
  const bytes: Measure = { name: 'pass-bytes', value: all.bytes, unit: 'bytes', provenance: { kind: 'counted', what: 'bytes read and written by all stages, from their shapes' } };
  return (
    <div className="pass-figures">
      <Readouts label="The whole pass">
        <Readout label="Whole pass" measure={time} />
        <Readout label="Arithmetic" measure={flops} />
        <Readout label="Bytes moved" measure={bytes} />
      </Readouts>
    </div>
  );
}

interface PromptFieldProps {
  readonly id: string;
  readonly prompt: string;
  readonly disabled: boolean;
  /** What is drawn below is of another text. */
  readonly waits: boolean;
  readonly onChange: (prompt: string) => void;
}

function PromptField({ id, prompt, disabled, waits, onChange }: PromptFieldProps) {
  return (
    <div className="pass-prompt">
      <label htmlFor={id}>Your text</label>
      <textarea id={id} data-control="prompt" dir="auto" rows={2} spellCheck={false} maxLength={longestPrompt} value={prompt} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)} />
      <p className="field-note">{prompt.length >= longestPrompt ? `That is all the room there is: ${longestPrompt} characters.` : waits ? 'Run sends the new text through the model.' : 'A dozen words or so draw best.'}</p>
      <div className="offers" role="group" aria-label="Texts to try">
        {goodPrompts.map((offer) => (
          <Button key={offer} disabled={disabled} aria-pressed={offer === prompt} onClick={() => onChange(offer)}>
            {offer}
          </Button>
        ))}
      </div>
    </div>
  );
}
