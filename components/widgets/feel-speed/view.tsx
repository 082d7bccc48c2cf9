'use client';

import '../shared/widgets.css';
import './feel-speed.css';
import { useState } from 'react';
import { day, Readout, Readouts } from '@/components/charts';
import { reportTask } from '@/components/lesson/tasks';
import { Button, Controls, Notice, Slider, StatusLine } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import type { Measure } from '@/lib/measure/measure';
import { usePageLink } from '../shared/use-page-link';
import { comparison, linkOf, posterShare, readingSpeed, shownOf, speedFor, speedOfLink, speeds, startSpeed, waits } from './pace';
import { usePlayback } from './use-playback';

const name = 'feel-speed';

export interface ViewProps {
  readonly poster: {
    readonly prompt: string;
    readonly tokens: readonly string[];
    readonly recorded: { readonly device: string; readonly date: string };
  };
}

/** The same text twice, at one speed: token by token, and all at the end. */
export default function FeelSpeed({ poster: { prompt, tokens: texts, recorded } }: ViewProps) {
  const mounted = useMounted();
  const all = texts.length;
  const [speed, setSpeed] = useState(startSpeed);
  const [touched, setTouched] = useState(false);
  const { tokens, playing, play, pause, moveTo } = usePlayback(all, speed, Math.round(all * posterShare));
  /** When the reader began to read, by the page’s clock; null: does not read. */
  const [readingSince, setReadingSince] = useState<number | null>(null);
  const [reading, setReading] = useState<Measure | null>(null);
  const [readingNote, setReadingNote] = useState('');

  const isReading = readingSince !== null;
  const { streamed, atEnd } = isReading ? { streamed: all, atEnd: 0 } : shownOf(tokens, all);
  const isOver = tokens >= all;
  const wait = waits(speed, all);

  const choose = (next: number) => {
    setTouched(true);
    setSpeed(next);
  };
  const link = usePageLink(name, touched ? linkOf(speed) : null, (opened) => choose(speedOfLink(opened)));

  const runFromStart = () => {
    if (reading && speed === speedFor(reading.value)) reportTask('feel-speed-matched');
    moveTo(0);
    play();
  };
  const startReading = () => {
    moveTo(0);
    setReadingNote('');
    setReadingSince(performance.now());
  };
  const endReading = () => {
    const value = readingSpeed(all, performance.now() - readingSince!);
    setReadingSince(null);
    if (value === null) return setReadingNote('That was too quick to have been reading: try again.');
    reportTask('feel-speed-timed');
    setReading({ name: 'reading-speed', value, unit: 'tokens/s', provenance: { kind: 'measured', device: 'you, by this page’s clock', at: Date.now(), samples: 1 } });
  };

  return (
    <div className="widget feel-speed" data-widget={name} data-status={!mounted ? 'loading' : playing ? 'running' : isOver ? 'done' : 'idle'} data-engine="recorded">
      <StatusLine state="recorded">
        <b>Recorded</b> on {day(recorded.date)}, {recorded.device}. The words are the model’s; their speed is yours to set.
      </StatusLine>
      {link.problem && <Notice kind="note" title={link.problem} />}
      <div className="speed-panes">
        <Pane title={isReading ? 'Read it at your own speed' : 'Streamed: each token as it comes'} prompt={prompt} texts={texts} shown={streamed} setting="streamed" />
        <Pane title="All at the end" prompt={prompt} texts={texts} shown={atEnd} setting="at-end" waiting={isReading ? '' : `Nothing to read yet: ${Math.floor(tokens)} of ${all} tokens are written.`} />
      </div>
      <Controls label="The text">
        <Button kind="primary" action="run" disabled={!mounted || isReading} onClick={runFromStart}>
          Play
        </Button>
        {playing ? (
          <Button className="button-play" action="pause" onClick={pause}>
            Pause
          </Button>
        ) : (
          <Button className="button-play" action="play" disabled={!mounted || isReading} onClick={play}>
            {isOver ? 'Replay' : 'Continue'}
          </Button>
        )}
        <Button action="step" disabled={!mounted || isReading || isOver} onClick={() => moveTo(Math.floor(tokens) + 1)}>
          Step
        </Button>
        <Button action="rewind" disabled={!mounted || isReading || tokens === 0} onClick={() => moveTo(0)}>
          Rewind
        </Button>
      </Controls>
      <div className="speed-side">
        <Slider
          label="Speed"
          name="speed"
          min={0}
          max={speeds.length - 1}
          step={1}
          value={speeds.indexOf(speed)}
          valueText={`${speed} tokens a second`}
          disabled={!mounted}
          onChange={(stop) => choose(speeds[stop])}
        />
        <Readouts label="Waiting">
          <Readout label="First words, streamed" measure={wait.streamed} case="streamed" />
          <Readout label="First words, all at the end" measure={wait['at-end']} case="at-end" />
          <Readout label="The whole text, either way" measure={wait.whole} />
          <Readout label="You read" measure={reading} />
        </Readouts>
        <div className="own-reading">
          {isReading ? (
            <Button kind="primary" action="end-reading" onClick={endReading}>
              I have read it
            </Button>
          ) : (
            <Button action="time-reading" disabled={!mounted} onClick={startReading}>
              Time my reading
            </Button>
          )}
          <p className="field-note" role="status">
            {isReading ? 'Read the text on the left as you would any other, then press the button.' : readingNote || comparison(speed, reading?.value ?? null)}
          </p>
        </div>
      </div>
    </div>
  );
}

interface PaneProps {
  readonly title: string;
  readonly prompt: string;
  readonly texts: readonly string[];
  /** Tokens that are there to be read. */
  readonly shown: number;
  readonly setting: string;
  /** Said while there is none. */
  readonly waiting?: string;
}

/** A pane keeps the place of its whole text: what comes moves nothing. */
function Pane({ title, prompt, texts, shown, setting, waiting }: PaneProps) {
  return (
    <section className="speed-pane" aria-label={title}>
      <p className="speed-pane-title">{title}</p>
      <p className="speed-text">
        <span className="story-prompt">{prompt}</span>
        <span data-generated data-case={setting}>
          {texts.slice(0, shown).join('')}
        </span>
        <span className="not-yet" aria-hidden="true">
          {texts.slice(shown).join('')}
        </span>
      </p>
      {shown === 0 && waiting && <p className="speed-waiting">{waiting}</p>}
    </section>
  );
}
