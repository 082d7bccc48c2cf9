import { describe, expect, it } from 'vitest';
import { facts } from '@/content/facts';
import { dollarCrossover, dollarsPerHour, isRefusal } from '@/lib/economics';
import { costAfter, lifetimeOf } from './lifetime';
import { presets } from './presets';
import { linkOf, ranges, settingsFor, settingsOfLink, startSettings, stepOf, valueAt } from './settings';

const start = lifetimeOf(startSettings);

describe('a life', () => {
  it('begins with what the lesson asks its reader to guess', () => {
    expect(start.preset.name).toBe('Llama-3.1-70B');
    expect(start.dollarDays.value).toBeCloseTo(facts['chat-days'].measure.value, 6);
    expect(start.flopDays.value).toBeCloseTo(facts['chat-flop-days'].measure.value, 6);
    expect(start.trainingCost.value).toBeCloseTo(facts['llama-70b-training-cost'].measure.value, 0);
    expect(start.daily.value).toBeCloseTo(facts['chat-daily-cost'].measure.value, 6);
  });

  it('has cost as much for inference as for training on the day of the crossover, by either count', () => {
    for (const { key } of presets) {
      const life = lifetimeOf(settingsFor(key, startSettings));
      expect(costAfter(life.dollarDays.value, life).inference / life.trainingCost.value).toBeCloseTo(1, 9);
      expect(costAfter(life.flopDays.value, life).asTraining / life.trainingCost.value).toBeCloseTo(1, 9);
    }
  });

  it('crosses in FLOPs after 3D, and in dollars as much sooner as serving uses the hardware worse', () => {
    for (const { key, peak, training, rent } of presets) {
      const life = lifetimeOf(settingsFor(key, startSettings));
      expect(life.flopTokens.value).toBe(3 * training.tokens);
      if (!peak || !life.trainingUse || !life.servingUse) continue;
      const compute = (utilisation: number) => ({ peak, utilisation, price: dollarsPerHour(rent.price) });
      const byUse = dollarCrossover(training.tokens, compute(life.trainingUse.value), compute(life.servingUse.value), []);
      if (isRefusal(byUse)) throw new Error(byUse.message);
      expect(life.dollarTokens.value / byUse.value, key).toBeCloseTo(1, 9);
    }
  });

  it('costs DeepSeek what its makers say', () => {
    expect(lifetimeOf(settingsFor('deepseek-v3', startSettings)).trainingCost.value).toBeCloseTo(5.576e6, 0);
  });

  it('has, of 405 billion parameters, the use of hardware that its paper publishes: 38 to 43 %, less what its hours hold beside the clean pass', () => {
    const { value } = lifetimeOf(settingsFor('llama-3.1-405b', startSettings)).trainingUse!;
    expect(value).toBeGreaterThan(0.3);
    expect(value).toBeLessThan(0.38);
  });

  it('says where a number is from: the page, a source, the reader', () => {
    expect(start.servingCost.provenance.kind).toBe('published');
    expect(lifetimeOf({ ...startSettings, cost: 3 }).servingCost.provenance).toEqual({ kind: 'assumed', by: 'reader' });
    expect(lifetimeOf(settingsFor('deepseek-v3', startSettings)).servingCost.provenance).toEqual({ kind: 'assumed', by: 'page' });
    expect(lifetimeOf({ ...startSettings, rent: 1 }).trainingCost.provenance).toMatchObject({ from: [{ kind: 'published' }, { kind: 'assumed', by: 'reader' }] });
  });
});

describe('what the lesson says of it', () => {
  const days = (change: Partial<typeof startSettings>) => lifetimeOf({ ...startSettings, ...change }).dollarDays.value;
  const cost = (key: string) => start.preset.costs.find((each) => each.key === key)!.measure.value;

  it('one text at a time it comes in months, by list price in years, on a full server after decades', () => {
    expect(days({ cost: cost('one-text') })).toBeCloseTo(facts['chat-days-one-text'].measure.value, 6);
    expect(days({ cost: cost('list-price') }) / 365).toBeGreaterThan(4);
    expect(days({ cost: cost('always-full') })).toBeGreaterThan(start.flopDays.value);
  });

  it('a hundred times the users, a hundredth of the days', () => expect(days({ users: 1e8 })).toBeCloseTo(facts['chat-days-hundred-million'].measure.value, 6));

  it('the list price stands for less use of the hardware than training made', () => {
    for (const { key } of presets) {
      const { servingUse, trainingUse } = lifetimeOf(settingsFor(key, startSettings));
      if (servingUse && trainingUse) expect(servingUse.value, key).toBeLessThan(trainingUse.value);
    }
  });
});

describe('settings', () => {
  it('come back from a link', () => {
    const settings = { ...settingsFor('llama-3.1-8b', startSettings), users: 2_500, rent: 1.5, read: 0 };
    expect(settingsOfLink(linkOf(settings))).toEqual(settings);
  });

  it('are as at the start where a link says nonsense', () => {
    expect(settingsOfLink({ settings: { model: 'abacus', users: 1, cost: 'free', messages: -1, read: 1.5, written: 0, rent: 1e9 } })).toEqual(startSettings);
    expect(settingsOfLink({ settings: { model: 'llama-3.1-8b' } }).cost).toBe(settingsFor('llama-3.1-8b', startSettings).cost);
  });

  it('hold each start, and the sliders each end', () => {
    for (const { startCost, rent } of presets) {
      expect(startCost).toBeGreaterThanOrEqual(ranges.cost.min);
      expect(rent.price).toBeLessThanOrEqual(ranges.rent.max);
    }
    for (const { min, max } of [ranges.users, ranges.cost]) expect([valueAt(stepOf(min)), valueAt(stepOf(max))]).toEqual([min, max]);
  });
});
