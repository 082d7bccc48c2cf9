import { describe, expect, it } from 'vitest';
import { leastRise, overfittingOf } from './overfitting';

const points = (losses: readonly number[], every = 1) => losses.map((loss, place) => ({ step: place * every, loss }));
const falling = points(Array.from({ length: 101 }, (_, step) => 3 - step / 50));

describe('overfitting', () => {
  it('is there when the held-out loss has turned up while the training loss falls', () => {
    const heldout = points([3, 2, 1.8, 1.9, 2], 25);
    expect(overfittingOf({ train: falling, heldout })).toMatchObject({ best: { step: 50, loss: 1.8 }, now: { step: 100, loss: 2 }, rise: expect.closeTo(0.2) as number });
    expect(overfittingOf({ train: falling, heldout })!.fall).toBeCloseTo(1);
  });

  it('is not there while the held-out loss still falls, or wavers by less than the margin', () => {
    expect(overfittingOf({ train: falling, heldout: points([3, 2.5, 2, 1.9], 33) })).toBeNull();
    expect(overfittingOf({ train: falling, heldout: points([3, 2, 2 + leastRise / 2, 2 + leastRise / 2], 33) })).toBeNull();
  });

  it('is not said after a single reading', () => {
    expect(overfittingOf({ train: falling, heldout: points([3, 1.8, 1.8, 2.2], 33) })).toBeNull();
  });

  it('is something else where the training loss has risen too', () => {
    const rising = points(Array.from({ length: 101 }, (_, step) => 1 + step / 50));
    expect(overfittingOf({ train: rising, heldout: points([3, 1, 1.5, 2, 2.5], 25) })).toBeNull();
  });

  it('needs something to judge by', () => {
    expect(overfittingOf({ train: [], heldout: [] })).toBeNull();
    expect(overfittingOf({ train: [], heldout: points([3]) })).toBeNull();
  });
});
