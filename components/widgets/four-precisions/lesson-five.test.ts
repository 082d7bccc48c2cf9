import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { facts } from '@/content/facts';
import quoted from '@/content/facts/quantisation.json';
import { textRows } from '@/content/published/test-rows';
import { fewStories, splitStories } from '@/lib/engine-client/evaluation-stories';
import { createEngine } from '@/lib/engine/index';
import { parseSafetensors } from '@/lib/engine/formats/safetensors';
import { precisions, widen } from '@/lib/engine/pure';
import { splitStories as splitByCommand } from '../../../scripts/quality/arguments.mjs';
import { quotedOf } from '../bits/quoted';
import { parseBits } from '../bits/recording';
import { boundsOf, speedUpsOf } from '../why-not-faster/limits';
import { parseWhyNotFaster } from '../why-not-faster/recording';
import { qualitiesOf } from './columns';
import { comparisonOf, parseFourPrecisions } from './recording';
import { planOf } from './settings';

const file = (path: string) => readFileSync(new URL(`../../../public/${path}`, import.meta.url));
const recording = (name: string) => file(`recordings/${name}.json`).toString();
const model = (name: string) => file(`models/pocket-5m/${name}`);
const bits = parseBits(recording('bits'), 'bits');
const fourPrecisions = parseFourPrecisions(recording('four-precisions'), 'four-precisions');
const whyNotFaster = parseWhyNotFaster(recording('why-not-faster'), 'why-not-faster');
const stories = splitStories(file('evaluation/stories.txt').toString());

const value = (id: keyof typeof facts) => facts[id].measure.value;
const shown = (id: keyof typeof facts) => Number(facts[id].shown.replace(/[,%]/g, '').replace('−', '-'));

// When the model is replaced: npm run recordings -- bits four-precisions why-not-faster, then read lesson 5 again.
describe('the recordings of lesson 5', () => {
  const tensors = parseSafetensors(model('model.safetensors').buffer.slice(0) as ArrayBuffer);

  it('have the weights that are shipped, bit for bit', () => {
    const { tensor, rows, columns, halves } = bits.matrix;
    const shipped = tensors.get(tensor)!;
    expect(shipped.shape).toEqual([rows, columns]);
    expect(Buffer.compare(Buffer.from(halves.buffer), Buffer.from(Uint16Array.from(shipped.values).buffer))).toBe(0);
    const largest = widen(tensors.get(quoted.outlier.tensor)!).reduce((most, weight) => (Math.abs(weight) > Math.abs(most) ? weight : most), 0);
    expect(quoted.outlier.value).toBe(largest);
  });

  it('quote what the figure reckons now', () => {
    const now = quotedOf(bits.matrix, quoted.multiplied.factor);
    expect(quoted).toMatchObject({ ...now, multiplied: { factor: now.multiplied.factor } });
    expect(quoted.multiplied.block.window).toBeCloseTo(now.multiplied.block.window, 6);
  });

  it('scored all the stories that the command scores', () => {
    expect(stories).toEqual(splitByCommand(file('evaluation/stories.txt').toString()));
    expect(fourPrecisions.stories).toBe(stories.length);
  });

  it('of one prompt have one text at f16 and f32, and no divergence between them', () => {
    for (const { sharing } of fourPrecisions.runs) {
      const [f32, f16] = comparisonOf(fourPrecisions, sharing).columns;
      expect(f16.tokens).toEqual(f32.tokens);
      expect(f16.quality!.kl).toBeLessThan(1e-9);
      expect(f16.quality!.perplexity).toBeCloseTo(f32.quality!.perplexity, 4);
    }
  });

  it('come out the same again from the engine: what is stored, and the scores of two stories', async () => {
    const weights = model('model.safetensors');
    const json = (name: string): unknown => JSON.parse(model(name).toString());
    const engine = await createEngine({
      device: null,
      description: 'a test',
      software: false,
      precision: planOf('f32', '32'),
      files: { name: 'pocket-5m', config: json('config.json'), tokenizer: json('tokenizer.json'), tokenizerConfig: json('tokenizer_config.json'), weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength) as ArrayBuffer },
    });
    const stored = [];
    for (const precision of precisions) {
      const { weightBytes, bitsPerWeight } = await engine.setPrecision(planOf(precision, '32'));
      stored.push({ weightBytes, bitsPerWeight: Number(bitsPerWeight.toFixed(4)) });
    }
    expect(comparisonOf(fourPrecisions, '32').columns.map((column) => ({ weightBytes: column.stored!.weightBytes, bitsPerWeight: column.stored!.bitsPerWeight }))).toEqual(stored);
    const { stories: count, qualities } = fourPrecisions.sample;
    const [f32, ...others] = precisions.map((precision) => planOf(precision, '32'));
    await engine.setPrecision(f32);
    const now = qualitiesOf(await engine.score({ texts: fewStories(stories, count), others }));
    engine.destroy();
    now.forEach(({ perplexity, kl, top1Agreement }, index) => {
      expect(perplexity).toBeCloseTo(qualities[index].perplexity, 5);
      expect(kl).toBeCloseTo(qualities[index].kl, 7);
      expect(top1Agreement).toBe(qualities[index].top1Agreement);
    });
  }, 60_000);
});

