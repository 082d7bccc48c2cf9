import { describe, expect, it } from 'vitest';
import { hardware } from './hardware';
import { textRows } from './published/test-rows';
import { trainingFacts } from './training-facts';

/** The H800 computes as an H100 does; it is not in our table, for nobody rents it out here. */
const sameArithmetic: Readonly<Record<string, string>> = { H800: 'H100-SXM-80GB' };

/** Hours of one pass, 6ND, at 40% of the device's peak. */
function cleanPassHours({ parameters, activeParameters, tokens, device }: (typeof trainingFacts)[number]): number {
  const name = sameArithmetic[device!] ?? device;
  const peak = hardware.find((entry) => entry.name === name)!.teraflops.f16! * 1e12;
  return (6 * (activeParameters ?? parameters) * tokens) / (0.4 * peak) / 3600;
}

const fact = (model: string) => trainingFacts.find((entry) => entry.model === model)!;

describe('training facts', () => {
  it('name each model once', () => {
    expect(new Set(trainingFacts.map(({ model }) => model)).size).toBe(trainingFacts.length);
  });

  it('have the hours of the published rows', () => {
    for (const { model, value } of textRows('training_gpu_hours')) expect(fact(model)?.deviceHours, model).toBe(Number(value));
  });

  it('say of which device the hours are, and what the dollars are', () => {
    for (const { model, deviceHours, device, dollars, dollarsAre } of trainingFacts) {
      if (deviceHours !== undefined) expect(device, model).toBeDefined();
      if (dollars !== undefined) expect(dollarsAre, model).toBeDefined();
    }
  });

  it('give operations that are about 6ND', () => {
    const published = trainingFacts.filter(({ flops }) => flops !== undefined);
    expect(published.length).toBeGreaterThanOrEqual(2);
    for (const { model, parameters, tokens, flops } of published) expect(flops! / (6 * parameters * tokens), model).toBeCloseTo(1, 1);
  });

  it('show the hours of Llama 3 and 3.1 to be 1.2 to 2.9 clean passes', () => {
    const ratios = trainingFacts.filter(({ model }) => /^Llama-3(\.1)?-/.test(model)).map((entry) => entry.deviceHours! / cleanPassHours(entry));
    expect(Math.min(...ratios).toFixed(1)).toBe('1.2');
    expect(Math.max(...ratios).toFixed(1)).toBe('2.9');
  });

  it('agree with themselves where hours, operations and dollars are all published', () => {
    const { deviceHours, dollars } = fact('DeepSeek-V3');
    expect(dollars! / deviceHours!).toBeCloseTo(2, 6);
    const bloom = fact('BLOOM-176B');
    // 400 W is the most that an A100 draws.
    expect((bloom.kilowattHours! / bloom.deviceHours!) * 1000).toBeLessThanOrEqual(401);
  });
});
