import { describe, expect, it } from 'vitest';
import { hardware } from '@/content/hardware';
import { languageModels } from '@/content/language-models';
import { findHardware, findModel } from './find';
import { predict } from './predict';
import { storedPrecisions } from './precision';
import { isRefusal } from './refusal';
import type { Prediction, PredictionRequest, StoredPrecision } from './request';

const usual: PredictionRequest = {
  model: 'Llama-3.1-8B',
  hardware: 'RTX 4090',
  devices: 1,
  weightPrecision: 'q4',
  software: 'llama.cpp',
  load: { kind: 'static', batch: 1 },
  promptTokens: 512,
  outputTokens: 128,
};

function predicted(more: Partial<PredictionRequest> = {}): Prediction {
  const answer = predict({ ...usual, ...more });
  if (isRefusal(answer)) throw new Error(`${answer.message} ${answer.remedy}`);
  return answer;
}

function refused(more: Partial<PredictionRequest>) {
  const answer = predict({ ...usual, ...more });
  if (!isRefusal(answer)) throw new Error('It was predicted.');
  return answer;
}

const figures = ({ weightBytes, kvBytesPerToken, kvCapacityTokens, batch, ttft, prefillTokensPerSecond, tpot, decodeTokensPerSecond, outputTokensPerSecond }: Prediction) => [
  weightBytes,
  kvBytesPerToken,
  kvCapacityTokens,
  batch,
  ttft,
  prefillTokensPerSecond,
  tpot,
  decodeTokensPerSecond,
  outputTokensPerSecond,
];

