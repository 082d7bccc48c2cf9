/**
 * A whole run of `npm run bench`, as the command keeps it for the page: `content/bench/<date>-<device>.json`. Ours, transformers.js and
 * wllama wrote the same text in the same browser, in turn (docs/decisions/2026-11-23-side-by-side-bench.md).
 */
export interface BenchRun {
  /** ISO, of its end. */
  readonly date: string;
  /** Processor, cores, and what WebGPU ran on, in words. */
  readonly device: string;
  /** What WebGPU ran on; null where there was none. */
  readonly adapter: string | null;
  readonly browser: string;
  /** What the browser itself holds with an empty page. */
  readonly emptyPageBytes: number;
  readonly rounds: number;
  /** The begin token counted. */
  readonly promptTokens: number;
  /** At most, of one text. */
  readonly tokens: number;
  readonly seconds: number;
  /** Processes that wanted a core, before and after. */
  readonly load: readonly [before: number, after: number];
  readonly versions: Readonly<Record<string, string>>;
  /** By contestant, what its nearest file to each of the house's precisions is called. */
  readonly files: Readonly<Record<string, Partial<Readonly<Record<BenchPrecision, string>>>>>;
  /** What to know beside the figures. */
  readonly remarks: readonly string[];
  readonly failures: readonly string[];
  readonly rows: readonly BenchRow[];
}

/** One figure of one contestant over all rounds. */
export interface BenchRow {
  readonly contestant: string;
  readonly backend: BenchBackend;
  readonly precision: BenchPrecision;
  /** Of the processor. */
  readonly threads: number;
  readonly measure: BenchMeasure;
  readonly unit: (typeof benchMeasures)[BenchMeasure];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly samples: number;
}

/** What is measured, and in which unit. */
export const benchMeasures = {
  'model-bytes': 'bytes',
  'other-bytes': 'bytes',
  'first-token-cold': 'ms',
  'first-token-warm': 'ms',
  prefill: 'tokens/s',
  decode: 'tokens/s',
  'decode-mean': 'tokens/s',
  'throughput-8': 'tokens/s',
  'throughput-32': 'tokens/s',
  'peak-memory': 'bytes',
  'tokens-written': 'tokens',
  'tokens-agreed': 'tokens',
  'first-difference': 'tokens',
} as const;

export type BenchMeasure = keyof typeof benchMeasures;

/** Most bits first. */
export const benchPrecisions = ['f32', 'f16', 'q8', 'q4'] as const;
export type BenchPrecision = (typeof benchPrecisions)[number];

/** `cpu` is ours, `wasm` the others': both compute on the processor. */
const benchBackends = ['cpu', 'wasm', 'webgpu'] as const;
export type BenchBackend = (typeof benchBackends)[number];

/** What our own engine is called among the contestants. */
export const ours = 'ours';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isPositive = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A run as the command wrote it.
 * @param name of the file, for the message
 * @throws Error saying what is wrong where, and how to make the file anew
 */
export function parseBenchRun(file: unknown, name: string): BenchRun {
  const refuse = (what: string): never => {
    throw new Error(`content/bench/${name}.json: ${what}. Make the file anew: npm run bench, on a quiet machine.`);
  };
  if (!isRecord(file)) return refuse('it is no run');
  const run = file as unknown as BenchRun;
  if (!isText(run.date) || !/^\d{4}-\d{2}-\d{2}$/.test(run.date) || Number.isNaN(Date.parse(run.date))) refuse('date is no day');
  for (const field of ['device', 'browser'] as const) if (!isText(run[field])) refuse(`${field} is missing`);
  if (run.adapter !== null && !isText(run.adapter)) refuse('adapter is neither a name nor null');
  for (const field of ['emptyPageBytes', 'rounds', 'promptTokens', 'tokens', 'seconds'] as const) if (!isPositive(run[field])) refuse(`${field} is not above zero`);
  if (!Array.isArray(run.load) || run.load.length !== 2 || !run.load.every((value) => Number.isFinite(value) && value >= 0)) refuse('load is not two numbers');
  for (const field of ['remarks', 'failures'] as const) if (!Array.isArray(run[field]) || !run[field].every(isText)) refuse(`${field} is no list of sentences`);
  for (const field of ['versions', 'files'] as const) if (!isRecord(run[field])) refuse(`${field} is missing`);
  if (!Array.isArray(run.rows) || run.rows.length === 0) refuse('it has no rows');
  const seen = new Set<string>();
  for (const [index, row] of run.rows.entries()) {
    const key = isRecord(row) ? [row.contestant, row.backend, row.precision, row.threads, row.measure].join(' ') : '';
    const wrong = wrongIn(row, run) ?? (seen.has(key) ? 'it comes twice' : undefined);
    if (wrong) refuse(`row ${index + 1} (${key}): ${wrong}`);
    seen.add(key);
  }
  if (!run.rows.some(({ contestant }) => contestant === ours)) refuse(`no row is of ${ours}`);
  return run;
}

function wrongIn(row: BenchRow, { versions, files }: BenchRun): string | undefined {
  if (!isRecord(row)) return 'it is no row';
  const { contestant, backend, precision, threads, measure, unit, median, min, max, samples } = row;
  if (!isText(contestant) || !isText(versions[contestant])) return 'versions does not name its contestant';
  if (!benchBackends.includes(backend)) return `no backend is called ${String(backend)}`;
  if (!benchPrecisions.includes(precision)) return `no precision is called ${String(precision)}`;
  if (!isText(files[contestant]?.[precision])) return 'files does not name its precision';
  if (!Object.hasOwn(benchMeasures, measure)) return `no measure is called ${String(measure)}`;
  if (unit !== benchMeasures[measure]) return `${measure} is in ${benchMeasures[measure]}, not in ${String(unit)}`;
  if (!Number.isInteger(threads) || threads < 1 || !Number.isInteger(samples) || samples < 1) return 'threads or samples is no count';
  // Of tokens that agree there may be none.
  const least = unit === 'tokens' ? 0 : Number.MIN_VALUE;
  if (![median, min, max].every((value) => Number.isFinite(value) && value >= least)) return 'a figure is not above zero';
  return min <= median && median <= max ? undefined : 'the median is not between min and max';
}
