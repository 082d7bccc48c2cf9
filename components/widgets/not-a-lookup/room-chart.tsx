import type { CSSProperties } from 'react';
import { ChartFrame, figureText, measureAttributes, ProvenanceChip } from '@/components/charts';
import { Raised } from '@/components/charts/raised';
import { continuations, continuationsPerByte, exactContinuations, firstWithoutRoom, modelBytes, mostTokens, powerText } from './room';

/** Orders of magnitude of a value, on a scale that ends with the longest texts. */
const height = (value: number): number => Math.log10(value) / Math.log10(continuations(mostTokens).value);

const lengths = Array.from({ length: mostTokens }, (_, index) => index + 1);

/** How many texts there are of 1 to 20 tokens, against the bytes of the model: each step up the scale is a hundred thousand million. */
export function RoomChart({ tokens }: { readonly tokens: number }) {
  const gridlines = [0, 11, 22, 33, 44, 55, 66];
  return (
    <ChartFrame
      title={`Continuations of 1 to ${mostTokens} tokens, on a scale of powers of ten`}
      exportName="continuations"
      summary={`With every token the number of possible texts is multiplied by 2,048. From ${firstWithoutRoom} tokens on there are more of them than the model has bytes, ${figureText(modelBytes)}; of ${mostTokens} tokens there are ${powerText(continuations(mostTokens).value)}.`}
      provenance={continuations(mostTokens).provenance}
      table={{
        columns: ['Tokens', 'Continuations', 'Continuations per byte of the model'],
        rows: lengths.map((length) => [length, exactContinuations(length).toString(), continuationsPerByte(length).value.toPrecision(4)]),
      }}
    >
      <div className="room" aria-hidden="true">
        <div className="room-axis">
          {gridlines.map((power) => (
            <span key={power} style={{ '--at': height(10 ** power) } as CSSProperties}>
              <Raised text={power === 0 ? '1' : powerText(10 ** power).replace('1.0 × ', '')} />
            </span>
          ))}
        </div>
        <div className="room-plot">
          {gridlines.map((power) => (
            <i key={power} className="room-grid" style={{ '--at': height(10 ** power) } as CSSProperties} />
          ))}
          {lengths.map((length) => (
            <span key={length} className="room-bar" data-chosen={length === tokens || undefined} data-fits={length < firstWithoutRoom || undefined} style={{ '--at': height(continuations(length).value) } as CSSProperties} />
          ))}
          <p className="room-line" style={{ '--at': height(modelBytes.value) } as CSSProperties}>
            <span>as many as the model has bytes</span>
          </p>
        </div>
        <div className="room-lengths">
          {lengths.map((length) => (
            <span key={length} data-chosen={length === tokens || undefined}>
              {length}
            </span>
          ))}
        </div>
        <p className="room-word">tokens in the text</p>
      </div>
    </ChartFrame>
  );
}

/** The two numbers written out: nothing shows better that one is long. */
export function RoomDigits({ tokens }: { readonly tokens: number }) {
  const all = continuations(tokens);
  const each = continuationsPerByte(tokens);
  const setting = `tokens-${tokens}`;
  return (
    <dl className="digits">
      <dt>
        Bytes of the model’s file <ProvenanceChip provenance={modelBytes.provenance} of="Bytes of the model" />
      </dt>
      <dd {...measureAttributes(modelBytes)}>{modelBytes.value.toLocaleString('en-GB').replaceAll(',', ' ')}</dd>
      <dt>
        Texts of {tokens === 1 ? 'one token' : `${tokens} tokens`} <ProvenanceChip provenance={all.provenance} of="Continuations" />
      </dt>
      <dd className="digits-long" {...measureAttributes(all, setting)}>
        {exactContinuations(tokens).toLocaleString('en-GB').replaceAll(',', ' ')}
      </dd>
      <dt>
        {each.value < 1 ? 'Texts for each byte: there is room for them' : 'Texts for each byte'} <ProvenanceChip provenance={each.provenance} of="Continuations per byte" />
      </dt>
      <dd className="digits-power" {...measureAttributes(each, setting)}><Raised text={powerText(each.value)} /></dd>
    </dl>
  );
}
