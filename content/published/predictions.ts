/**
 * Predicted against published: `content/published/predictions.json`, written by `npm run economics` from `rows.csv` and the model of
 * latency in lib/economics. The page /economics shows it.
 */
export interface PredictionTable {
  /** How many numbers the fit chose. */
  readonly fittedConstants: number;
  readonly rows: readonly PredictedRow[];
  /** Rows of the same file that have no prediction, or are never scored, each with the reason. */
  readonly others: readonly UnscoredRow[];
}

/** What is compared, in the groups that are scored apart. */
export const predictionGroups = {
  'decode-batch-1': 'Decode, one sequence at a time',
  'precision-ratio': 'Speed of one precision over another’s, same device',
  prefill: 'Reading the prompt, and time to first token',
  'static-batch': 'Batches of a fixed size',
  saturated: 'Servers with always more requests waiting',
  'step-time': 'Parts of a step: matrix products, all-reduce, one decode step',
  exact: 'Arithmetic with no constant fitted: memory, KV cache, operations',
} as const;

export type PredictionGroup = keyof typeof predictionGroups;

/** Of `rows.csv`, in shorter words. A ratio of two rows has both ids: `V201/V200`. */
export interface PredictedRow {
  readonly id: string;
  /** Of the published figure, as `rows.csv` has it: row-sources.ts knows it. */
  readonly source: string;
  readonly model: string;
  /** With how many: `4 × H100-SXM-80GB`. */
  readonly hardware: string;
  readonly precision: string;
  /** What was asked of it, in words: `batch 8, prompt 128, output 128`; empty where it says nothing. */
  readonly setting: string;
  /** The published figure's name, as `rows.csv` has it: `decode_tok_s`. */
  readonly metric: string;
  /** Of both figures, after conversion where the file has another: `tok/s` and `ms` are each drawn in a chart. */
  readonly unit: PredictionUnit;
  readonly predicted: number;
  readonly published: number;
  /** predicted / published. */
  readonly ratio: number;
  /** The constants were fitted on this row, so it scores nothing. */
  readonly fitted: boolean;
  /** What is predicted where the constants are fitted without any row of its source; null where no fitted constant is used. */
  readonly withoutSource: number | null;
  readonly group: PredictionGroup;
}

export const predictionUnits = ['tok/s', 'ms', 'ratio', 'bytes', 'tokens', 'flops', 'count'] as const;

export type PredictionUnit = (typeof predictionUnits)[number];

export interface UnscoredRow {
  readonly id: string;
  readonly source: string;
  readonly metric: string;
  /** For a reader: `a price`, `a quality score`, `arrivals need the simulator`. */
  readonly reason: string;
}

const rowFields = ['id', 'source', 'model', 'hardware', 'precision', 'setting', 'metric'] as const;

/**
 * A table as the command wrote it.
 * @throws Error saying which row is wrong, and how to make the file anew
 */
export function parsePredictionTable(value: unknown): PredictionTable {
  const table = value as PredictionTable;
  if (!Array.isArray(table?.rows) || !Array.isArray(table.others)) throw spoilt('no rows, or no others');
  if (!Number.isInteger(table.fittedConstants) || table.fittedConstants < 0) throw spoilt('fittedConstants is no count');
  const seen = new Set<string>();
  for (const row of table.rows) {
    const wrong = wrongIn(row) ?? (seen.has(row.id) ? 'its id comes twice' : undefined);
    if (wrong) throw spoilt(`row ${row?.id}: ${wrong}`);
    seen.add(row.id);
  }
  for (const { id, source, metric, reason } of table.others) {
    if (![id, source, metric, reason].every((text) => typeof text === 'string' && text !== '')) throw spoilt(`unscored row ${id}: id, source, metric or reason is missing`);
    if (seen.has(id)) throw spoilt(`unscored row ${id}: its id comes twice`);
    seen.add(id);
  }
  return table;
}

function wrongIn(row: PredictedRow): string | undefined {
  const missing = rowFields.find((field) => typeof row[field] !== 'string');
  if (missing) return `${missing} is no text`;
  if (!Object.hasOwn(predictionGroups, row.group)) return `no group is called ${row.group}`;
  if (!predictionUnits.includes(row.unit)) return `no unit is called ${row.unit}`;
  if (typeof row.fitted !== 'boolean') return 'fitted is neither true nor false';
  const figures = [row.predicted, row.published, row.ratio, row.withoutSource ?? 1];
  if (!figures.every((figure) => Number.isFinite(figure) && figure > 0)) return 'a figure is not above zero';
  // The file has four digits or so of each.
  if (Math.abs(row.predicted / row.published / row.ratio - 1) > 0.005) return 'ratio is not predicted / published';
  return undefined;
}

const spoilt = (what: string) => new Error(`content/published/predictions.json: ${what}. Make the file anew: npm run economics`);
