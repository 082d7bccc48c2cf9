import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { Button, Segmented, Slider } from '@/components/ui';
import type { Precision } from '@/lib/engine/generation/events';
import type { Measure } from '@/lib/measure/measure';
import { FingerprintRow, TensorStrip } from '../frozen-weights/fingerprints';
import { compareTensors } from '../frozen-weights/trial';
import { Failure } from '../shared/failure';
import { RunningText } from '../shared/running-text';
import { answeredTexts, type FrozenTrial, timesAsked, type WritingSettings } from './frozen';
import type { Frozen } from './use-frozen';

interface FreezePanelProps {
  readonly trial: FrozenTrial;
  readonly writing: WritingSettings;
  readonly frozen: Pick<Frozen, 'work' | 'busy' | 'load' | 'error'>;
  /** There are weights to freeze, and nothing else is under way. */
  readonly canFreeze: boolean;
  /** The weights that are frozen can be used: they are here, and not only in a recording. */
  readonly canUse: boolean;
  readonly canMove: boolean;
  readonly stage: string;
  readonly onFreeze: () => void;
  readonly onWrite: () => void;
  readonly onAsk: () => void;
  readonly onMove: () => void;
  readonly onHalt: () => void;
  readonly onChange: (change: Partial<WritingSettings>) => void;
  readonly children?: ReactNode;
}

const precisions: readonly { readonly value: Precision; readonly label: string }[] = (['f32', 'f16', 'q8', 'q4', 'q2'] as const).map((value) => ({ value, label: value }));

/** The same weights in their second life: a fingerprint, texts, the same fingerprint; and another after one more step of training. */
export function FreezePanel({ trial, writing, frozen: { work, busy, load, error }, canFreeze, canUse, canMove, stage, onFreeze, onWrite, onAsk, onMove, onHalt, onChange, children }: FreezePanelProps) {
  const promptId = useId();
  const failure = error ?? (load.status === 'failed' ? load.error : null);
  const { before, after, next } = trial;
  // What was written when it was taken; before that, what is asked for.
  const texts = after ? answeredTexts(trial) : timesAsked;
  const stepText = (step: number) => `Step ${step.toLocaleString('en-GB')}`;
  return (
    <section className="frozen" aria-label="What was trained here, frozen" data-frozen-status={busy ? 'running' : failure ? 'error' : before ? 'done' : 'idle'} data-frozen-engine={trial.engine}>
      <p className="panel-title panel-title-inference">Freeze it, and use it</p>
      <div className="frozen-controls" role="group" aria-label="Use of the frozen weights">
        <Button action="freeze" disabled={!canFreeze || busy} onClick={onFreeze}>
          Freeze the weights
        </Button>
        <Button action="write" disabled={!canUse || busy} onClick={onWrite}>
          Write
        </Button>
        <Button action="ask" disabled={!canUse || busy} onClick={onAsk}>
          Write {timesAsked} times
        </Button>
        <Button action="move" disabled={!canMove || busy} onClick={onMove}>
          Unfreeze, and train one more step
        </Button>
        <Button action="halt" disabled={!busy} onClick={onHalt}>
          Stop
        </Button>
      </div>
      <p className="field-note frozen-stage" role="status">
        {stage}
      </p>
      {failure && <Failure error={failure} onRetry={work === 'freeze' ? onFreeze : work === 'ask' ? onAsk : work === 'write' ? onWrite : undefined} />}
      <div className="prints">
        <FingerprintRow label={`${stepText(trial.step)}, frozen`} setting="before" print={before} against={null} waiting="freeze the weights" />
        <FingerprintRow label={`${stepText(trial.step)}, after ${texts === 1 ? 'one text' : `${texts} texts`}`} setting="after" print={after} against={before} waiting={before ? `let it write ${timesAsked} times` : 'not taken yet'}>
          <TensorStrip before={before} other={after} label="After the texts" />
        </FingerprintRow>
        <FingerprintRow label={`${stepText(trial.nextStep)}, trained on`} setting="next" print={next} against={before} waiting={before ? 'train one more step' : 'not taken yet'}>
          <TensorStrip before={before} other={next} label="One step on" />
        </FingerprintRow>
      </div>
      <div className="frozen-use">
        <div className="frozen-settings">
          <div className="prompt-field">
            <label htmlFor={promptId}>It goes on from</label>
            <input id={promptId} data-control="prompt" readOnly={!canUse} dir="auto" spellCheck={false} autoComplete="off" maxLength={200} value={writing.prompt} onChange={(event) => onChange({ prompt: event.currentTarget.value })} />
          </div>
          <Slider label="Temperature" name="temperature" min={0} max={2} step={0.1} value={writing.temperature} valueText={writing.temperature === 0 ? 'greedy' : writing.temperature.toFixed(1)} disabled={!canUse || busy} onChange={(temperature) => onChange({ temperature })} />
          <Segmented label="Precision" value={writing.precision} options={precisions} disabled={!canUse || busy} onChange={(precision) => onChange({ precision })} />
          <TrialFigures trial={trial} />
        </div>
        <Answers trial={trial} writing={busy && (work === 'ask' || work === 'write')} />
      </div>
      {children}
    </section>
  );
}

/** All counted: texts, bytes, tensors. */
function TrialFigures({ trial }: { readonly trial: FrozenTrial }) {
  const { before, after, next } = trial;
  const counted = (name: string, value: number, unit: 'count' | 'bytes', what: string): Measure => ({ name, value, unit, provenance: { kind: 'counted', what } });
  const unchanged = (other: FrozenTrial['after']): Measure | null =>
    before && other && counted('tensors-unchanged', compareTensors(before, other).filter(({ same }) => same).length, 'count', 'tensors whose own hash is what it was when they were frozen');
  return (
    <Readouts label="What was counted">
      <Readout label="Texts written" measure={counted('texts-written', answeredTexts(trial), 'count', 'texts that are whole')} />
      <Readout label="Read back and hashed" measure={before && counted('weight-bytes', before.bytes, 'bytes', 'bytes of all weights, as they lie in the memory that computes')} />
      <Readout label="Tensors unchanged by writing" case="after" measure={unchanged(after)} />
      <Readout label="And by one step" case="next" measure={unchanged(next)} />
    </Readouts>
  );
}

/** What the frozen model wrote; of a fixed height. */
function Answers({ trial: { answers }, writing }: { readonly trial: FrozenTrial; readonly writing: boolean }) {
  const list = useRef<HTMLOListElement>(null);
  const count = answers.length;
  useEffect(() => {
    if (list.current && writing) list.current.scrollTop = list.current.scrollHeight;
  }, [count, writing]);
  return (
    <ol className="answers frozen-answers" ref={list} tabIndex={0} aria-label="What the frozen weights wrote">
      {answers.map((answer, place) => (
        <li key={place}>
          <span className="story-prompt">{answer.prompt}</span>
          <span data-generated>
            <RunningText text={answer.text.replace(/\n$/, '')} />
          </span>
        </li>
      ))}
    </ol>
  );
}
