import { afterAll, describe, expect, test } from 'vitest';
import { prepareCase } from '../backends/self-test';
import { WebGpuBackend } from '../backends/webgpu/webgpu-backend';
import { testDevice } from '../test-device';
import { kernels } from './all';
import type { KernelCase, Storage } from './case';
import { argmaxCase, attentionCase, elementwiseCases, embedCase, linearCase, modelCases, paddedAttentionCase, rmsNormCase, ropeCase, sampleCase, storeCacheCase, type ModelStorage } from './cases';
import { gateUpCase, joinedModelCases, linearAddCase, queryKeyValueCases, ropeStoreCases } from './joined-cases';
import { resolveVariant, type Variant } from './kernel';
import { attentionWeightsCase, linearPartCase, multiplyAddCase, randomiseCase } from './rare-cases';

const floats: readonly Storage[] = [{ dtype: 'f32' }, { dtype: 'f16' }];
/** One scale a row: any row will do, the odd ones too. */
const quantised: readonly Storage[] = [{ dtype: 'q8' }, { dtype: 'q4' }, { dtype: 'q2' }];
/** Columns and a block that divides them, smaller and larger than a word of integers; 0: one scale for all. */
const blocks = [[32, 32], [96, 32], [72, 8], [256, 64], [80, 16], [13, 0], [64, 0]];
const sizes = [1, 2, 63, 64, 65, 127, 129, 257];

const pocket = { dim: 256, hiddenDim: 704, heads: 8, kvHeads: 4, headDim: 32, vocab: 2048, contextLength: 512 };

const models: readonly ModelStorage[] = [
  ...floats.map((storage) => ({ embedding: storage, matrices: storage, norms: storage })),
  ...quantised.map(({ dtype }) => ({ embedding: { dtype: 'q8', block: 32 } as const, matrices: { dtype, block: 32 }, norms: { dtype: 'f16' } as const })),
];

