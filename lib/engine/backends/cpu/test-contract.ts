import { afterAll, expect, test } from 'vitest';
import type { KernelCase, Storage } from '../../kernels/case';
import { attentionCase, elementwiseCases, embedCase, linearCase, modelCases, rmsNormCase, type ModelStorage } from '../../kernels/cases';
import { linearPartCase } from '../../kernels/rare-cases';
import { prepareCase } from '../self-test';
import { CpuBackend } from './cpu-backend';
import { simdKernelNames } from './simd/launches';

const floats: readonly Storage[] = [{ dtype: 'f32' }, { dtype: 'f16' }];
/** One scale a row: any row will do, the odd ones too. */
const quantised: readonly Storage[] = [{ dtype: 'q8' }, { dtype: 'q4' }, { dtype: 'q2' }];
/** Columns and a block that divides them; 0: one scale for all. */
const blocks = [[32, 32], [96, 32], [72, 8], [120, 24], [256, 64], [80, 16], [704, 32], [256, 256], [13, 0], [64, 0]];
const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 31, 63, 64, 65, 127, 129, 257];
const rows = [1, 2, 3, 4, 5, 8, 9];
const pocket = { dim: 256, hiddenDim: 704, heads: 8, kvHeads: 4, headDim: 32, vocab: 2048, contextLength: 512 };

const models: readonly ModelStorage[] = [
  ...floats.map((storage) => ({ embedding: storage, matrices: storage, norms: storage })),
  ...quantised.map(({ dtype }) => ({ embedding: { dtype: 'q8', block: 32 } as const, matrices: { dtype, block: 32 }, norms: { dtype: 'f16' } as const })),
];

/** Shapes chosen to go wrong: odd ones, one more or less than what is worked on together, rows of four vectors and a bit. */
const cases: readonly KernelCase[] = [
  ...[...floats, ...quantised].flatMap((storage) => [
    ...sizes.flatMap((size) => [
      embedCase(3, 70, size, storage),
      rmsNormCase(3, size, storage),
      ...rows.flatMap((count) => [linearCase(count, size, 9, storage), linearCase(count, 33, size, storage)]),
    ]),
    ...rows.map((count) => linearPartCase(count, 40, 70, 5, storage)),
    linearCase(3, 1, 9_001, storage), // more rows than a panel holds
    linearCase(3, 9_001, 6, storage), // longer rows than a panel holds
  ]),
  ...quantised.flatMap(({ dtype }) =>
    blocks.flatMap(([columns, block]) => [embedCase(3, 9, columns, { dtype, block }), ...rows.map((count) => linearCase(count, columns, 11, { dtype, block }))]),
  ),
  ...models.flatMap((storage) => modelCases(pocket, storage)),
  ...[2, 4, 6, 14, 16, 18, 32, 34, 64, 80, 128, 250, 256].flatMap((headDim) =>
    [1, 3, 4, 5, 63, 130].flatMap((capacity) => [attentionCase(1, 1, 4, 2, headDim, capacity), attentionCase(3, Math.min(3, capacity), 6, 3, headDim, capacity)]),
  ),
  // Tiles of query rows: full ones and what is left, over tokens and over the heads of a group, from the first position on and from later ones.
  ...[[2, 2], [4, 2], [6, 2], [5, 1], [3, 3]].flatMap(([heads, kvHeads]) =>
    [[8, 8], [9, 9], [9, 10], [13, 131], [21, 64]].flatMap(([tokens, capacity]) => [2, 18, 32, 34].map((headDim) => attentionCase(2, tokens, heads, kvHeads, headDim, capacity))),
  ),
  ...sizes.flatMap((size) => elementwiseCases(size)),
];

/** Every kernel that is told in WebAssembly, in this process: Node, or a browser. */
export function contractTests(): void {
  const backend = new CpuBackend('simd');
  let count = 0;
  afterAll(() => {
    backend.destroy();
    console.info(`kernel contract: ${count} cases ran in variant simd`);
  });

  test.each(simdKernelNames)('%s', async (name) => {
    const own = cases.filter(({ kernel }) => kernel.name === name);
    expect(own.length).toBeGreaterThan(0);
    for (const each of own) {
      const { error, bound, shape } = await (await prepareCase(backend, each)).run();
      expect(error, `${name} ${shape}`).toBeLessThanOrEqual(bound);
      count++;
    }
  });
}
