import { describe, expect, it } from 'vitest';
import { decodeStepTime } from './decode';
import { findHardware, findModel } from './find';
import { prefillTime } from './prefill';
import { bytes, seconds } from './quantities';
import { saturatedServer } from './saturated';
import { softwareTraits } from './software';
import { layerWeights, productTime, smoothMaximum, type Machine } from './step-time';

const model = findModel('Llama-3.1-8B')!;
/** A machine that reaches its peaks and loses no time: what is left is the roofline. */
const perfect: Machine = {
  hardware: findHardware('A100-SXM-80GB')!,
  devices: 1,
  stages: 1,
  traits: softwareTraits.other,
  precision: 'f16',
  bitsPerWeight: 16,
  kvBitsPerNumber: 16,
  constants: {
    bandwidthShare: 1,
    arithmeticShare: 1,
    layerSeconds: seconds(0),
    activationBytes: 0,
    servingSeconds: seconds(0),
    sequenceSeconds: seconds(0),
    unpackFlops: 0,
    scorePasses: 0,
    reduce: { latency: seconds(0), linkShare: 1 },
  },
};

describe('a step', () => {
  it('the knee is 1.59 times either side where both are alike, and the larger one far from it', () => {
    expect(smoothMaximum(1, 1)).toBeCloseTo(2 ** (2 / 3));
    expect(smoothMaximum(1, 1000)).toBeCloseTo(1000, 1);
  });

  it('one sequence reads every weight but the embedding once: 15.0 GB at 2,039 GB/s', () => {
    const weights = (model.parameters - model.vocab * model.dim) * 2;
    const kv = 2 * 32 * 8 * 128 * 2 * 100;
    expect(decodeStepTime(perfect, model, 1, 100)).toBeCloseTo((weights + kv) / 2039e9, 4);
  });

  it('a long prompt takes its operations: 2N a token and attention', () => {
    const tokens = 65_536;
    const operations = 2 * (model.parameters - 2 * model.vocab * model.dim) * tokens + 2 * 32 * 32 * 128 * tokens ** 2;
    expect(prefillTime(perfect, model, 1, tokens) / (operations / 312e12)).toBeCloseTo(1, 2);
  });

  it('two devices with half of every matrix halve it, two with half of the layers do not', () => {
    const one = decodeStepTime(perfect, model, 1, 100);
    expect(decodeStepTime({ ...perfect, devices: 2 }, model, 1, 100) / one).toBeCloseTo(0.5, 2);
    expect(decodeStepTime({ ...perfect, stages: 2 }, model, 1, 100)).toBe(one);
  });

  it('stages help a prompt that is read in pieces: four pieces through two stages take 5/8', () => {
    const traits = softwareTraits['llama.cpp'];
    const one = prefillTime({ ...perfect, traits }, model, 1, 2048);
    expect(prefillTime({ ...perfect, traits, stages: 2 }, model, 1, 2048) / one).toBeCloseTo(5 / 8);
    expect(prefillTime({ ...perfect, traits, stages: 2 }, model, 1, 512)).toBeCloseTo(prefillTime({ ...perfect, traits }, model, 1, 512));
  });

  it('one token meets the chosen experts, many tokens meet all', () => {
    const mixtral = findModel('Mixtral-8x7B')!;
    const embeddings = 2 * mixtral.vocab * mixtral.dim;
    expect(layerWeights(mixtral, 1).touched).toBeCloseTo(mixtral.activeParameters! - embeddings, -2);
    expect(layerWeights(mixtral, 1000).touched).toBeCloseTo(mixtral.parameters - embeddings, -2);
    const { experts: _, ...withoutCount } = mixtral;
    expect(layerWeights(withoutCount, 1).touched).toBeCloseTo(layerWeights(mixtral, 1).touched, -2);
  });

  it('widening blocks is added to reading them', () => {
    const weights = { touched: 1e9, perToken: 1e9 };
    const constants = { ...perfect.constants, unpackFlops: 2 };
    expect(productTime({ ...perfect, constants }, weights, 1) - productTime(perfect, weights, 1)).toBeCloseTo(2e9 / 19.5e12, 8);
  });

  it('GeForce cards are twice as fast for engines that sum in f16', () => {
    const hardware = findHardware('RTX 4090')!;
    const weights = { touched: 1e9, perToken: 1e9 };
    const summing = productTime({ ...perfect, hardware, traits: softwareTraits['llama.cpp'] }, weights, 1e6);
    expect(productTime({ ...perfect, hardware }, weights, 1e6) / summing).toBeCloseTo(2, 2);
  });
});

describe('a saturated server', () => {
  const tokens = (count: number) => bytes(count * 2 * 32 * 8 * 128 * 2);

  it('holds as many sequences as fit, whole where the engine reserves them whole', () => {
    expect(saturatedServer(perfect, model, tokens(150_000), 1000, 1000).batch).toBe(100);
    expect(saturatedServer({ ...perfect, traits: softwareTraits['tensorrt-llm'] }, model, tokens(150_000), 1000, 1000).batch).toBe(75);
  });

  it('holds more of long sequences where half of the layers look back 128 tokens', () => {
    const windowed = { ...model, slidingWindow: { tokens: 128, layers: 16 } };
    expect(saturatedServer(perfect, windowed, tokens(150_000), 1000, 1000).batch).toBe(Math.floor(150_000 / (1500 / 2 + 128 / 2)));
  });

  it('no more than the engine allows, nor than its steps have room for', () => {
    expect(saturatedServer(perfect, model, tokens(1e9), 100, 1000).batch).toBe(1024);
    expect(saturatedServer(perfect, model, tokens(1e9), 15_000, 1000).batch).toBe(512);
  });
});
