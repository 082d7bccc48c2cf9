import type { BatchEvent } from '@/lib/engine/generation/batch-events';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { type GenerationState, replayTo } from '../generation-state';

/** What each sequence of a batch has become, by its number; one that was never heard of is idle. */
export function textsOf(events: readonly BatchEvent[]): readonly GenerationState[] {
  const own: GenerationEvent[][] = [];
  for (const event of events) {
    if (event.type !== 'sequence-event') continue;
    while (own.length <= event.sequence) own.push([]);
    own[event.sequence].push(event.event);
  }
  return own.map((each) => replayTo(each));
}
