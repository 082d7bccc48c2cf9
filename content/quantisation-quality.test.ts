import { describe, expect, it } from 'vitest';
import { textRows } from './published/test-rows';
import { quantisationQuality } from './quantisation-quality';

const sourceOf = (source: string) => (source.includes('gptq') ? 'gptq-readme' : source.startsWith('llama.cpp README') ? 'llama-cpp-readme' : 'gpu-benchmarks');

describe('quality of stored precisions', () => {
  it('has each published perplexity, and no other', () => {
    const rows = textRows('ppl_wikitext2');
    const key = (model: string, source: string, perplexity: number) => `${model}, ${source}: ${perplexity}`;
    expect(quantisationQuality.map(({ model, source, perplexity }) => key(model, source, perplexity)).toSorted()).toEqual(rows.map(({ model, source, value }) => key(model, sourceOf(source), Number(value))).toSorted());
  });

  it('never gains by dropping bits, within one source, model and method', () => {
    for (const row of quantisationQuality) {
      const coarser = quantisationQuality.filter((other) => other.model === row.model && other.source === row.source && other.bits < row.bits && (other.method === row.method || row.method === 'as trained'));
      for (const other of coarser) expect(other.perplexity, `${row.model}: ${other.format} against ${row.format}`).toBeGreaterThan(row.perplexity);
    }
  });

  it('stores fewer bytes with fewer bits, about as many as the format says', () => {
    const sized = quantisationQuality.filter(({ bytes }) => bytes !== undefined);
    expect(sized.length).toBeGreaterThan(0);
    for (const { format, bits, bytes } of sized) {
      const perWeight = (bytes! * 8) / 70.6e9;
      // Scales, and tensors kept finer: at most one and a half bits more.
      expect(perWeight, format).toBeGreaterThan(bits - 0.1);
      expect(perWeight, format).toBeLessThan(bits + 1.5);
    }
  });
});