describe('facts of lesson 5', () => {
  it('bear out its worked example, with the digits that it shows', () => {
    expect((shown('bits-q8-integer') * shown('bits-q8-scale')).toFixed(5)).toBe(facts['bits-q8-value'].shown);
    expect((shown('bits-q4-integer') * shown('bits-q4-scale') - shown('bits-q4-minimum')).toFixed(5)).toBe(facts['bits-q4-value'].shown);
    expect(value('bits-least')).toBeLessThan(-value('bits-q4-minimum'));
    expect([value('bits-q8-per-weight'), value('bits-q4-per-weight'), value('bits-q2-per-weight')]).toEqual([8.5, 5, 3]);
  });

  it('bear out what it says of errors and outliers', () => {
    expect(value('bits-q8-error')).toBeCloseTo(0.5, 1);
    expect(value('bits-q4-error')).toBeCloseTo(7, 0);
    expect(value('bits-q2-error')).toBeCloseTo(30, 0);
    expect(value('bits-multiplied-block')).toBeGreaterThan(5 * value('bits-q4-error'));
    expect(value('bits-multiplied-others')).toBeLessThan(1.1 * value('bits-q4-error'));
    expect(value('outlier-times')).toBeGreaterThan(50);
  });

  it('bear out what it says of quality', () => {
    expect(facts['perplexity-f16'].shown).toBe(facts['perplexity-f32'].shown);
    expect(facts['perplexity-q8'].shown).toBe(facts['perplexity-f32'].shown);
    expect(value('perplexity-q4')).toBeLessThan(value('perplexity-f32'));
    expect(value('perplexity-q4')).toBeGreaterThan(0.99 * value('perplexity-f32'));
    expect(value('perplexity-q2') / value('perplexity-f32')).toBeLessThan(1.05);
    expect(value('perplexity-q2') / value('perplexity-f32')).toBeGreaterThan(1.02);
    expect(value('perplexity-q2-tensor')).toBeGreaterThan(1.2 * value('perplexity-f32'));
    expect(value('perplexity-q2-plain')).toBeGreaterThan(value('vocabulary'));
    // “at about one token in four”
    expect(1 - value('top1-q2')).toBeCloseTo(0.25, 1);
    expect(value('pocket-q4-memory') / value('pocket-f16-memory')).toBeCloseTo(1 / 3, 1);
  });

  it('bear out what it says of speed: recorded on a processor, where unpacking eats what reading saves', () => {
    const layersOf = (batch: 1 | 8 | 32) => whyNotFaster.runs.find((run) => run.batch === batch)!.layers;
    const ups = (batch: 1 | 32) => speedUpsOf(layersOf(batch), layersOf(batch).find(({ precision }) => precision === 'q4')!)!;
    expect(whyNotFaster.backend).toBe('cpu');
    expect(ups(1).ideal).toBeGreaterThan(3);
    expect(ups(1).measured).toBeLessThan(1.3);
    expect(ups(32).measured).toBeLessThan(1.3);
    for (const timed of layersOf(32)) expect(boundsOf(timed, { model: 'Llama-3.2-1B', batch: 32 }, whyNotFaster.measured).boundBy).toBe('arithmetic');
  });

  it('agree with the published rows they come from', () => {
    const rows = [...textRows('decode_tok_s'), ...textRows('prefill_tok_s')];
    const of = (id: string) => Number(rows.find((row) => row.id === id)!.value);
    expect(['4090-f16-written', '4090-q4-written', '4090-f16-read', '4090-q4-read'].map((id) => value(id as keyof typeof facts))).toEqual(['V237', 'V233', 'V239', 'V235'].map(of));
    expect(value('4090-q4-read')).toBeLessThan(value('4090-f16-read'));
    expect(value('4090-speed-up')).toBeLessThan(value('4090-bytes-ratio'));
    expect(value('llama-70b-f16-size')).toBeGreaterThan(value('h100-memory') * 2 ** 30);
    expect(value('llama-70b-q4-size')).toBeLessThan(value('h100-memory') * 2 ** 30);
  });
});