describe('predict', () => {
  it('says each figure with its unit, formula and sources', () => {
    for (const { name, unit, provenance } of figures(predicted())) {
      expect(name).not.toBe('');
      expect(unit).toMatch(/^(bytes|tokens|count|ms|tokens\/s)$/);
      expect(provenance).toMatchObject({ kind: 'derived', from: expect.arrayContaining([expect.objectContaining({ kind: 'published' })]) });
    }
  });

  it('its rates and times are of one piece', () => {
    const { ttft, tpot, decodeTokensPerSecond, prefillTokensPerSecond, outputTokensPerSecond } = predicted();
    expect(decodeTokensPerSecond.value).toBeCloseTo(1000 / tpot.value);
    expect(prefillTokensPerSecond.value).toBeCloseTo(512_000 / ttft.value);
    expect(outputTokensPerSecond.value).toBeCloseTo(128_000 / (ttft.value + 127 * tpot.value));
  });

  it('a longer prompt delays the first token much and the others little', () => {
    const [short, long] = [predicted(), predicted({ promptTokens: 4096 })];
    expect(long.ttft.value / short.ttft.value).toBeGreaterThan(8);
    expect(long.tpot.value / short.tpot.value).toBeLessThan(1.2);
  });

  it('a batch writes more in all and less for each', () => {
    const [one, many] = [predicted(), predicted({ load: { kind: 'static', batch: 16 } })];
    expect(many.outputTokensPerSecond.value).toBeGreaterThan(2 * one.outputTokensPerSecond.value);
    expect(many.decodeTokensPerSecond.value).toBeLessThan(one.decodeTokensPerSecond.value);
  });

  it('fewer bits are faster, but not by as much as they are fewer', () => {
    const ratio = predicted({ weightPrecision: 'q4' }).decodeTokensPerSecond.value / predicted({ weightPrecision: 'f16' }).decodeTokensPerSecond.value;
    expect(ratio).toBeGreaterThan(2);
    expect(ratio).toBeLessThan(16 / 4.5);
  });

  it('a saturated server keeps as many busy as its memory holds, and writes more than any smaller batch', () => {
    const request = { hardware: 'H100-SXM-80GB', weightPrecision: 'fp8', kvPrecision: 'fp8', software: 'tensorrt-llm', promptTokens: 1000, outputTokens: 1000 } as const;
    const server = predicted({ ...request, load: { kind: 'saturated' } });
    expect(server.batch.value).toBe(Math.floor(server.kvCapacityTokens.value / 2000));
    expect(server.outputTokensPerSecond.value).toBeGreaterThan(predicted({ ...request, load: { kind: 'static', batch: 64 } }).outputTokensPerSecond.value);
  });

  it('an error band has truth on both sides', () => {
    for (const load of [{ kind: 'static', batch: 1 }, { kind: 'static', batch: 2 }, { kind: 'saturated' }] as const) {
      const [low, high] = predicted({ load }).errorBand;
      expect(low).toBeGreaterThan(0.5);
      expect(low).toBeLessThan(1);
      expect(high).toBeGreaterThan(1);
      expect(high).toBeLessThan(2);
    }
  });

  it('no prompt is the beginning of sequence alone; no answer is reading alone', () => {
    expect(predicted({ promptTokens: 0 }).ttft.value).toBeLessThan(1.1 * predicted({ promptTokens: 0 }).tpot.value);
    expect(predicted({ outputTokens: 0 }).prefillTokensPerSecond.value).toBe(predicted().prefillTokensPerSecond.value);
  });

  it('takes objects of the same fields for names', () => {
    const named = predicted();
    expect(predicted({ model: { ...findModel('Llama-3.1-8B')!, name: 'mine' }, hardware: { ...findHardware('4090')!, name: 'mine' } }).tpot.value).toBe(named.tpot.value);
  });

  it('is total: every model on every device in every precision has finite figures or a refusal that says what to do', () => {
    const answered = { prediction: 0, refusal: 0 };
    for (const [index, model] of languageModels.entries()) {
      for (const device of hardware) {
        const weightPrecision = Object.keys(storedPrecisions)[index % 11] as StoredPrecision;
        const answer = predict({ ...usual, model, hardware: device, devices: 1 + (index % 4), weightPrecision, load: index % 2 ? { kind: 'saturated' } : usual.load });
        answered[answer.kind] += 1;
        if (isRefusal(answer)) expect(`${answer.message} ${answer.remedy}`).toMatch(/.{20,}\. .{10,}\./);
        else for (const { value } of figures(answer)) expect(Number.isFinite(value) && value > 0).toBe(true);
      }
    }
    expect(answered.prediction).toBeGreaterThan(500);
    expect(answered.refusal).toBeGreaterThan(100);
  });
});

/** Every copy of a value in which one number, at any depth, is another. */
function variants(value: unknown, wrong: unknown): unknown[] {
  if (typeof value === 'number') return [wrong];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => variants(part, wrong).map((changed) => ({ ...value, [key]: changed })));
}

describe('predict, whatever number is spoilt', () => {
  const whole: PredictionRequest = { ...usual, model: { ...findModel('gpt-oss-20b')!, latentWidth: 576 }, hardware: { ...findHardware('H100-SXM-80GB')! }, devices: 2, bitsPerWeight: 4.5, load: { kind: 'static', batch: 4 } };
  const answers = (wrong: unknown) => (variants(whole, wrong) as PredictionRequest[]).map((request) => ({ request, answer: predict(request) }));

  it.each([Number.NaN, Infinity, -Infinity, -1, 1e300, '7'])('%o is refused, or was not needed', (wrong) => {
    for (const { request, answer } of answers(wrong)) {
      if (isRefusal(answer)) expect(answer.code).toMatch(/^(invalid-number|not-modelled|does-not-fit)$/);
      else expect(figures(answer).every(({ value }) => Number.isFinite(value) && value >= 0), JSON.stringify(request)).toBe(true);
    }
  });

  it.each([0, 1e-300, 0.5, 1, 1e9, 1e16, null, undefined])('%o gives finite figures or a refusal', (edge) => {
    for (const { request, answer } of answers(edge)) {
      if (!isRefusal(answer)) expect(figures(answer).every(({ value }) => Number.isFinite(value) && value >= 0), JSON.stringify(request)).toBe(true);
    }
  });

  it.each([{}, { model: null }, { hardware: 7 }, { load: null }, { hardware: {} }, { model: {} }])('%j in place of what the type asks is refused', (spoilt) => {
    expect(isRefusal(predict((Object.keys(spoilt).length === 0 ? {} : { ...usual, ...spoilt }) as never))).toBe(true);
  });
});

