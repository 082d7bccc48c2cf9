import { EngineError } from '@/lib/engine-client/error-data';

/** Whether the tab was hidden at any time from now on: nothing is measured there. `onHidden` is told of the first time. */
export function watchHidden(onHidden?: () => void): { readonly was: () => boolean; readonly release: () => void } {
  let was = false;
  const note = () => {
    if (was || document.visibilityState !== 'hidden') return;
    was = true;
    onHidden?.();
  };
  note();
  document.addEventListener('visibilitychange', note);
  return { was: () => was, release: () => document.removeEventListener('visibilitychange', note) };
}

/** What a measurement that was hidden ends with. */
export const hiddenMeanwhile = () => new EngineError('invalid-request', 'The tab was hidden meanwhile, so the figures would say nothing.', 'Run it again, and stay here until it is over.');
