import { useId } from 'react';
import { ChartFrame, measureAttributes, percent, ProvenanceChip } from '@/components/charts';
import { Heatmap } from '@/components/charts/heatmap';
import { Select } from '@/components/ui';
import type { TokenPiece } from '@/lib/engine/generation/events';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { TokenLabel } from '../shared/token-label';
import { spokenText, visibleText } from '../shared/visible-text';
import type { HeadChoice } from './controls';
import { type Picture, sharesOf } from './picture';

/** A token that looks, and one that it looks at; positions in the text. */
export interface Glance {
  readonly from: number;
  readonly at: number;
}

interface AttentionMapProps {
  readonly picture: Picture;
  /** Of the shares. */
  readonly origin: Provenance;
  readonly choice: HeadChoice;
  readonly glance: Glance;
  readonly disabled: boolean;
  readonly onChoice: (choice: HeadChoice) => void;
  readonly onGlance: (glance: Glance) => void;
}

/** More tokens than this would have cells too small to see: of a longer text its end is drawn. */
const mostDrawn = 40;

/** Where one head of one layer looks, from each token of the reader's text. */
export function AttentionMap({ picture, origin, choice, glance, disabled, onChoice, onGlance }: AttentionMapProps) {
  const saying = useId();
  const { pieces, layers, heads } = picture;
  const own = sharesOf(picture, choice);
  const tokens = pieces.length;
  const first = Math.max(0, tokens - mostDrawn);
  const shown = pieces.slice(first);
  const share = (from: number, at: number): number => own?.shares[from * tokens + at] ?? 0;
  const where = `head ${choice.head + 1} of layer ${choice.layer + 1}`;
  const labels = shown.map((piece) => ({ text: isBegin(piece) ? <span>begin</span> : <TokenLabel text={piece.text} />, spoken: spokenName(piece) }));
  const measure: Measure = { name: 'attention-share', value: share(glance.from, glance.at), unit: 'probability', provenance: origin };
  const last = tokens - 1;
  const favourite = Array.from({ length: tokens }, (_, at) => at).reduce((best, at) => (share(last, at) > share(last, best) ? at : best), 0);
  const number = (count: number) => Array.from({ length: count }, (_, index) => ({ value: String(index), label: `${index + 1} of ${count}` }));
  return (
    <div className="attention">
      <ChartFrame
        title={`Where ${where} looks`}
        exportName={`attention of ${where}`}
        summary={`A row for each of ${shown.length} tokens; it looks at itself and the tokens before it, and its shares sum to 100%. The last, ${spokenName(pieces[last])}, looks most at ${spokenName(pieces[favourite])}: ${percent(share(last, favourite))}.`}
        provenance={origin}
        table={{
          columns: ['From', ...shown.map(nameOf)],
          rows: shown.map((piece, row) => [nameOf(piece), ...shown.map((_, column) => (column > row ? '' : Number(share(first + row, first + column).toFixed(4))))]),
        }}
      >
        <Heatmap
          label={`Attention of ${where}`}
          rows={labels}
          columns={labels}
          rowWord="from"
          columnWord="looks at"
          ends={['0%', '100%']}
          textOf={percent}
          valueOf={(row, column) => (column > row ? null : share(first + row, first + column))}
          selected={{ row: glance.from - first, column: glance.at - first }}
          onSelect={disabled ? undefined : ({ row, column }) => onGlance({ from: first + row, at: first + column })}
        />
      </ChartFrame>
      <div className="attention-side">
        <div className="attention-choice" role="group" aria-label="Which head">
          <Select label="Layer" value={String(choice.layer)} options={number(layers)} disabled={disabled} onChange={(layer) => onChoice({ ...choice, layer: Number(layer) })} />
          <Select label="Head" value={String(choice.head)} options={number(heads)} disabled={disabled} onChange={(head) => onChoice({ ...choice, head: Number(head) })} />
        </div>
        <p className="attention-words" id={saying} aria-live="polite">
          From <Name piece={pieces[glance.from]} />, {where} takes{' '}
          <b {...measureAttributes(measure, `layer-${choice.layer + 1}-head-${choice.head + 1}`)}>{percent(measure.value)}</b> of what it gathers from <Name piece={pieces[glance.at]} />
          {glance.at === glance.from ? ', which is itself' : ''}. <ProvenanceChip provenance={origin} of="Share of attention" />
        </p>
        {first > 0 && <p className="field-note">Of {tokens} tokens the last {mostDrawn} are drawn. Rows sum to 100% over all of them.</p>}
      </div>
    </div>
  );
}

const isBegin = ({ bytes }: TokenPiece): boolean => bytes.length === 0;
const nameOf = (piece: TokenPiece): string => (isBegin(piece) ? 'begin' : visibleText(piece.text));
const spokenName = (piece: TokenPiece): string => (isBegin(piece) ? 'the begin token' : `“${spokenText(piece.text)}”`);

function Name({ piece }: { readonly piece: TokenPiece }) {
  return isBegin(piece) ? <>the begin token</> : <TokenLabel text={piece.text} />;
}
