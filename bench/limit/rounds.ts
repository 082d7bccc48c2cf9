import { median } from '@/lib/engine/kernels/median';
import type { Spread } from './findings';

/** Milliseconds of one round, and the timings behind them. */
export interface Timed {
  readonly ms: number;
  readonly samples: number;
}

/**
 * Times several points in turn, round by round, every second round backwards, so that what disturbs the machine for a while does not fall on one point alone.
 * @param time of one point
 * @returns the spread over the rounds, by point
 */
export async function inRounds<Point>(rounds: number, points: readonly Point[], time: (point: Point) => Promise<Timed>): Promise<Map<Point, Spread>> {
  const times = new Map(points.map((point) => [point, [] as Timed[]]));
  for (let round = 0; round < rounds; round++) {
    for (const point of round % 2 === 0 ? points : points.toReversed()) times.get(point)!.push(await time(point));
  }
  return new Map([...times].map(([point, timed]) => [point, spreadOf(timed)]));
}

export function spreadOf(timed: readonly Timed[]): Spread {
  const all = timed.map(({ ms }) => ms);
  return { median: median(all), min: Math.min(...all), max: Math.max(...all), samples: timed.reduce((sum, { samples }) => sum + samples, 0) };
}
