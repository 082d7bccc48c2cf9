import { everywhere, namesOf, parametersFor } from './parameters.mjs';

/**
 * Fits the constants: the most probable values under beliefs (parameters.mjs) and rows whose logarithmic errors are spread by `rowSpread`,
 * rows farther off counting less and less (Huber). Levenberg-Marquardt with differences; deterministic.
 */
const rowSpread = 0.12;
/** Beyond so many spreads a row pulls no harder: a published row may be wrong, or of an engine that does something else. */
const huber = 1.5;
const difference = 1e-4;

/**
 * @param {any[]} questions with `published`; all are used
 * @param {(question: any, constants: any) => { value?: number, reason?: string }} answer
 * @param house modules of lib/economics
 * @param {object} [start] constants to begin from, where they are near
 * @returns {{ constants: object }} constants; their error bands are not earned yet
 */
export function fit(questions, answer, house, start) {
  const parameters = parametersFor(questions, house);
  const names = questions.map((question) => namesOf(question, house));
  const beliefs = parameters.map(({ belief }) => Math.log(belief));
  let vector = parameters.map(({ path }, index) => Math.log(valueAt(start, path) ?? Math.exp(beliefs[index])));
  const errorsAt = (candidate) => {
    const constants = constantsOf(parameters, candidate);
    return questions.map((question) => errorOf(question, constants, answer));
  };
  let errors = errorsAt(vector);
  let cost = costOf(errors, vector, parameters, beliefs);
  let damping = 1e-2;
  for (let round = 0; round < 40; round += 1) {
    const slopes = slopesAt(parameters, vector, questions, names, errors, answer);
    const better = improve({ parameters, beliefs, vector, errors, cost, slopes, damping, errorsAt });
    if (!better) break;
    const gain = cost - better.cost;
    ({ vector, errors, cost, damping } = better);
    if (gain < 1e-6 * cost) break;
  }
  return { constants: rounded(constantsOf(parameters, vector)) };
}

/** One step downhill, with more damping until it is one; undefined where none is. */
function improve({ parameters, beliefs, vector, errors, cost, slopes, damping, errorsAt }) {
  for (let tried = damping; tried < 1e6; tried *= 4) {
    const candidate = solveStep(parameters, beliefs, vector, errors, slopes, tried);
    const candidateErrors = errorsAt(candidate);
    const candidateCost = costOf(candidateErrors, candidate, parameters, beliefs);
    if (candidateCost < cost) return { vector: candidate, errors: candidateErrors, cost: candidateCost, damping: tried / 8 };
  }
  return undefined;
}

/** ln(predicted / published), in spreads. */
function errorOf(question, constants, answer) {
  const { value, reason } = answer(question, constants);
  if (reason) throw new Error(`Row ${question.row.id} has no prediction to fit: ${reason}`);
  return Math.log(value / question.published) / rowSpread;
}

function costOf(errors, vector, parameters, beliefs) {
  const rows = errors.reduce((sum, error) => sum + (Math.abs(error) <= huber ? error ** 2 : huber * (2 * Math.abs(error) - huber)), 0);
  return rows + vector.reduce((sum, value, index) => sum + ((value - beliefs[index]) / parameters[index].spread) ** 2, 0);
}

/** d(error)/d(parameter), (rows, parameters); zero without asking where the row does not depend on it. */
function slopesAt(parameters, vector, questions, names, errors, answer) {
  const slopes = questions.map(() => new Float64Array(parameters.length));
  parameters.forEach(({ touches }, at) => {
    const constants = constantsOf(parameters, vector.with(at, vector[at] + difference));
    questions.forEach((question, row) => {
      if (touches(names[row])) slopes[row][at] = (errorOf(question, constants, answer) - errors[row]) / difference;
    });
  });
  return slopes;
}

/** (JᵀWJ + beliefs + damping)·step = −(JᵀWe + beliefs), by elimination. */
function solveStep(parameters, beliefs, vector, errors, slopes, damping) {
  const size = parameters.length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  errors.forEach((error, row) => {
    const weight = Math.min(1, huber / Math.abs(error));
    for (let i = 0; i < size; i += 1) {
      if (slopes[row][i] === 0) continue;
      for (let j = 0; j < size; j += 1) matrix[i][j] += weight * slopes[row][i] * slopes[row][j];
      matrix[i][size] -= weight * slopes[row][i] * error;
    }
  });
  parameters.forEach(({ spread }, i) => {
    matrix[i][i] += 1 / spread ** 2;
    matrix[i][size] -= (vector[i] - beliefs[i]) / spread ** 2;
    matrix[i][i] *= 1 + damping;
  });
  const step = solve(matrix);
  return vector.map((value, i) => value + step[i]);
}

/** Gauss-Jordan on a positive definite matrix with its right side as the last column: no pivot is near zero. */
function solve(matrix) {
  const size = matrix.length;
  for (let i = 0; i < size; i += 1) {
    for (let row = 0; row < size; row += 1) {
      if (row === i || matrix[row][i] === 0) continue;
      const factor = matrix[row][i] / matrix[i][i];
      for (let column = i; column <= size; column += 1) matrix[row][column] -= factor * matrix[i][column];
    }
  }
  return matrix.map((line, i) => line[size] / line[i]);
}

const valueAt = (constants, path) => path.reduce((part, name) => part?.[name], constants);

/** The constants of a parameter vector. */
function constantsOf(parameters, vector) {
  const constants = constantsOfBeliefs();
  parameters.forEach(({ path }, index) => {
    const holder = path.slice(0, -1).reduce((part, name) => part[name], constants);
    holder[path.at(-1)] = Math.exp(vector[index]);
  });
  return constants;
}

/** What is believed before any row is seen, and stays where no fitted row tells anything. */
export function constantsOfBeliefs() {
  const constants = { errorBands: { 'decode-batch-1': [1, 1], 'static-batch': [1, 1], saturated: [1, 1], prefill: [1, 1] } };
  for (const { path, belief } of everywhere) {
    const [constant, part] = path;
    if (part === 'all') constants[constant] = { all: belief, by: {} };
    else if (part) constants[constant] = { ...constants[constant], [part]: belief };
    else constants[constant] = belief;
  }
  return constants;
}

/** Three digits are more than the rows tell; a factor that comes to less than 1 % is none. */
function rounded(constants) {
  const short = (value) => Number(value.toPrecision(3));
  const part = (value) => {
    if (typeof value === 'number') return short(value);
    if (Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === 'by' ? Object.fromEntries(Object.entries(inner).map(([key, factor]) => [key, short(factor)]).filter(([, factor]) => Math.abs(factor - 1) >= 0.01)) : part(inner)]),
    );
  };
  return part(constants);
}

/** How many numbers constants have that rows moved: neither the error bands, nor what stays as it was believed because no row asks for it. */
export function countOf({ errorBands: _, ...constants }) {
  const count = (value, belief) => (typeof value === 'number' ? Number(value !== belief) : Object.entries(value).reduce((sum, [name, inner]) => sum + count(inner, belief?.[name]), 0));
  return count(constants, constantsOfBeliefs());
}
