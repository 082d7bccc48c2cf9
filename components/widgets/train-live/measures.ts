import type { Measure, Provenance } from '@/lib/measure/measure';
import { stepFlops } from '@/lib/training/flops';
import type { TrainingState } from '@/lib/training/training-state';

/** The figures of a training as it stands; null where there is none yet. */
export interface TrainingMeasures {
  readonly trainLoss: Measure | null;
  readonly heldoutLoss: Measure | null;
  readonly stepMs: Measure | null;
  readonly tokensPerSecond: Measure | null;
  readonly flops: Measure | null;
  readonly energy: Measure | null;
}

/** A median over so many steps at most: those before have nothing to do with now. */
const timedSteps = 50;
/** The first ones are made while the programs are still warming up. */
const warmUpSteps = 2;

/**
 * @param origin of what was computed: losses and times
 * @param watts that the reader, or the page, takes the device to draw more than at rest
 */
export function trainingMeasures(state: TrainingState, origin: (samples: number) => Provenance, watts: { readonly value: number; readonly by: 'reader' | 'page' }): TrainingMeasures {
  const { start, train, heldout, step, stepMs: times } = state;
  const none: TrainingMeasures = { trainLoss: null, heldoutLoss: null, stepMs: null, tokensPerSecond: null, flops: null, energy: null };
  if (!start) return none;
  const { shape, options } = start;
  const stepTokens = options.batchRows * shape.contextLength;
  const lastTrain = train.at(-1);
  const lastHeldout = heldout.at(-1);
  const timed = times.length === 1 ? times : times.slice(warmUpSteps).slice(-timedSteps);
  const stepMs = timed.length > 0 ? { name: 'step-ms', value: median(timed), unit: 'ms' as const, provenance: origin(timed.length) } : null;
  const counted = (what: string): Provenance => ({ kind: 'counted', what });
  return {
    trainLoss: lastTrain && Number.isFinite(lastTrain.loss) ? { name: 'train-loss', value: lastTrain.loss, unit: 'nats', provenance: origin(1) } : null,
    heldoutLoss: lastHeldout ? { name: 'heldout-loss', value: lastHeldout.loss, unit: 'nats', provenance: origin(1) } : null,
    stepMs,
    tokensPerSecond: stepMs && {
      name: 'train-tokens-per-second',
      value: (1000 * stepTokens) / stepMs.value,
      unit: 'tokens/s',
      provenance: { kind: 'derived', from: [stepMs.provenance, counted(`${stepTokens} characters in a step’s batch`)], formula: 'characters of a step ÷ its median time' },
    },
    flops: step > 0 ? { name: 'training-flops', value: step * stepFlops(shape, options.batchRows, shape.contextLength).total, unit: 'flops', provenance: { kind: 'derived', from: [counted('the operations of one step, from the shapes of its matrices')], formula: 'steps done × operations of a step' } } : null,
    energy:
      step > 0 && stepMs
        ? {
            name: 'training-energy',
            value: (watts.value * step * stepMs.value) / 1000,
            unit: 'J',
            provenance: { kind: 'derived', from: [{ kind: 'assumed', by: watts.by }, stepMs.provenance], formula: `an estimate: ${watts.value} watts assumed × steps done × a step’s median time; no browser can measure it` },
          }
        : null,
  };
}

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[values.length >> 1];
