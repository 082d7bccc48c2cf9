import { isOwnModel } from '@/content/own-models';
import { heldName, isHeld } from '@/lib/engine-client/held-models';
import type { BackendKind } from '@/lib/engine/generation/events';
import type { PlaygroundSnapshot } from './controller';
import { deviceOf } from './figures';
import { watchedTokensPerSecond } from './pace';
import { isClosed, openSequences, precisionsUsed, type RunRecord } from './run-record';
import { inEffect, isForOurs, isOwnEngine, type PlaygroundSettings } from './settings';

/** Where the run stands, in a sentence or two. */
export function noteOf({ run, status, making, load, canGoLive }: PlaygroundSnapshot, settings: PlaygroundSettings): string {
  if (!canGoLive) return 'There is nothing recorded to show here: everything in this figure is run live.';
  if (making) return `Making the weights anew in ${making.precision}, from the file that is here: ${making.doneTensors} of ${making.tensors} tensors.`;
  if (status === 'loading') return load.status === 'ready' ? 'Setting up…' : 'The model is on its way.';
  if (!run || run.passes.length === 0) return 'Run writes with these settings. Precision can be changed while it writes: the text goes on.';
  if (status === 'running') return whileWriting(run);
  return [endOf(run), nextIn(settings, run), waiting(settings, run.settings)].filter(Boolean).join(' ');
}

function whileWriting(run: RunRecord): string {
  const together = run.sequences.length > 1 ? `${grouped(stillWriting(run))} of ${run.sequences.length} sequences are being written, all in one pass a step. ` : '';
  if (!run.settings.watch) return `${together}Shown as fast as it is made.`;
  return `${together}Shown at ${watchedTokensPerSecond} tokens a second at most; the figures are the engine’s own. Change the precision, and the text goes on in it.`;
}

const grouped = (value: number) => value.toLocaleString('en-GB');
const stillWriting = (run: RunRecord) => run.sequences.filter(({ state, error }) => error === null && state.status !== 'ended').length;

function endOf(run: RunRecord): string {
  if (run.sequences.length > 1) {
    const over = run.sequences.filter(isClosed).length;
    return over === 0 ? '' : over === run.sequences.length ? `All ${over} texts are at their end.` : `${grouped(over)} of ${run.sequences.length} texts ${over === 1 ? 'is at its' : 'are at their'} end.`;
  }
  const [{ state }] = run.sequences;
  if (state.endReason === 'stop-token') return 'The model chose to end here: the coin took the stop token.';
  if (state.endReason === 'context-full') return `The context is full: this model can hold ${grouped(state.contextLength)} tokens, and not one more.`;
  if (state.cutTokens > 0) return `The model read only the end of your prompt: its first ${grouped(state.cutTokens)} tokens were cut off.`;
  return '';
}

/** What Continue and Run will do, in the precision that is set now. */
function nextIn({ precision, model, sequences }: PlaygroundSettings, run: RunRecord): string {
  const canGoOn = openSequences(run).length > 0;
  const each = run.sequences.length > 1 ? (openSequences(run).length < run.sequences.length ? ' the others' : ' each text') : '';
  // A foreign engine has no precision to set.
  if (!isOwnEngine(run.settings.engine) || !isForOurs(model)) return canGoOn ? 'Continue writes on.' : '';
  const isOther = precision !== run.settings.precision || precisionsUsed(run).length > 1;
  const anew = isOther || !canGoOn ? `Run writes ${sequences > 1 || run.sequences.length > 1 ? 'all' : 'it'} anew in ${precision}.` : '';
  return [canGoOn ? `Continue writes${each} on in ${precision}${anew ? ';' : '.'}` : '', anew].filter(Boolean).join(' ');
}

/** Whether settings were changed that hold only for the next run. */
function waiting(now: PlaygroundSettings, then: PlaygroundSettings): string {
  const wanted = inEffect(now);
  const others = (Object.keys(wanted) as (keyof PlaygroundSettings)[]).filter((key) => !['precision', 'block', 'length', 'dtype', 'watch'].includes(key) && wanted[key] !== then[key]);
  if (others.length === 0) return '';
  return others.length === 1 && others[0] === 'prompt' ? 'Run reads the new prompt.' : 'Run takes the new settings.';
}

const newestOf = ({ run, kept }: PlaygroundSnapshot): RunRecord | null => (run && run.passes.length > 0 ? run : kept);

/** What the newest text was computed on. */
export const backendOf = (snapshot: PlaygroundSnapshot): BackendKind | 'none' => newestOf(snapshot)?.sequences.find(({ state }) => state.backend)?.state.backend ?? 'none';

/** The device that the newest text came from, and whose engine ran there. */
export function deviceInWords(snapshot: PlaygroundSnapshot): string {
  const newest = newestOf(snapshot);
  const device = newest ? deviceOf(newest) : '';
  return snapshot.engine === 'transformers.js' ? `transformers.js, ${device}` : device;
}

/** What a model is called where there is little room. */
export const shortModel = (model: string): string => (isHeld(model) ? heldName(model) : isOwnModel(model) ? model : model.slice(model.indexOf('/') + 1));
