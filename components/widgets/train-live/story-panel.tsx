import { type ReactNode, useState } from 'react';
import { InlineFigure } from '@/components/charts/inline-figure';
import { Button } from '@/components/ui';
import type { Measure, Provenance, Unit } from '@/lib/measure/measure';
import type { StepStory } from '@/lib/training/events';
import { spokenTensor } from '../frozen-weights/trial';
import { TokenLabel } from '../shared/token-label';

interface StoryPanelProps {
  /** Null: none has been told yet. */
  readonly story: StepStory | null;
  /** Rows of a batch. */
  readonly rows: number;
  readonly provenance: Provenance;
  /** It was told here: it begins at its beginning. A recorded one lies open. */
  readonly live: boolean;
}

/** Candidates that are shown beside the right one. */
const shownCandidates = 4;

/** One step of training in six sentences with numbers, each at the reader’s pace. */
export function StoryPanel({ story, rows, provenance, live }: StoryPanelProps) {
  const [place, setPlace] = useState<{ readonly story: StepStory | null; readonly revealed: number } | null>(null);
  const revealed = story === null ? 0 : place?.story === story ? place.revealed : live ? 1 : stations.length;
  const reveal = (next: number) => setPlace({ story, revealed: Math.max(1, Math.min(stations.length, next)) });
  return (
    <div className="step-story" data-step={story ? story.step + 1 : undefined} data-revealed={revealed}>
      <p className="panel-title">{story ? `Step ${(story.step + 1).toLocaleString('en-GB')}, told in order` : 'A step, told in order: pause, and make one step'}</p>
      <ol>
        {stations.map(({ title, Told }, index) => (
          <li key={title} data-revealed={index < revealed || undefined} data-newest={(live && index === revealed - 1) || undefined}>
            <b>{title}</b>
            <div className="story-words">{story && index < revealed && <Told story={story} rows={rows} provenance={provenance} />}</div>
          </li>
        ))}
      </ol>
      <div className="story-controls">
        <Button action="story-back" disabled={revealed <= 1} onClick={() => reveal(revealed - 1)}>
          Back
        </Button>
        <Button action="story-next" disabled={story === null || revealed === stations.length} onClick={() => reveal(revealed + 1)}>
          {revealed < stations.length ? `Next: ${stations[revealed].short}` : 'That was the step'}
        </Button>
      </div>
    </div>
  );
}

type TellingProps = Omit<StoryPanelProps, 'live' | 'story'> & { readonly story: StepStory };

const stations: readonly { readonly title: string; readonly short: string; readonly Told: (props: TellingProps) => ReactNode }[] = [
  { title: 'A batch goes in', short: 'the batch', Told: Batch },
  { title: 'The model predicts', short: 'the prediction', Told: Prediction },
  { title: 'The loss says how wrong', short: 'the loss', Told: Loss },
  { title: 'Back, to one weight', short: 'the gradient of one weight', Told: Gradient },
  { title: 'The weight moves', short: 'the move', Told: Move },
  { title: 'And was it for the better?', short: 'the same guess once more', Told: Again },
];

interface FigureProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: Unit;
  readonly provenance: Provenance;
  readonly setting?: string;
}

function Figure({ name, label, value, unit, provenance, setting }: FigureProps) {
  const measure: Measure = { name, value, unit, provenance };
  return <InlineFigure label={label} measure={measure} case={setting} />;
}

function Batch({ story, rows, provenance }: TellingProps) {
  const before = story.input.slice(0, story.position + 1);
  return (
    <>
      <Figure name="batch-rows" label="Rows in the batch" value={rows} unit="count" provenance={{ kind: 'assumed', by: 'page' }} /> pieces of the text, <Figure name="row-tokens" label="Characters in a row" value={story.input.length} unit="characters" provenance={provenance} /> each. This is the beginning of
      one: <TokenLabel text={before.join('')} />
    </>
  );
}

function Prediction({ story, provenance }: TellingProps) {
  const right = story.target[story.position];
  const candidates = story.prediction.slice(0, shownCandidates);
  const given = Math.exp(-story.positionLoss);
  return (
    <>
      After that it holds likeliest:{' '}
      {candidates.map(({ character, logprob }, index) => (
        <span key={index}>
          <TokenLabel text={character} /> <Figure name="candidate-share" label={`Share of ${character}`} value={Math.exp(logprob)} unit="probability" provenance={provenance} setting={`place-${index}`} />
          {index < candidates.length - 1 ? ', ' : '. '}
        </span>
      ))}
      What really comes is <TokenLabel text={right} />, number {story.targetRank.toLocaleString('en-GB')} on its list, with <Figure name="target-share" label="Share of what came" value={given} unit="probability" provenance={provenance} />.
    </>
  );
}

function Loss({ story, provenance }: TellingProps) {
  return (
    <>
      Minus the logarithm of that share is <Figure name="position-loss" label="Loss of this guess" value={story.positionLoss} unit="nats" provenance={provenance} setting="before" />. The mean of all guesses in the batch is{' '}
      <Figure name="batch-loss" label="Loss of the batch" value={story.batchLoss} unit="nats" provenance={provenance} />. That mean is to fall.
    </>
  );
}

function Gradient({ story, provenance }: TellingProps) {
  const { name, row, column } = story.weight;
  return (
    <>
      Take the weight in row {row + 1}, column {column + 1} of the table <i>{spokenTensor(name)}</i>. Its gradient is <Figure name="gradient" label="Gradient of the weight" value={story.gradient} unit="weight" provenance={provenance} />:{' '}
      {story.gradient === 0 ? 'this batch does not care which way it goes.' : `make it a little larger, and the mean loss ${story.gradient > 0 ? 'rises' : 'falls'}. So it should go ${story.gradient > 0 ? 'down' : 'up'}.`} The same is worked out for every other weight.
    </>
  );
}

function Move({ story, provenance }: TellingProps) {
  const { clipScale, weightBefore, weightAfter } = story;
  return (
    <>
      From <Figure name="followed-weight" label="The weight before" value={weightBefore} unit="weight" provenance={provenance} setting="before" /> to <Figure name="followed-weight" label="The weight after" value={weightAfter} unit="weight" provenance={provenance} setting="after" />, at a learning rate
      of <Figure name="learning-rate" label="Learning rate of this step" value={story.learningRate} unit="weight" provenance={provenance} />. The optimiser goes by a running mean of the gradients, not by this one alone
      {Math.sign(weightAfter - weightBefore) === Math.sign(story.gradient) && story.gradient !== 0 ? ', which is why here it went the other way' : ''}.
      {clipScale < 1 && ' (All gradients together were too large, and were scaled down first.)'}
    </>
  );
}

function Again({ story, provenance }: TellingProps) {
  const { positionLoss, positionLossAfter } = story;
  return (
    <>
      The same guess, with every weight moved, now costs <Figure name="position-loss" label="Loss of the same guess afterwards" value={positionLossAfter} unit="nats" provenance={provenance} setting="after" /> in place of{' '}
      <Figure name="position-loss" label="Loss of this guess before" value={positionLoss} unit="nats" provenance={provenance} setting="before-again" />
      {positionLossAfter < positionLoss ? ': a little less wrong.' : ': worse, for this one. The step was for the mean of them all.'}
    </>
  );
}
