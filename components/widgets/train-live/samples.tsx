import type { ReactNode } from 'react';
import type { Sample } from '@/lib/training/training-state';
import { RunningText } from '../shared/running-text';

interface SamplesProps {
  /** Oldest first. */
  readonly samples: readonly Pick<Sample, 'step' | 'texts'>[];
  /** Lines of the list that it is trained on; null: the text is no list, or not here. */
  readonly list: ReadonlySet<string> | null;
  readonly training: boolean;
}

/** What the model wrote on the way, each time with the same coins: the newest on top. Of a fixed height, so that nothing moves under it. */
export function Samples({ samples, list, training }: SamplesProps) {
  const [newest] = samples.slice(-1);
  return (
    <div className="written">
      <p className="panel-title">What it writes, newest on top</p>
      <div className="written-list" role="region" aria-label="What it wrote on the way" tabIndex={0}>
        <dl>
          {samples.toReversed().map((sample) => (
            <div key={sample.step} className="written-sample" data-newest={(training && sample === newest) || undefined}>
              <dt className="written-step">{sample.step === 0 ? 'before training' : `step ${sample.step.toLocaleString('en-GB')}`}</dt>
              <dd data-generated data-case={sample.step}>
                {sample.texts.map((text, place) => (
                  <Text key={place} text={text} known={list?.has(text) ?? false} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

function Text({ text, known }: { readonly text: string; readonly known: boolean }): ReactNode {
  return (
    <span className="written-text">
      <span data-known={known || undefined} title={known ? 'Stands in the list that it was trained on' : undefined}>
        <RunningText text={text} />
      </span>
    </span>
  );
}
