import { describe, expect, test } from 'vitest';
import type { PrecisionPlan } from '../generation/events';
import { resolvePlan } from './storage-plan';

const matrix = 'model.layers.0.mlp.up_proj.weight';
const norm = 'model.norm.weight';
const names = new Set(['model.embed_tokens.weight', matrix, norm]);

describe('a plan for storing weights', () => {
  test('what it leaves open is filled in: below q8 the embedding stays at q8, and norms are floats', () => {
    const plan = resolvePlan({ precision: 'q4' }, names);
    expect(plan).toMatchObject({ precision: 'q4', block: 32, rounding: 'search' });
    expect([plan.of('model.embed_tokens.weight', 'embedding'), plan.of(matrix, 'matrix'), plan.of(norm, 'norm')]).toEqual(['q8', 'q4', 'f16']);
  });

  test('a tensor’s own precision goes before that of the embedding, and both before the plan’s', () => {
    const plan = resolvePlan({ precision: 'q2', embedding: 'q4', tensors: { [matrix]: 'f32', [norm]: 'f32' } }, names);
    expect([plan.of('model.embed_tokens.weight', 'embedding'), plan.of(matrix, 'matrix'), plan.of('another', 'matrix'), plan.of(norm, 'norm')]).toEqual(['q4', 'f32', 'q2', 'f32']);
  });

  test.for([
    ['precision', { precision: 'q3' }],
    ['embedding', { precision: 'q4', embedding: 'int8' }],
    ['precision of a tensor', { precision: 'q4', tensors: { [matrix]: 'q5' } }],
    ['tensor', { precision: 'q4', tensors: { 'model.layers.9.weight': 'q8' } }],
    ['block', { precision: 'q4', block: 0 }],
    ['block', { precision: 'q4', block: 'all' }],
    ['rounding', { precision: 'q4', rounding: 'best' }],
  ] as const)('an unknown %s is refused: %j', ([, plan]) => {
    expect(() => resolvePlan(plan as unknown as PrecisionPlan, names)).toThrow(expect.objectContaining({ code: 'invalid-request', remedy: expect.stringMatching(/\.$/) as string }));
  });

  test('a norm is never made of small integers', () => {
    const plan = resolvePlan({ precision: 'q4', tensors: { [norm]: 'q8' } }, names);
    expect(() => plan.of(norm, 'norm')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
