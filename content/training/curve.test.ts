import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCurve } from './curve';

/** As training/curves.py writes it, of a run of 20 steps. */
const made = () => ({
  name: 'a-run',
  train: { step: [10, 20], tokens: [900, 1800], twoCoreHours: [0.1, 0.2], flops: [5e9, 1e10], loss: [7.1, 6.5], rateShare: [1, 0] },
  heldout: {
    step: [0, 20],
    tokens: [0, 1800],
    twoCoreHours: [0, 0.2],
    flops: [0, 1e10],
    heldoutNatsPerToken: [7.6, 6.6],
    heldoutNatsPerCharacter: [2.1, 1.8],
    validationNatsPerToken: [7.6, 6.6],
    validationNatsPerCharacter: [2.1, 1.8],
  },
  stations: [0, 20],
  provenance: {
    finished: '2026-11-23T09:00Z',
    machines: ['AMD EPYC, 2 cores'],
    torch: ['2.13.0'],
    recipeCommits: ['0123456789ab'],
    text: [{ source: 'tinystories', passesPerEpoch: 1, licence: 'CDLA-Sharing-1.0' }],
  },
  config: {},
});
type Made = ReturnType<typeof made>;

describe('a curve', () => {
  it('is taken as it was made', () => {
    expect(parseCurve(made())).toEqual(made());
  });

  it.each<[string, (curve: Made) => unknown]>([
    ['train.loss is not 2 numbers', (curve) => (curve.train.loss = [7.1, NaN])],
    ['train.loss is not 2 numbers', (curve) => curve.train.loss.push(6)],
    ['train.step goes back at entry 1', (curve) => (curve.train.step = [10, 10])],
    ['heldout.tokens goes back at entry 1', (curve) => (curve.heldout.tokens = [5, 4])],
    ['train has no rateShare', (curve) => Reflect.deleteProperty(curve.train, 'rateShare')],
    ['no heldout', (curve) => Reflect.deleteProperty(curve, 'heldout')],
    ['the station at step 10 has no held-out loss', (curve) => (curve.stations = [0, 10])],
    ['provenance has no machines', (curve) => (curve.provenance.machines = [])],
    ['no provenance', (curve) => Reflect.deleteProperty(curve, 'provenance')],
  ])('is refused: %s', (what, spoil) => {
    const curve = made();
    spoil(curve);
    expect(() => parseCurve(curve)).toThrow(`a-run: ${what}. Make the file anew`);
  });

  it('is refused where it is none at all', () => {
    for (const value of [null, [], 'curve', {}]) expect(() => parseCurve(value)).toThrow('a curve without a name: no name or no stations');
  });
});

describe('the curves of the shipped models', () => {
  const folder = fileURLToPath(new URL('./', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

  it('are whole, and each is named as its file is', () => {
    const named = files.map((file) => `${parseCurve(JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))).name}.json`);
    expect(named).toEqual(files);
  });
});
