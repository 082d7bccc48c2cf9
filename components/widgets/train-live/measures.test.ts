import { describe, expect, it } from 'vitest';
import type { Provenance } from '@/lib/measure/measure';
import { stepFlops } from '@/lib/training/flops';
import { defaultOptions } from '@/lib/training/options';
import { defaultShape } from '@/lib/training/shape';
import { idleTraining, type TrainingState } from '@/lib/training/training-state';
import { trainingMeasures } from './measures';

const shape = defaultShape(40);
const start: TrainingState['start'] = { type: 'training-start', at: 0, backend: 'wasm', device: 'here', options: defaultOptions, until: 10, shape, parameters: 1, corpus: 'names', trainCharacters: 1, heldoutCharacters: 1, unknownCharacters: 0, notes: [], step: 0, guessingLoss: 3.7, history: { train: [], heldout: [] } };
const origin = (samples: number): Provenance => ({ kind: 'measured', device: 'here', at: 0, samples });
const watts = { value: 10, by: 'page' } as const;

describe('the figures of a training', () => {
  it('are none before there is one', () => {
    expect(Object.values(trainingMeasures(idleTraining, origin, watts)).every((measure) => measure === null)).toBe(true);
  });

  it('leave out the steps that warm up, and take the median of the newest', () => {
    const stepMs = [900, 500, ...Array.from({ length: 60 }, () => 80), ...Array.from({ length: 50 }, (_, place) => 20 + place)];
    const { stepMs: time, tokensPerSecond } = trainingMeasures({ ...idleTraining, start, step: 112, stepMs }, origin, watts);
    expect(time).toMatchObject({ value: 45, provenance: { samples: 50 } });
    expect(tokensPerSecond!.value).toBeCloseTo((16 * 32 * 1000) / 45);
  });

  it('count operations from the shapes, and reckon energy from an assumption that is said', () => {
    const { flops, energy } = trainingMeasures({ ...idleTraining, start, step: 7, stepMs: [40] }, origin, watts);
    expect(flops!.value).toBe(7 * stepFlops(shape, 16, 32).total);
    expect(energy!.value).toBeCloseTo((10 * 7 * 40) / 1000);
    expect(energy!.provenance).toMatchObject({ kind: 'derived', from: [{ kind: 'assumed', by: 'page' }, { kind: 'measured' }] });
  });

  it('show no loss that is no number', () => {
    expect(trainingMeasures({ ...idleTraining, start, step: 3, train: [{ step: 3, loss: Number.NaN }] }, origin, watts).trainLoss).toBeNull();
  });
});
