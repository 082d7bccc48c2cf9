import type { TrainingState } from '@/lib/training/training-state';
import type { FrozenTrial } from './frozen';
import type { FrozenWork } from './use-frozen';

/** Where a training stands, in a sentence or two. */
export function stageOf(state: TrainingState): string {
  const { status, step, start, choice, pausedBy, ended } = state;
  const of = start && step <= start.options.steps ? ` of ${start.options.steps.toLocaleString('en-GB')}` : '';
  const at = `step ${step.toLocaleString('en-GB')}${of}`;
  switch (status) {
    case 'idle':
      return '';
    case 'starting':
      return choice ? `${choice.reason} Compiling…` : 'Fetching the trainer and the text, and trying what computes fastest here…';
    case 'training':
      return `${choice?.reason ?? ''} Training: ${at}.`;
    case 'paused':
      return pausedBy === 'hidden-tab' ? `Paused by itself at ${at}: the tab is hidden, and nothing is trained there. It goes on when you are back.` : `Paused at ${at}. Go on, or make one step and be told what it does.`;
    case 'ended':
      return endOf(ended, at, start !== null && step === start.options.steps);
    default:
      return status satisfies never;
  }
}

function endOf(ended: TrainingState['ended'], at: string, whole: boolean): string {
  if (ended === 'finished' && !whole) return `Stands at ${at}.`;
  if (ended === 'finished') return `Trained: ${at}. The weights are as good as these steps make them. Now freeze them.`;
  if (ended === 'stopped') return `Stopped at ${at}. What was learnt until here is kept: go on, or freeze it.`;
  return `Ended at ${at}.`;
}

/** Where the frozen weights stand, in a sentence. */
export function frozenStageOf(trial: FrozenTrial, work: FrozenWork | null, live: boolean): string {
  const { before, after, next, answers } = trial;
  if (work === 'freeze') return 'The weights are rounded to 16 bits, given to the engine of this course, read back from the memory that computes, and hashed.';
  if (work === 'move') return 'One more step of training; then the new weights are read back and hashed.';
  if (work !== null) return !before || after ? 'The weights are read back and hashed.' : 'Writing, with coins of their own for each text.';
  if (!before) return live ? 'Pause, stop or finish the training; then freeze what it has learnt.' : '';
  if (next) return `${after ? saidOfTexts(answers.length, before.sha256 === after.sha256) : ''}One more step of training changed ${next.sha256 === before.sha256 ? 'nothing' : 'the fingerprint'}.`;
  if (after) return `${saidOfTexts(answers.length, before.sha256 === after.sha256)}Now give training another turn: one more step.`;
  return 'Frozen. Nothing writes to these weights any more; let them write as often as you like.';
}

/** Of texts that a second fingerprint was taken after: one, or as many as are asked for at once. */
const saidOfTexts = (count: number, same: boolean): string => `${count === 1 ? 'One text' : 'Twenty texts'} later the fingerprint is ${same ? 'digit for digit the same' : 'another'}. `;