/** Every kernel on shapes chosen to go wrong: odd, one more or less than a workgroup, a single row, several sequences. */
const cases: readonly KernelCase[] = [
  ...floats.flatMap((storage) => sizes.flatMap((size) => [rmsNormCase(3, size, storage), rmsNormCase(size, 10, storage)])),
  ...[...floats, ...quantised].flatMap((storage) => [
    ...sizes.flatMap((size) => [
      embedCase(3, 70, size, storage),
      embedCase(size, 5, 7, storage),
      linearCase(1, size, 9, storage),
      linearCase(5, size, 65, storage),
      linearCase(size, 33, 3, storage),
      linearCase(2, 7, size, storage),
    ]),
    linearPartCase(3, 40, 70, 5, storage),
    linearPartCase(1, 9, 3, 64, storage),
    ...[1, 65, 129].flatMap((size) => [linearAddCase(3, size, 9, storage), gateUpCase(size, 9, storage), gateUpCase(40, size, storage)]),
    ...[13, 64].flatMap((size) => [...queryKeyValueCases(size, 9, 5, storage), ...queryKeyValueCases(40, size, 66, storage)]),
  ]),
  ...quantised.flatMap(({ dtype }) =>
    blocks.flatMap(([columns, block]) => [embedCase(3, 9, columns, { dtype, block }), linearCase(1, columns, 66, { dtype, block }), linearCase(6, columns, 5, { dtype, block })]),
  ),
  ...models.flatMap((storage) => [...modelCases(pocket, storage), ...joinedModelCases(pocket, storage)]),
  ...[[1, 1, 1, 2, 4], [1, 5, 3, 8, 9], [2, 3, 2, 64, 20], [3, 1, 4, 32, 40]].map(([batch, tokens, heads, headDim, positions]) => ropeCase(batch, tokens, heads, headDim, positions)),
  ...[[1, 1, 1, 1, 2, 4], [1, 5, 3, 1, 8, 9], [2, 3, 4, 2, 64, 20], [3, 1, 4, 4, 32, 40], [2, 7, 2, 1, 10, 7]].flatMap(([batch, tokens, heads, kvHeads, headDim, capacity]) =>
    ropeStoreCases(batch, tokens, heads, kvHeads, headDim, capacity),
  ),
  ...[[1, 1, 1, 1], [1, 4, 63, 65], [3, 2, 65, 11], [2, 7, 5, 7]].map(([batch, tokens, width, capacity]) => storeCacheCase(batch, tokens, width, capacity)),
  ...[[1, 1, 1, 1, 2, 1], [1, 3, 4, 2, 8, 63], [2, 1, 6, 3, 32, 65], [3, 5, 2, 1, 64, 129], [1, 2, 2, 2, 128, 200], [1, 1, 8, 4, 34, 513]].map(
    ([batch, tokens, heads, kvHeads, headDim, capacity]) => attentionCase(batch, tokens, heads, kvHeads, headDim, capacity),
  ),
  // Tiles of four heads: some not full, groups of one to five heads, several sequences.
  ...[[1, 4, 3, 3, 32, 9], [2, 7, 6, 2, 10, 30], [1, 1, 8, 1, 33, 5], [3, 1, 10, 2, 4, 70], [2, 3, 5, 1, 256, 66], [1, 64, 8, 4, 32, 131]].flatMap(([batch, tokens, heads, kvHeads, headDim, capacity]) => [
    attentionCase(batch, tokens, heads, kvHeads, headDim, capacity),
    paddedAttentionCase(batch, tokens, tokens >> 1, heads, kvHeads, headDim, capacity),
  ]),
  ...sizes.flatMap((size) => [...elementwiseCases(size), argmaxCase(3, size + 2), sampleCase(size + 2, false), sampleCase(size + 2, true)]),
  ...elementwiseCases(65_535 * 64 + 1).slice(1),
  ...[[1, 1, 1, 1, 2, 1, 1], [1, 3, 4, 2, 8, 63, 63], [2, 1, 6, 3, 32, 65, 40], [3, 5, 2, 1, 64, 129, 129], [1, 2, 2, 2, 128, 200, 65], [1, 1, 8, 4, 34, 513, 513]].map(
    ([batch, tokens, heads, kvHeads, headDim, capacity, columns]) => attentionWeightsCase(batch, tokens, heads, kvHeads, headDim, capacity, columns),
  ),
  ...[1, 63, 65].flatMap((rows) => [
    randomiseCase([rows, 7], { dtype: 'f32' }, 1),
    randomiseCase([rows, 16], { dtype: 'f16' }, 2),
    ...quantised.flatMap(({ dtype }) => [0, 16, 64].map((block) => randomiseCase([rows, 64], { dtype, block }, 3 + rows))),
  ]),
  ...sizes.flatMap((size) => [multiplyAddCase(size, 1), multiplyAddCase(size, 40)]),
];

describe.each(['invocation', 'workgroup', 'subgroup'] as const)('kernels against their reference, variant %s', (variant: Variant) => {
  let count = 0;
  afterAll(() => console.info(`kernel contract: ${count} cases ran in variant ${variant}`));

  test.each(kernels.filter((kernel) => resolveVariant(kernel, variant) === variant).map((kernel) => kernel.name))('%s', async (name) => {
    const device = await testDevice();
    if (variant === 'subgroup') expect(device.features.has('subgroups' as GPUFeatureName), 'this adapter has subgroups').toBe(true);
    const backend = new WebGpuBackend(device, variant);
    const own = cases.filter(({ kernel }) => kernel.name === name);
    expect(own.length).toBeGreaterThan(0);
    await backend.guard(async () => {
      for (const each of own) {
        const { error, bound, shape } = await (await prepareCase(backend, each)).run();
        expect(error, `${name} ${shape}`).toBeLessThanOrEqual(bound);
        count++;
      }
    });
    backend.destroy();
  });
});
