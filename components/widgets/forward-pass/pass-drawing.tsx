import type { CSSProperties, ReactNode } from 'react';
import { ChartFrame, figureText, measureAttributes } from '@/components/charts';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { TokenLabel } from '../shared/token-label';
import { visibleText } from '../shared/visible-text';
import type { Part, Picture, Stage, Work } from './picture';
import { rowsOf } from './picture';
import type { Place } from './place';

interface PassDrawingProps {
  readonly picture: Picture;
  /** Of the times. */
  readonly origin: Provenance;
  readonly place: Place;
  readonly onPlace?: (place: Place) => void;
}

/** One box of the drawing. */
interface Box {
  readonly key: string;
  readonly place: Place;
  readonly name: string;
  readonly detail: ReactNode;
  /** Absent where nothing is computed. */
  readonly time?: Measure | null;
  readonly work?: Work;
}

/** Boxes that belong together, in rows from top to bottom; those of one row stand side by side. */
interface Block {
  readonly name?: string;
  readonly rows: readonly (readonly Box[])[];
}

export const shapeText = (shape: readonly number[]): string => `(${shape.map((size) => size.toLocaleString('en-GB')).join(', ')})`;

/** Index of the scores among the places of a pass: behind the tokens and all parts. */
const scoresAt = (picture: Picture): number => picture.parts.length + 1;

/** The pass from top to bottom, whole or one part of it from inside; each box is chosen by a click. */
export function PassDrawing({ picture, origin, place, onPlace }: PassDrawingProps) {
  const part = place.zoom === 'inside' ? picture.parts[place.part - 1] : undefined;
  const blocks = part ? blocksInside(part, place.part, origin) : blocksFromAfar(picture, origin);
  const boxes = blocks.flatMap(({ rows }) => rows.flat());
  const longest = Math.max(...boxes.map(({ work }) => work?.ms ?? 0));
  // A bar means as much in a third of a row as in a whole one.
  const abreast = Math.max(...blocks.flatMap(({ rows }) => rows.map((row) => row.length)));
  const slowest = boxes.find(({ work }) => longest > 0 && work?.ms === longest);
  const title = part ? `${part.name}, stage by stage` : 'The whole pass';
  return (
    <ChartFrame
      title={title}
      summary={`${boxes.length} boxes from top to bottom: ${boxes.map(({ name }) => name).join(', ')}.${slowest?.time ? ` The longest is ${slowest.name}, with ${figureText(slowest.time)}.` : ''}`}
      provenance={origin}
      table={tableOf(part ? part.stages : picture.parts)}
    >
      <div className="pass" data-zoom={place.zoom}>
        {blocks.map(({ name, rows }, index) => (
          <div key={index} className="pass-block" data-named={name !== undefined || undefined}>
            {name && <span className="pass-block-name">{name}</span>}
            <ol>
              {rows.map((row) => (
                <li key={row[0].key} className="pass-row">
                  {row.map((box) => (
                    <PassBox key={box.key} box={box} share={longest > 0 ? ((box.work?.ms ?? 0) / longest) * (row.length / abreast) : 0} isChosen={box.place.part === place.part && box.place.stage === place.stage} onPlace={onPlace} />
                  ))}
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}

function PassBox({ box, share, isChosen, onPlace }: { readonly box: Box; readonly share: number; readonly isChosen: boolean; readonly onPlace?: (place: Place) => void }) {
  return (
    <button type="button" className="pass-box" data-stage={box.key} aria-pressed={isChosen} disabled={!onPlace} onClick={() => onPlace?.(box.place)}>
      <span className="pass-name">{box.name}</span>
      {box.time && (
        <span className="pass-time" {...measureAttributes(box.time, box.key)}>
          {figureText(box.time)}
        </span>
      )}
      <span className="pass-detail">{box.detail}</span>
      {box.work && <span className="pass-bar" style={{ '--share': share } as CSSProperties} aria-hidden="true" />}
    </button>
  );
}

function blocksFromAfar(picture: Picture, origin: Provenance): readonly Block[] {
  const row = (box: Box) => [box];
  const ofPart = (part: Part): readonly Box[] => {
    const index = picture.parts.indexOf(part) + 1;
    const sum: Provenance = { kind: 'derived', from: [origin], formula: 'the sum of its stages’ times' };
    return row({ key: part.key, place: { zoom: 'pass', part: index, stage: 0 }, name: part.name, detail: shapeText(part.outputShape), time: timeOf('part-ms', part, sum), work: part });
  };
  const tokens: Box = {
    key: 'tokens',
    place: { zoom: 'pass', part: 0, stage: 0 },
    name: 'Tokens in',
    detail: <span className="pass-tokens">{picture.pieces.map(({ text, bytes }, index) => (bytes.length === 0 ? <span key={index}>begin</span> : <TokenLabel key={index} text={text} />))}</span>,
  };
  const scores: Box = {
    key: 'scores',
    place: { zoom: 'pass', part: scoresAt(picture), stage: 0 },
    name: 'Scores out',
    detail: <span className="pass-tokens">{picture.best.slice(0, 3).map(({ id, text }) => <TokenLabel key={id} text={text} />)}<span>…</span></span>,
  };
  const layers = picture.parts.filter(({ layer }) => layer !== null);
  const first = picture.parts.indexOf(layers[0]);
  return [
    { rows: [row(tokens), ...picture.parts.slice(0, first).map(ofPart)] },
    { name: 'Layers', rows: layers.map(ofPart) },
    { rows: [...picture.parts.slice(first + layers.length).map(ofPart), row(scores)] },
  ];
}

function blocksInside(part: Part, index: number, origin: Provenance): readonly Block[] {
  const boxOf = (stage: Stage): Box => ({
    key: stage.key,
    place: { zoom: 'inside', part: index, stage: part.stages.indexOf(stage) },
    name: stage.words.name,
    detail: shapeText(stage.outputShape),
    time: timeOf('stage-ms', stage, origin),
    work: stage,
  });
  const rows = rowsOf(part.stages);
  const named = [
    ['Attention', 'attention / '],
    ['Feed-forward', 'feed-forward / '],
  ] as const;
  if (part.layer === null) return [{ rows: rows.map((row) => row.map(boxOf)) }];
  return named.map(([name, begin]) => ({ name, rows: rows.filter(([{ kind }]) => kind.startsWith(begin)).map((row) => row.map(boxOf)) }));
}

const timeOf = (name: string, { ms }: Work, provenance: Provenance): Measure | null => (ms === null ? null : { name, value: ms, unit: 'ms', provenance });

function tableOf(works: readonly (Part | Stage)[]) {
  return {
    columns: ['Stage', 'Shape in', 'Shape out', 'Floating-point operations', 'Bytes read and written', 'Time, ms'],
    rows: works.map((work) => [visibleText(work.key), shapeText(work.inputShape), shapeText(work.outputShape), work.flops, work.bytes, work.ms === null ? '' : Number(work.ms.toFixed(4))]),
  };
}
