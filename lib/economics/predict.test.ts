import { describe, expect, it } from 'vitest';
import { hardware } from '@/content/hardware';
import { languageModels } from '@/content/language-models';
import { findHardware, findModel } from './find';
import { predict } from './predict';
import { storedPrecisions } from './precision';
import { isRefusal } from './refusal';
import type { Prediction, PredictionRequest, Software, StoredPrecision } from './request';
import { softwareTraits } from './software';

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

  it('an error band has truth on both sides, for writing and for reading', () => {
    for (const load of [{ kind: 'static', batch: 1 }, { kind: 'static', batch: 2 }, { kind: 'saturated' }] as const) {
      const { errorBand, prefillErrorBand } = predicted({ load });
      for (const [low, high] of [errorBand, prefillErrorBand]) {
        expect(low).toBeGreaterThan(0.5);
        expect(low).toBeLessThan(1);
        expect(high).toBeGreaterThan(1);
        expect(high).toBeLessThan(2);
      }
    }
    expect(predicted().prefillErrorBand).not.toEqual(predicted().errorBand);
  });

  it('more bandwidth is never slower, on any family of device under any engine', () => {
    const families = ['datacentre', 'workstation', 'consumer', 'apple', 'tpu'] as const;
    for (const family of families) {
      for (const software of Object.keys(softwareTraits) as Software[]) {
        const tpots = Array.from({ length: 40 }, (_, index) => 100 * 1.15 ** index).map(
          (bandwidthGigabytes) => predicted({ software, hardware: { ...findHardware('4090')!, family, bandwidthGigabytes } }).tpot.value,
        );
        for (const [index, tpot] of tpots.slice(1).entries()) expect(tpot, `${family}, ${software}`).toBeLessThanOrEqual(tpots[index]);
      }
    }
  });

  it('what a cache holds is counted at the asked length, as the batch is: a sliding window holds more and longer sequences', () => {
    const server = predicted({ model: 'gpt-oss-20b', promptTokens: 8000, outputTokens: 1000, software: 'vllm', load: { kind: 'saturated' } });
    expect(server.kvCapacityTokens.value).toBeGreaterThan(8500 * server.batch.value);
    expect(server.kvCapacityTokens.value).toBeLessThan(9000 * (server.batch.value + 1));
    expect(server.kvCapacityTokens.provenance).toMatchObject({ formula: expect.stringContaining('90 % of the memory') });
    expect(predicted().kvCapacityTokens.provenance).toMatchObject({ formula: expect.stringContaining('100 % of the memory') });
  });

  it.each<[string, string, StoredPrecision, Software]>([
    ['bf16', 'vLLM', 'f16', 'vllm'], ['fp16', 'TensorRT-LLM', 'f16', 'tensorrt-llm'], ['int4', 'trt-llm', 'q4', 'tensorrt-llm'], ['FP8', 'MLC-LLM', 'fp8', 'mlc'], ['Q4_K_M', 'llama.cpp', 'q4', 'llama.cpp'],
  ])('takes %s on %s, in the words of rows', (weightPrecision, software, stored, engine) => {
    const server = { hardware: 'H100 SXM', kvPrecision: 'FP8' as never };
    expect(predicted({ ...server, weightPrecision: weightPrecision as never, software: software as never })).toEqual(predicted({ ...server, kvPrecision: 'fp8', weightPrecision: stored, software: engine }));
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

/** Every copy of a value in which one field, at any depth, is another. */
function everyFieldAs(value: unknown, wrong: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [wrong];
  return [wrong, ...Object.entries(value).flatMap(([key, part]) => everyFieldAs(part, wrong).map((changed) => ({ ...value, [key]: changed })))];
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

  it.each([undefined, null, 7, 'all', 7n, Symbol('request'), () => 7, []])('a request that is %o is refused', (request) => {
    expect(isRefusal(predict(request as never))).toBe(true);
  });

  const within: unknown[] = [];
  within.push(within);
  const values: readonly unknown[] = [7n, within, { within }, Symbol('any'), () => 7, true, '', Object.create(null)];

  it.each(values.map((value, index) => [index, value]))('value %i in place of any field, at any depth, gives finite figures or a refusal', (_, value) => {
    for (const request of everyFieldAs(whole, value) as PredictionRequest[]) {
      const answer = predict(request);
      if (isRefusal(answer)) expect(answer.remedy).not.toBe('');
      else expect(figures(answer).every((figure) => Number.isFinite(figure.value) && figure.value >= 0)).toBe(true);
    }
  });

  it.each<[string, object]>([
    ['hardware', { teraflops: undefined }], ['hardware', { teraflops: null }], ['hardware', { teraflops: {} }], ['hardware', { memoryUnit: undefined }], ['hardware', { memoryUnit: 'MB' }],
    ['hardware', { source: undefined }], ['hardware', { name: undefined }], ['hardware', { family: undefined }], ['hardware', { family: 'abacus' }],
    ['model', { source: undefined }], ['model', { name: undefined }], ['model', { tiedEmbeddings: undefined }], ['model', { slidingWindow: null }], ['model', { slidingWindow: 'all' }],
  ])('%s with %j is refused, with what to give', (part, spoilt) => {
    const answer = refused({ model: findModel('gpt-oss-20b'), hardware: findHardware('H100 SXM'), [part]: { ...(part === 'model' ? findModel('gpt-oss-20b') : findHardware('H100 SXM')), ...spoilt } });
    expect(answer.code).toMatch(/^(invalid-number|not-modelled)$/);
    expect(answer.remedy).toMatch(/^(Give|Choose one of) \S/);
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
    ['a thousandth of a bit', { weightPrecision: 'f16', bitsPerWeight: 0.001 }],
    ['more bits than its precision has', { weightPrecision: 'f16', bitsPerWeight: 64 }],
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

  it('a batch whose cache does not fit, and says which would', () => {
    const batchOf = (batch: number) => ({ hardware: 'H100-SXM-80GB', weightPrecision: 'f16', promptTokens: 1000, outputTokens: 1000, load: { kind: 'static', batch } }) as const;
    const { remedy } = refused(batchOf(400));
    expect(remedy).toContain('a cache of 8 bits a number (');
    expect(remedy).toContain('2 of these devices would hold it as it is');
    const largest = Number(/a batch of (\d+) would fit/.exec(remedy)?.[1]);
    expect(predicted(batchOf(largest)).batch.value).toBeGreaterThan(200);
    expect(refused(batchOf(largest + 1)).code).toBe('does-not-fit');
    expect(refused(batchOf(1_000_000)).remedy).toMatch(/a batch of \d+ would fit; .*more of these devices would not help, up to 8/);
  });

  it.each<[string, Partial<PredictionRequest>, RegExp]>([
    ['1024 of them', { devices: 1024, software: 'vllm', weightPrecision: 'f16' }, /^Ask for 1, 2, 4, 8\.$/],
    ['nine, each with some layers', { devices: 9 }, /^Ask for 1, 2, 3, 4, 5, 6, 7, 8\.$/],
    ['three for 32 heads', { devices: 3, software: 'vllm', weightPrecision: 'f16' }, /^Ask for 1, 2, 4, 8\.$/],
    ['more than there are layers', { devices: 7, model: { ...findModel('Llama-3.1-8B')!, layers: 6 } }, /^Ask for 1, 2, 3, 4, 5, 6\.$/],
  ])('devices that cannot share the model: %s', (_, more, remedy) => {
    expect(refused(more)).toMatchObject({ code: 'not-modelled', message: expect.stringContaining(`devices is ${more.devices}`), remedy: expect.stringMatching(remedy) });
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
