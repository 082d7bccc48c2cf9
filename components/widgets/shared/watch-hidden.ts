import { EngineError } from '@/lib/engine-client/error-data';

/** Whether the tab was hidden at any time from now on: nothing is measured there. */
export function watchHidden(): { readonly was: () => boolean; readonly release: () => void } {
  let was = document.visibilityState === 'hidden';
  const note = () => {
    was ||= document.visibilityState === 'hidden';
  };
  document.addEventListener('visibilitychange', note);
  return { was: () => was, release: () => document.removeEventListener('visibilitychange', note) };
}

/** What a measurement that was hidden ends with. */
export const hiddenMeanwhile = () => new EngineError('invalid-request', 'The tab was hidden meanwhile, so the figures would say nothing.', 'Run it again, and stay here until it is over.');
