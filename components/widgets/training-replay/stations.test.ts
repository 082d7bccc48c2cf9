import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCurve } from '@/content/training/curve';
import scratch from '@/content/training/pocket-1m-scratch.json';
import { wayOf } from './stations';

describe('the way of pocket-1m-scratch', () => {
  const way = wayOf(parseCurve(scratch));

  it('has a model on the disk for each of its stations', () => {
    expect(way.stations.length).toBeGreaterThan(4);
    for (const { model } of way.stations) expect(existsSync(`public/models/${model}/model.safetensors`), model).toBe(true);
    expect(way.stations.at(-1)!.model).toBe('pocket-1m-scratch');
    expect(way.stations[1].model).toMatch(/^pocket-1m-scratch-step-\d{6}$/);
  });

  it('knows of each what the log says', () => {
    const [first, ...later] = way.stations;
    expect(first).toMatchObject({ step: 0, tokens: 0, trainLoss: null });
    for (const station of later) {
      expect(station.trainLoss).toBeGreaterThan(0);
      expect(way.heldout).toContainEqual([station.step, station.heldoutLoss]);
    }
  });

  it('takes the entry of the log that covers the step', () => {
    const curve = parseCurve(scratch);
    const { trainLoss, step } = way.stations[1];
    const place = curve.train.loss.indexOf(trainLoss!);
    expect(curve.train.step[place]).toBeGreaterThanOrEqual(step);
    expect(curve.train.step[place - 1] ?? 0).toBeLessThan(step);
  });

  it('falls from station to station, on stories it has never read', () => {
    const losses = way.stations.map(({ heldoutLoss }) => heldoutLoss);
    expect(losses).toEqual(losses.toSorted((one, other) => other - one));
  });
});
