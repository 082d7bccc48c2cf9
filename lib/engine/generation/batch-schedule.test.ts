import { describe, expect, test } from 'vitest';
import type { BatchPolicy } from './batch-events';
import { emptySchedule, planStep, reduceSchedule, type BatchSchedule, type SequencePhase } from './batch-schedule';
import { passSizes } from './chunks';
import type { EndReason } from './events';
import { coinAt } from './sample';

interface Wish {
  readonly arriveAtStep: number;
  readonly promptTokens: number;
  readonly mostTokens: number;
  readonly reasonAtMost: EndReason;
  /** Writes the stop token as its n-th. */
  readonly stopsAt?: number;
  /** Is aborted before the pass of this step (or while it is under way). */
  readonly abortedAt?: number;
}

const wish = (changes: Partial<Wish> = {}): Wish => ({ arriveAtStep: 0, promptTokens: 5, mostTokens: 3, reasonAtMost: 'max-tokens', ...changes });

/** As `expect`, without its cost: it is asked a few million times. */
function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`it does not hold that ${what}`);
}

/** Everything that must hold whatever happens. */
function expectSound({ slots, sequences }: BatchSchedule): void {
  slots.forEach((holder, slot) => holds(holder === null || sequences[holder].slot === slot, 'a slot and its sequence know each other'));
  for (const [number, { phase, slot, reason, writtenTokens, mostTokens, readTokens, promptTokens }] of sequences.entries()) {
    holds((slot !== null) === (phase === 'prefilling' || phase === 'decoding'), 'those and only those who run have a slot');
    holds(slot === null || slots[slot] === number, 'a sequence and its slot know each other');
    holds((reason !== null) === (phase === 'ended'), 'who ends has a reason');
    holds(writtenTokens <= mostTokens && readTokens <= promptTokens, 'nobody reads or writes too much');
    holds(phase !== 'decoding' || readTokens === promptTokens, 'a prompt is read before its sequence writes');
  }
}

/** What must hold of a plan: nobody is passed over. */
function expectFairPlan(before: BatchSchedule, after: BatchSchedule): void {
  const { policy, work, sequences, slots } = after;
  const numbers = (phase: SequencePhase): number[] => sequences.flatMap((each, number) => (each.phase === phase ? [number] : []));
  const waiting = numbers('waiting');
  if (policy === 'continuous') holds(waiting.length === 0 || !slots.includes(null), 'no slot is free while somebody waits');
  if (policy === 'static') holds(before.slots.every((holder) => holder === null) || String(after.slots) === String(before.slots), 'nobody joins a group');
  const order = (number: number): number => sequences[number].arriveAtStep * 1000 + number;
  const admitted = slots.flatMap((holder, slot) => (holder !== null && before.slots[slot] !== holder ? [holder] : []));
  for (const each of admitted) for (const other of waiting) holds(order(each) < order(other), 'first come is first served');
  for (const each of numbers('expected')) holds(sequences[each].arriveAtStep > after.step, 'nobody arrives late');

  const decoding = numbers('decoding');
  if (work === null) {
    holds(numbers('ended').length === sequences.length, 'there is work until all have ended');
  } else if (work.kind === 'decode') {
    holds(String(work.sequences) === String(decoding), 'all who write do so together');
    holds(new Set(work.slots).size === decoding.length, 'each in a slot of its own');
  } else {
    const { readTokens, promptTokens, slot } = sequences[work.sequence];
    holds(work.firstPosition === readTokens && work.slot === slot, 'a chunk goes behind the one before');
    holds(work.last === (readTokens + work.tokens === promptTokens), 'the last chunk is known as such');
    holds(work.tokens > 0 && work.tokens <= work.size, 'a chunk fits its pass');
  }
  if (policy === 'continuous' && before.lastKind === 'prefill' && decoding.length > 0) holds(work?.kind === 'decode', 'who writes waits for one chunk at most');
  if (policy === 'static' && numbers('prefilling').length > 0) holds(work?.kind === 'prefill', 'a group is read before it writes');
}

/** Runs a batch to its end; every invariant is checked at every step. */
function run(slots: number, policy: BatchPolicy, wishes: readonly Wish[], later: readonly { readonly atStep: number; readonly wish: Wish }[] = []) {
  const asked = [...wishes];
  const add = (schedule: BatchSchedule, { arriveAtStep, promptTokens, mostTokens, reasonAtMost }: Wish) =>
    reduceSchedule(schedule, { type: 'sequence-add', arriveAtStep, promptTokens, mostTokens, reasonAtMost });
  let schedule = wishes.reduce(add, emptySchedule(slots, policy, passSizes.gpu));
  const works: NonNullable<BatchSchedule['work']>[] = [];
  const added = new Set<number>();
  for (let pass = 0; pass < 10_000; pass++) {
    later.forEach((each, number) => {
      if (added.has(number) || each.atStep > schedule.step) return;
      added.add(number);
      asked.push(each.wish);
      schedule = add(schedule, each.wish);
    });
    const abort = (when: number): void => asked.forEach(({ abortedAt }, sequence) => {
      if (abortedAt === undefined || abortedAt > schedule.step || abortedAt % 2 !== when || schedule.sequences[sequence].phase === 'ended') return;
      schedule = reduceSchedule(schedule, { type: 'sequence-stop', sequence });
      expectSound(schedule);
    });
    abort(0);
    const planned = planStep(schedule);
    expectSound(planned);
    expectFairPlan(schedule, planned);
    schedule = planned;
    if (schedule.work === null) return { schedule, works, asked };
    const { work } = schedule;
    works.push(work);
    abort(1); // while the pass is under way
    const writers = work.kind === 'decode' ? work.sequences : work.last ? [work.sequence] : [];
    const stopped = writers.filter((sequence) => asked[sequence].stopsAt === schedule.sequences[sequence].writtenTokens + 1);
    schedule = reduceSchedule(schedule, { type: 'step-end', stopped });
    expectSound(schedule);
  }
  throw new Error('the batch never ends');
}

