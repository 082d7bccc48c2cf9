import type { ReactNode } from 'react';
import { measureAttributes, percent, ProvenanceChip, Readout, Readouts } from '@/components/charts';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { TokenLabel } from '../shared/token-label';
import { shapeText } from './pass-drawing';
import type { Part, Picture, Stage } from './picture';
import { sumOf } from './picture';
import type { Place } from './place';
import { ShapePicture } from './shape-picture';

interface StagePanelProps {
  readonly picture: Picture;
  /** Of the times and scores. */
  readonly origin: Provenance;
  readonly place: Place;
}

/** What stands at the chosen place: what happens there, its shapes, its work. Always about the same height. */
export function StagePanel({ picture, origin, place }: StagePanelProps) {
  const { parts } = picture;
  if (place.part === 0) return <TokensIn picture={picture} />;
  const part = parts[place.part - 1];
  if (!part) return <ScoresOut picture={picture} origin={origin} />;
  const stage = place.zoom === 'inside' ? part.stages[place.stage] : undefined;
  return stage ? <OneStage stage={stage} part={part} picture={picture} origin={origin} /> : <OnePart part={part} picture={picture} origin={origin} />;
}

const counted = (what: string): Provenance => ({ kind: 'counted', what });

function TokensIn({ picture }: { readonly picture: Picture }) {
  const tokens: Measure = { name: 'tokens', value: picture.pieces.length, unit: 'tokens', provenance: counted('tokens of the prompt, the begin token with them') };
  return (
    <Panel title="Tokens in" what="Your text as numbers, and the begin token in front. All of them go through together, each in a row of its own.">
      <Readouts label="What goes in">
        <Readout label="T, the number of tokens" measure={tokens} />
      </Readouts>
      <p className="panel-list">
        {picture.pieces.slice(0, 40).map(({ id, text, bytes }, index) => (
          <span key={index}>
            {bytes.length === 0 ? 'begin' : <TokenLabel text={text} />} <small>{id}</small>
          </span>
        ))}
        {picture.pieces.length > 40 && <span>…</span>}
      </p>
    </Panel>
  );
}

function ScoresOut({ picture, origin }: { readonly picture: Picture; readonly origin: Provenance }) {
  const share: Provenance = { kind: 'derived', from: [origin], formula: 'softmax of the scores' };
  return (
    <Panel title="Scores out" what="A score for every piece of the vocabulary, and the pass is over. Softmax makes probabilities of them; the best are:">
      <ol className="panel-best">
        {picture.best.map(({ id, text, logprob }, rank) => (
          <li key={id}>
            <span data-generated={rank === 0 || undefined}>
              <TokenLabel text={text} />
            </span>
            <span {...measureAttributes({ name: 'next-probability', value: Math.exp(logprob), unit: 'probability', provenance: share }, String(id))}>{percent(Math.exp(logprob))}</span>
          </li>
        ))}
      </ol>
      <ProvenanceChip provenance={share} of="Probabilities of the next token" />
    </Panel>
  );
}

function OnePart({ part, picture, origin }: { readonly part: Part; readonly picture: Picture; readonly origin: Provenance }) {
  const what =
    part.layer !== null
      ? 'Attention, then feed-forward. Each position gathers from those before it, then is worked over by itself. Look inside, and step through its stages.'
      : part.key === 'embedding'
        ? 'Each token’s number is exchanged for its row of the embedding table.'
        : 'The last position’s row is taken, scaled, and set against every piece of the vocabulary.';
  return (
    <Panel title={part.layer === null ? part.name : `${part.name} of ${picture.layers}`} what={what}>
      <Shapes input={part.inputShape} output={part.outputShape} inputNames={part.key === 'embedding' ? 'T' : 'T, dim'} outputNames={part.key === 'head' ? '1, vocab' : 'T, dim'} />
      <Figures name="part" work={part} setting={part.key} all={sumOf(picture.parts).ms} origin={origin} />
    </Panel>
  );
}

function OneStage({ stage, part, picture, origin }: { readonly stage: Stage; readonly part: Part; readonly picture: Picture; readonly origin: Provenance }) {
  const { words, inputShape, outputShape, kernel } = stage;
  const block = stage.kind.includes(' / ') && part.layer !== null ? `${stage.kind.split(' / ')[0]}: ` : '';
  return (
    <Panel title={`${part.name}, ${block}${words.name.toLowerCase()}`} what={words.what}>
      <Shapes input={inputShape} output={outputShape} inputNames={words.input} outputNames={words.output} />
      <Figures name="stage" work={stage} setting={stage.key} all={sumOf(picture.parts).ms} origin={origin} kernel={kernel} />
    </Panel>
  );
}

interface ShapesProps {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly inputNames: string;
  readonly outputNames: string;
}

function Shapes({ input, output, inputNames, outputNames }: ShapesProps) {
  return (
    <div className="panel-shapes">
      <ShapePicture input={input} output={output} />
      <p>
        <code>({inputNames})</code> → <code>({outputNames})</code>
        <br />
        <code>{shapeText(input)}</code> → <code>{shapeText(output)}</code>
      </p>
    </div>
  );
}

interface FiguresProps {
  readonly name: 'part' | 'stage';
  readonly work: Part | Stage;
  readonly setting: string;
  /** Milliseconds of the whole pass. */
  readonly all: number | null;
  readonly origin: Provenance;
  readonly kernel?: string;
}

/** The work of one place. Its time stands in the drawing; here is how much of the pass it is. */
function Figures({ name, work, setting, all, origin, kernel }: FiguresProps) {
  const flops: Measure = { name: `${name}-flops`, value: work.flops, unit: 'flops', provenance: counted('multiplications and additions, from the shapes') };
  const bytes: Measure = { name: `${name}-bytes`, value: work.bytes, unit: 'bytes', provenance: counted('bytes read and written, every tensor once, from the shapes') };
  const share: Measure | null =
    work.ms === null || !all
      ? null
      : { name: `${name}-share`, value: work.ms / all, unit: 'probability', provenance: { kind: 'derived', from: [origin], formula: 'its time ÷ the sum of all stages’ times, both as in the drawing' } };
  return (
    <>
      <Readouts label="Its work">
        <Readout label="Arithmetic" measure={flops} case={setting} />
        <Readout label="Bytes moved" measure={bytes} case={setting} />
        <Readout label="Share of the time" measure={share} case={setting} />
      </Readouts>
      {kernel && (
        <p className="panel-kernel">
          Kernel: <code>{kernel}</code>
        </p>
      )}
    </>
  );
}

function Panel({ title, what, children }: { readonly title: string; readonly what: string; readonly children: ReactNode }) {
  return (
    <div className="panel" role="group" aria-label="The chosen place">
      <p className="panel-title">{title}</p>
      <p className="panel-what">{what}</p>
      {children}
    </div>
  );
}
