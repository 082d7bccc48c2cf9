import type { BatchEvent, GenerationEvent } from '../index';
import type { TokenEvent } from './story';

/** A stream to its end. */
export async function eventsOf<Event>(stream: AsyncIterable<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

export const tokensIn = (events: readonly GenerationEvent[]): TokenEvent[] => events.filter((event) => event.type === 'token');
export const idsIn = (events: readonly GenerationEvent[]): number[] => tokensIn(events).map(({ id }) => id);

export function reasonIn(events: readonly GenerationEvent[]): string {
  const ends = events.filter((event) => event.type === 'generation-end');
  return ends.map(({ reason }) => reason).join(' and ') || 'none';
}

/** The events of one sequence of a batch. */
export const sequenceIn = (events: readonly BatchEvent[], sequence: number): GenerationEvent[] =>
  events.flatMap((event) => (event.type === 'sequence-event' && event.sequence === sequence ? [event.event] : []));