/** How a sequence that nobody aborts must end. */
function expectedEnd({ mostTokens, reasonAtMost, stopsAt }: Wish): { reason: EndReason; writtenTokens: number } {
  if (stopsAt !== undefined && stopsAt <= mostTokens) return { reason: 'stop-token', writtenTokens: stopsAt };
  return { reason: reasonAtMost, writtenTokens: mostTokens };
}

function expectAllEnded({ schedule, works, asked }: ReturnType<typeof run>): void {
  schedule.sequences.forEach((sequence, number) => {
    if (asked[number].abortedAt === undefined) {
      expect(sequence).toMatchObject(expectedEnd(asked[number]));
      const read = works.reduce((sum, work) => sum + (work.kind === 'prefill' && work.sequence === number ? work.tokens : 0), 0);
      expect(read).toBe(asked[number].promptTokens);
    } else {
      // It may have come to its own end before.
      expect(['aborted', expectedEnd(asked[number]).reason]).toContain(sequence.reason);
    }
  });
}

const policies: readonly BatchPolicy[] = ['continuous', 'static'];

describe.for(policies)('the %s schedule', (policy) => {
  test('runs every small batch there is to its end', () => {
    const choices: readonly Wish[] = [
      wish({ promptTokens: 1, mostTokens: 0, reasonAtMost: 'context-full' }),
      wish({ promptTokens: 3, mostTokens: 2 }),
      wish({ promptTokens: 70, mostTokens: 4, stopsAt: 2 }),
      wish({ promptTokens: 9, mostTokens: 3, arriveAtStep: 3 }),
      wish({ promptTokens: 20, mostTokens: 9, reasonAtMost: 'context-full', abortedAt: 2 }),
      wish({ promptTokens: 2, mostTokens: 9, abortedAt: 5 }),
      wish({ promptTokens: 2, mostTokens: 5, arriveAtStep: 40, abortedAt: 1 }),
    ];
    let batches = 0;
    for (const first of choices) {
      for (const second of choices) {
        for (const third of choices) {
          for (const slots of [1, 2, 3]) {
            expectAllEnded(run(slots, policy, [first, second, third]));
            batches++;
          }
        }
      }
    }
    expect(batches).toBe(1029);
  });

  test('runs large batches to their end, with sequences that join and leave at any time', () => {
    for (let seed = 0; seed < 120; seed++) {
      let draws = 0;
      const upTo = (most: number): number => Math.floor(coinAt(seed, draws++) * (most + 1));
      const random = (): Wish => ({
        arriveAtStep: upTo(2) * upTo(15),
        promptTokens: 1 + upTo(150),
        mostTokens: upTo(12),
        reasonAtMost: upTo(1) ? 'max-tokens' : 'context-full',
        ...(upTo(2) === 0 && { stopsAt: 1 + upTo(8) }),
        ...(upTo(3) === 0 && { abortedAt: upTo(30) }),
      });
      const wishes = Array.from({ length: upTo(40) }, random);
      const later = Array.from({ length: upTo(5) }, () => ({ atStep: upTo(10), wish: random() }));
      const outcome = run(1 + upTo(31), policy, wishes, later);
      expectAllEnded(outcome);
    }
  });
});

describe('who goes when', () => {
  const kinds = ({ works }: ReturnType<typeof run>) => works.map((work) => (work.kind === 'prefill' ? `read ${work.sequence}` : `write ${work.sequences.join()}`));

  test('continuous: a free slot is taken at once, and a long prompt lets the others write between its chunks', () => {
    const outcome = run(2, 'continuous', [wish({ promptTokens: 4, mostTokens: 6 }), wish({ promptTokens: 4, mostTokens: 2 }), wish({ promptTokens: 130, mostTokens: 2 })]);
    expect(kinds(outcome)).toEqual(['read 0', 'write 0', 'read 1', 'write 0,1', 'read 2', 'write 0', 'read 2', 'write 0', 'read 2', 'write 0,2']);
  });

  test('static: a group is read, then written to the last one’s end, and only then the next begins', () => {
    const outcome = run(2, 'static', [wish({ mostTokens: 4, promptTokens: 4 }), wish({ mostTokens: 2, promptTokens: 4 }), wish({ mostTokens: 2, promptTokens: 4 })]);
    expect(kinds(outcome)).toEqual(['read 0', 'read 1', 'write 0,1', 'write 0', 'write 0', 'read 2', 'write 2']);
  });

  test('steps in which nobody is there are skipped', () => {
    const { schedule } = run(1, 'continuous', [wish({ arriveAtStep: 100, promptTokens: 1, mostTokens: 2 })]);
    expect(schedule.step).toBe(102);
  });

  test('one added late arrives now, not in the past', () => {
    const { schedule } = run(1, 'continuous', [wish()], [{ atStep: 2, wish: wish({ arriveAtStep: 0 }) }]);
    expect(schedule.sequences[1].arriveAtStep).toBe(2);
  });

  test('stopping one that has ended changes nothing', () => {
    const { schedule } = run(1, 'continuous', [wish()]);
    expect(reduceSchedule(schedule, { type: 'sequence-stop', sequence: 0 })).toBe(schedule);
  });
});
