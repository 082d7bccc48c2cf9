/**
 * Who is compared, at which precisions and how many threads.
 * @typedef {{ contestant: string, backend: string, precision: string, threads: number | null }} Entry `threads` null: the runtime's own choice
 */

/** The house's names of precisions, and what each contestant's nearest file is called. */
export const precisionNames = ['f32', 'f16', 'q8', 'q4'];

/** Each contestant: its page, its package, and what it can run. `threaded`: it can use several processor threads there. */
export const contestants = [
  {
    name: 'ours',
    precisions: { f32: 'f32', f16: 'f16', q8: 'q8', q4: 'q4' },
    backends: [{ name: 'webgpu', threaded: false }, { name: 'cpu', threaded: false }],
  },
  {
    name: 'transformers.js',
    precisions: { f32: 'fp32', q8: 'q8 (model_quantized)', q4: 'q4 (MatMulNBits)' },
    backends: [{ name: 'webgpu', threaded: false }, { name: 'wasm', threaded: true }],
  },
  {
    name: 'wllama',
    precisions: { f16: 'F16', q8: 'Q8_0', q4: 'Q4_0' },
    backends: [{ name: 'webgpu', threaded: false }, { name: 'wasm', threaded: true }],
  },
];

export const contestantNames = contestants.map(({ name }) => name);
export const backendNames = [...new Set(contestants.flatMap(({ backends }) => backends.map(({ name }) => name)))];

/**
 * Every entry that was asked for, in the order of the table.
 * @param {{ only: readonly string[], precisions: readonly string[], backends: readonly string[] }} wanted
 * @param {number} cores threads that "all" means
 * @returns {Entry[]}
 */
export function entriesOf({ only, precisions, backends }, cores) {
  return contestants
    .filter(({ name }) => only.includes(name))
    .flatMap(({ name, precisions: own, backends: ownBackends }) =>
      ownBackends
        .filter((backend) => backends.includes(backend.name))
        .flatMap((backend) => threadCounts(backend, cores).flatMap((threads) => precisionNames.filter((precision) => precision in own && precisions.includes(precision)).map((precision) => ({ contestant: name, backend: backend.name, precision, threads })))),
    );
}

/** One thread is asked for by name, and then all cores; a GPU's runtime is left to itself. */
function threadCounts({ name, threaded }, cores) {
  if (name === 'webgpu') return [null];
  return threaded && cores > 1 ? [1, cores] : [1];
}

/** The entries of one round: each round begins elsewhere, and every second one runs backwards, so that nobody always follows the same. */
export function orderOf(entries, round, rounds) {
  const begin = Math.floor((round * entries.length) / rounds);
  const turned = [...entries.slice(begin), ...entries.slice(0, begin)];
  return round % 2 === 0 ? turned : turned.toReversed();
}

/** An entry in words. */
export function nameOf({ contestant, backend, precision, threads }) {
  return `${contestant} ${backend} ${precision}${threads === null ? '' : `, ${threads} thread${threads === 1 ? '' : 's'}`}`;
}
