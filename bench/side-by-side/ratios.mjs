import { valueOf } from './rows.mjs';

/** What is compared, and whether more is better. */
const compared = [
  ['decode', 'decode', true],
  ['prefill', 'prefill', true],
  ['throughput-8', '8 at once', true],
  ['throughput-32', '32 at once', true],
  ['other-bytes', 'bytes besides the model', false],
  ['first-token-cold', 'first token, cold', false],
  ['first-token-warm', 'first token, warm', false],
];

/** Which of the others stand against which of ours: with like means. */
const matches = [
  { ours: 'cpu', theirs: (row) => row.backend === 'wasm' && row.threads === 1, means: 'one processor thread' },
  { ours: 'webgpu', theirs: (row) => row.backend === 'webgpu', means: 'WebGPU' },
];

/**
 * Ours against the best of the others at the same precision, in one run on one device.
 * @param {readonly import('./rows.mjs').Row[]} rows
 * @returns {{ means: string, precision: string, title: string, ratio: number, moreIsBetter: boolean, against: string }[]} `ratio`: our median as a multiple of theirs
 */
export function ratiosOf(rows) {
  return matches.flatMap(({ ours, theirs, means }) =>
    ['f32', 'f16', 'q8', 'q4'].flatMap((precision) =>
      compared.flatMap(([measure, title, moreIsBetter]) => {
        const own = valueOf(rows, { contestant: 'ours', backend: ours, precision, threads: 1 }, measure);
        const others = rows.filter((row) => row.contestant !== 'ours' && row.precision === precision && row.measure === measure && theirs(row));
        if (own === undefined || others.length === 0) return [];
        const [best] = others.toSorted((a, b) => (moreIsBetter ? b.median - a.median : a.median - b.median));
        return [{ means, precision, title, ratio: own / best.median, moreIsBetter, against: best.contestant }];
      }),
    ),
  );
}