describe('predict refuses', () => {
  it.each<[string, Partial<PredictionRequest>]>([
    ['no device', { devices: 0 }],
    ['half a device', { devices: 1.5 }],
    ['an empty batch', { load: { kind: 'static', batch: 0 } }],
    ['a negative prompt', { promptTokens: -1 }],
    ['a prompt that is no number', { promptTokens: Number.NaN }],
    ['an endless answer', { outputTokens: Number.POSITIVE_INFINITY }],
    ['neither prompt nor answer', { promptTokens: 0, outputTokens: 0 }],
    ['no bits', { bitsPerWeight: 0 }],
    ['a model of more than 10¹⁶ weights', { model: { ...findModel('Llama-3.1-8B')!, parameters: 1e17 } }],
    ['a model without layers', { model: { ...findModel('Llama-3.1-8B')!, layers: 0 } }],
    ['memory that passes no byte', { hardware: { ...findHardware('4090')!, bandwidthGigabytes: 0 } }],
    ['arithmetic of no rate', { hardware: { ...findHardware('4090')!, teraflops: { f16: Number.NaN } } }],
  ])('%s', (_, more) => {
    expect(refused(more)).toMatchObject({ code: 'invalid-number', message: expect.stringMatching(/./), remedy: expect.stringMatching(/./) });
  });

  it('names it does not know, and lists those it knows', () => {
    expect(refused({ model: 'GPT-9' })).toMatchObject({ code: 'unknown-model', message: 'No model is called "GPT-9".', remedy: expect.stringContaining('Llama-3.1-8B') });
    expect(refused({ hardware: 'abacus' })).toMatchObject({ code: 'unknown-hardware', remedy: expect.stringContaining('RTX 4090') });
  });

  it('a model that does not fit: by how much, and which precision would', () => {
    const { code, message, remedy } = refused({ model: 'Llama-3-70B', hardware: 'A100-SXM-80GB', weightPrecision: 'f16' });
    expect(code).toBe('does-not-fit');
    // 141.1 GB of weights and 0.2 of cache, in 85.9.
    expect(message).toMatch(/needs 141\.3 GB .* 55\.4 GB .* too little/);
    expect(remedy).toMatch(/int8 \(70\.8 GB/);
  });

  it('a batch whose cache does not fit', () => {
    expect(refused({ load: { kind: 'static', batch: 10_000 } }).code).toBe('does-not-fit');
  });

  it('a precision the device does not multiply, and says which it does', () => {
    const { code, message, remedy } = refused({ hardware: 'A100-SXM-80GB', weightPrecision: 'fp8' });
    expect(code).toBe('no-such-arithmetic');
    expect(message).toContain('A100-SXM-80GB has no fp8 arithmetic');
    expect(remedy).toContain('int8');
  });

  it('more tokens than four times the context', () => {
    expect(refused({ model: 'GPT-2', weightPrecision: 'f16', promptTokens: 5000 })).toMatchObject({ code: 'beyond-context', message: expect.stringContaining('1024'), remedy: expect.stringContaining('4096') });
  });

  it('what a form may send and the type forbids', () => {
    expect(refused({ software: 'pencil' as never }).code).toBe('not-modelled');
    expect(refused({ weightPrecision: 'q1' as never }).remedy).toContain('q2');
    expect(refused({ load: { kind: 'poisson' } as never }).remedy).toContain('saturated');
    expect(refused({ load: { kind: 'saturated' }, outputTokens: 0 }).code).toBe('not-modelled');
  });
});
