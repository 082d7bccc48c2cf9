import { describe, expect, it } from 'vitest';
import { textRows } from './published/test-rows';
import { acceptanceTables, eagleSpeedups, speculativeSpeedups } from './speculation-facts';

describe('acceptance tables', () => {
  it('write at least the large model’s own token a step, and at most all that were proposed beside it', () => {
    for (const { model, tokensPerStep } of acceptanceTables) {
      tokensPerStep.forEach((tokens, index) => {
        expect(tokens, model).toBeGreaterThan(1);
        expect(tokens, model).toBeLessThanOrEqual(index + 2);
      });
    }
  });

  it('have the published rows', () => {
    const values = new Set(acceptanceTables.flatMap(({ model, tokensPerStep }) => tokensPerStep.map((tokens, index) => `${model.toLowerCase().replace(' ', '-')} ${index + 1}: ${tokens}`)));
    for (const { model, batch_or_concurrency: proposed, value } of textRows('mean_acceptance_length')) {
      const name = model.split(' ')[0].replace('-fp8', '');
      expect(values).toContain(`${name} ${proposed.replace('num_spec_tokens=', '')}: ${Number(value)}`);
    }
  });
});

describe('speculative speed-ups', () => {
  it('have the published rows', () => {
    const rows = textRows('spec_speedup_measured');
    const kept = speculativeSpeedups.map(({ draft, proposed, acceptance, draftCost, measured }) => [`T5-XXL + ${draft}`, `gamma=${proposed} alpha=${acceptance.toFixed(2)} c=${draftCost}`, measured]);
    const eagle = eagleSpeedups.map(({ draft, measured }) => ['Vicuna-13B', draft === 'EAGLE' ? 'EAGLE-1' : draft, measured]);
    for (const { model, batch_or_concurrency: setting, value } of rows) expect([...kept, ...eagle]).toContainEqual([model, setting, Number(value)]);
    expect(rows).toHaveLength(kept.length + eagle.length);
  });

  it('are below what would be were every proposal accepted', () => {
    for (const { draft, proposed, measured } of speculativeSpeedups) expect(measured, draft).toBeLessThan(proposed + 1);
  });
});
