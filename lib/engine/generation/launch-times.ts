import type { Program } from '../kernels/backend';
import { median } from '../kernels/median';

/** Rounds behind each median; the whole pass runs in each, every launch in its place. */
export const timingRounds = 3;
const emptySamples = 5;
/** A browser’s clock ticks in tenths of a millisecond: this makes it a twentieth. */
const aimMs = 2;
const mostRepetitions = 64;

/**
 * How long each launch of a program takes: repeated within one submission until a clock can see it, less what an empty
 * submission takes, divided; median of several rounds after a warm-up. Launches run in their order, and repeating one
 * changes nothing, so each round leaves behind what one plain run leaves.
 * @returns milliseconds by launch; undefined when aborted
 */
export async function launchTimes(program: Program, signal?: AbortSignal): Promise<number[] | undefined> {
  const empty: number[] = [];
  for (let sample = 0; sample < emptySamples; sample++) empty.push(await program.time(0, 0));
  const emptyMs = median(empty);

  const repetitions: number[] = [];
  for (let launch = 0; launch < program.launches.length; launch++) {
    if (signal?.aborted) return undefined;
    const once = Math.max((await program.time(launch, 1)) - emptyMs, aimMs / mostRepetitions);
    repetitions.push(Math.ceil(aimMs / once));
  }
  const rounds: number[][] = [];
  for (let round = 0; round < timingRounds; round++) {
    const times: number[] = [];
    for (const [launch, count] of repetitions.entries()) {
      if (signal?.aborted) return undefined;
      times.push(Math.max((await program.time(launch, count)) - emptyMs, 0) / count);
    }
    rounds.push(times);
  }
  return repetitions.map((_, launch) => median(rounds.map((times) => times[launch])));
}
