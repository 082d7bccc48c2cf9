/**
 * The numbers that the fit chooses, each with what is believed of it before any row is seen. All are above zero, so that the fit moves their
 * logarithms; `spread` is how far off (as a logarithm) the belief may well be. A factor that no row asks for stays away from its belief
 * of 1, and so a combination that nobody measured is told by the parts that somebody did.
 */

/**
 * @typedef {object} Parameter
 * @property {string[]} path in a Calibration
 * @property {number} belief
 * @property {number} spread
 * @property {(names: Set<string>) => boolean} touches whether a question of these names depends on it
 */

/**
 * Shares: Vidur's matrix products and "activation" timings (economics.md section 1). Times: TensorRT-LLM's rows (section 2), an all-reduce of NCCL 29 to 63 µs
 * alone, 8 to 20 when captured. Unpacking and passes over scores: counted in llama.cpp's kernels. Links: NCCL reaches 60 to 90 %.
 */
export const everywhere = [
  { path: ['bandwidthShare', 'all'], belief: 0.8, spread: 0.1 },
  { path: ['arithmeticShare', 'all'], belief: 0.6, spread: 0.2 },
  { path: ['layerSeconds', 'all'], belief: 50e-6, spread: 0.5 },
  { path: ['activationBytes', 'all'], belief: 72, spread: 0.3 },
  { path: ['servingSeconds'], belief: 5e-3, spread: 0.5, name: 'saturated' },
  { path: ['sequenceSeconds'], belief: 5e-6, spread: 1, name: 'saturated' },
  { path: ['unpackFlops', 'byte'], belief: 2, spread: 0.5, name: 'byte' },
  { path: ['unpackFlops', 'nibble'], belief: 4, spread: 0.5, name: 'nibble' },
  { path: ['unpackFlops', 'few'], belief: 8, spread: 0.5, name: 'few' },
  { path: ['scorePasses'], belief: 6, spread: 0.3, name: 'llama.cpp' },
  { path: ['reduceLatency', 'ring'], belief: 25e-6, spread: 0.3, name: 'ring' },
  { path: ['reduceLatency', 'switch'], belief: 20e-6, spread: 0.3, name: 'switch' },
  { path: ['reduceLatency', 'board'], belief: 60e-6, spread: 0.3, name: 'board-link' },
  { path: ['reduceLaunch'], belief: 25e-6, spread: 0.3, name: 'all-reduce' },
  { path: ['linkShare'], belief: 0.7, spread: 0.2, name: 'shared' },
];

/** How much an engine, a kind of memory or an arithmetic may differ from all, and a pair from what its two parts say. */
const spreads = {
  bandwidthShare: { one: 0.15, pair: 0.15 },
  arithmeticShare: { one: 0.2, pair: 0.2 },
  layerSeconds: { one: 0.4 },
  activationBytes: { one: 0.4 },
};

/**
 * Factors that are believed to differ from 1: llama.cpp reaches less of stacked memory (economics.md section 2: 0.33 to 0.55 of it, all costs counted) and
 * moves activations in four bytes, by more and smaller launches; experts are many small products; captured launches are cheaper.
 */
const factorBeliefs = {
  'bandwidthShare llama.cpp stacked': 0.65,
  'arithmeticShare experts': 0.7,
  'arithmeticShare blocks': 0.8,
  'layerSeconds captured': 0.6,
  'activationBytes llama.cpp': 3,
};

/**
 * @param {object[]} questions that are fitted
 * @param house modules of lib/economics
 * @returns {Parameter[]}
 */
export function parametersFor(questions, house) {
  const asked = questions.map((question) => namesOf(question, house));
  const used = (name) => asked.some((names) => names.has(name));
  const fixed = everywhere.filter(({ name }) => name === undefined || used(name)).map(({ path, belief, spread, name }) => ({ path, belief, spread, touches: (names) => name === undefined || names.has(name) }));
  return [...fixed, ...Object.entries(spreads).flatMap(([constant, spread]) => factorsOf(constant, spread, asked))];
}

function factorsOf(constant, { one, pair }, asked) {
  const times = new Map();
  for (const name of asked.flatMap((names) => [...names])) if (name.startsWith(`${constant}:`)) times.set(name, (times.get(name) ?? 0) + 1);
  const all = [...times.keys()].map((name) => name.slice(constant.length + 1));
  return all
    // `other` is the mean of all, not an engine.
    .filter((name) => !name.startsWith('other') && times.get(`${constant}:${name}`) >= (isPair(name) ? fewest.pair : fewest.one) && !(isPair(name) && isOnlyPair(name, all)))
    .toSorted()
    .map((name) => ({ path: [constant, 'by', name], belief: factorBeliefs[`${constant} ${name}`] ?? 1, spread: isPair(name) ? pair : one, touches: (names) => names.has(`${constant}:${name}`) }));
}

/** Rows that must ask for a factor before it is worth a number of its own. */
const fewest = { one: 3, pair: 6 };

const isPair = (name) => name.includes(' ');
/** An engine on one kind of memory alone, or a memory under one engine alone, says nothing of the pair. */
const isOnlyPair = (name, all) => name.split(' ').some((part, at) => all.filter((other) => isPair(other) && other.split(' ')[at] === part).length === 1);

/** Everything in a question that a parameter may hang on. */
export function namesOf(question, { calibration, parallel, precision }) {
  const link = (hardware) => ({ ring: 'ring', switch: 'switch', board: 'board-link' })[parallel.linkOf(hardware)];
  if (question.kind === 'all-reduce') return new Set(['all-reduce', 'shared', link(question.hardware)]);
  const { hardware, software, request } = question;
  const stored = request?.weightPrecision ?? 'f16';
  const factors = calibration.factorNames({ software, hardware, precision: stored, experts: (request?.model ?? question.model).activeParameters !== undefined });
  // Matrix products timed alone have neither a layer's launches nor its activations.
  const asked = question.kind === 'products' ? ['bandwidthShare', 'arithmeticShare'] : Object.keys(factors);
  const names = new Set(asked.flatMap((constant) => factors[constant].map((name) => `${constant}:${name}`)));
  names.add(precision.storedPrecisions[stored].unpacking).add(software);
  if (request?.load.kind === 'saturated') names.add('saturated');
  if (request?.devices > 1) names.add('shared').add(link(hardware));
  return names;
}
