import { type Bar, BarChart, ChartFrame, percent } from '@/components/charts';
import type { Provenance } from '@/lib/measure/measure';
import { TokenLabel } from '../shared/token-label';
import { spokenText, visibleText } from '../shared/visible-text';
import { CoinStrip } from './coin-strip';
import type { CandidateRow, StepView } from './step';
import { plainWords, type Words, wordsOfCut, wordsOfStep } from './words';

interface StepChartProps {
  readonly step: StepView;
  /** Of the scores. */
  readonly provenance: Provenance;
  readonly falling: boolean;
  /** The story goes on with this token here; absent where it cannot. */
  readonly onBranch?: (id: number, text: string) => void;
}

const probability = (value: number, name: string, provenance: Provenance) => ({ name, value, unit: 'probability' as const, provenance });

/** One step: the strip with its coin, what happened in words, and the candidates as bars. */
export function StepChart({ step, provenance, falling, onBranch }: StepChartProps) {
  const { rows, outsider, others } = step;
  const shaped: Provenance = { kind: 'derived', from: [provenance], formula: 'softmax of the scores divided by the temperature; what top-k and top-p leave, scaled back to 1' };
  const shown = outsider ? [...rows, outsider] : rows;
  const words = wordsOfStep(step);
  const bars = shown.map((row, position): Bar => ({
    key: `place-${position}`,
    label: <TokenLabel text={row.text} />,
    spoken: spokenText(row.text),
    measure: probability(row.probability, 'candidate-probability', shaped),
    reference: probability(row.own, 'own-probability', provenance),
    chosen: row.isDrawn,
    faded: row.isCut,
    note: row.isCut ? 'cut off' : undefined,
  }));
  // In the eleventh row, where a drawn token from far down needs it, that; else what is left for all the rest.
  const rest: Bar = {
    key: 'place-10',
    label: <span className="others-label">{others.tokens.toLocaleString('en-GB')} others</span>,
    spoken: `the ${others.tokens.toLocaleString('en-GB')} other tokens together`,
    measure: probability(others.probability, 'others-probability', shaped),
    reference: probability(others.own, 'others-own-probability', provenance),
    faded: true,
    inert: true,
  };
  return (
    <ChartFrame
      title={`Candidates for token ${step.index + 1}`}
      summary={`${rows
        .slice(0, 3)
        .map(({ text, probability: share }) => `${spokenText(text)}: ${percent(share)}`)
        .join('; ')}. ${wordsOfCut(step)} ${plainWords(words)}`}
      provenance={shaped}
      table={{
        columns: ['Rank', 'Token', 'Id', 'Probability now', 'Model’s own probability', 'Written'],
        rows: shown.map((row) => [row.rank, visibleText(row.text), row.id, round(row.probability), round(row.own), row.isDrawn ? 'yes' : '']),
      }}
    >
      <CoinStrip step={step} falling={falling} />
      <p className="step-words">
        <SetWords words={words} />
      </p>
      <p className="step-hint">Choose a bar to overrule the coin.</p>
      <div className="candidates">
        <BarChart
          label={`The ten best candidates for token ${step.index + 1}`}
          fullAt={1}
          bars={outsider ? bars : [...bars, rest]}
          onSelect={
            onBranch &&
            ((bar) => {
              const row: CandidateRow = shown[Number(bar.key.slice('place-'.length))];
              onBranch(row.id, row.text);
            })
          }
          selectVerb="go on with this token instead"
          chosenWord="written"
          referenceWord="the model’s own"
        />
      </div>
      <p className="step-rest">
        <span className="reference-key" aria-hidden="true" /> the model’s own probability: temperature 1, nothing cut off. {wordsOfCut(step)}
      </p>
    </ChartFrame>
  );
}

const round = (value: number) => Number(value.toFixed(6));

function SetWords({ words }: { readonly words: Words }) {
  return words.map((part, index) => (typeof part === 'string' ? part : <TokenLabel key={index} text={part.token} />));
}
