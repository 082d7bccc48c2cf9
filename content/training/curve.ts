/**
 * A training run as its log recorded it: `content/training/<model>.json`, made by `python training/curves.py`. Columns of equal
 * length: entry n of each belongs to the same moment.
 */
export interface Curve {
  readonly name: string;
  /** Losses are means over the steps since the entry before; all else is what it was at that step. */
  readonly train: Axes & {
    /** Nats per token on the training text, against the token that came: comparable with a teacher and without. */
    readonly loss: readonly number[];
    /** What a student is from its teacher, in nats per token; absent without one. */
    readonly softLoss?: readonly number[];
    /** Of the full learning rate. */
    readonly rateShare: readonly number[];
  };
  /** Of the averaged weights. */
  readonly heldout: Axes & {
    readonly heldoutNatsPerToken: readonly number[];
    readonly heldoutNatsPerCharacter: readonly number[];
    readonly validationNatsPerToken: readonly number[];
    readonly validationNatsPerCharacter: readonly number[];
  };
  /** Steps whose weights were kept; each is also a step of `heldout`. */
  readonly stations: readonly number[];
  readonly provenance: {
    /** UTC, `2026-11-23T09:00Z`. */
    readonly finished: string;
    readonly machines: readonly string[];
    readonly torch: readonly string[];
    readonly recipeCommits: readonly string[];
    readonly text: readonly { readonly source: string; readonly passesPerEpoch: number; readonly licence: string }[];
  };
}

/** Where on its way a run was. */
export interface Axes {
  readonly step: readonly number[];
  readonly tokens: readonly number[];
  /** Processor seconds of the training steps as hours on two quiet cores. */
  readonly twoCoreHours: readonly number[];
  /** Counted from shapes; a student's own, `teacherFlops` its teacher's reading beside them. */
  readonly flops: readonly number[];
  readonly teacherFlops?: readonly number[];
}

const axes = ['step', 'tokens', 'twoCoreHours', 'flops'];
const columns = {
  train: [...axes, 'loss', 'rateShare'],
  heldout: [...axes, 'heldoutNatsPerToken', 'heldoutNatsPerCharacter', 'validationNatsPerToken', 'validationNatsPerCharacter'],
} as const;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** The file as a `Curve`, or an error that names what is wrong in it and the command that makes it anew. */
export function parseCurve(file: unknown): Curve {
  const name = isRecord(file) && typeof file.name === 'string' ? file.name : 'a curve without a name';
  const refuse = (what: string): never => {
    throw new Error(`${name}: ${what}. Make the file anew: python training/curves.py training/runs/NAME.`);
  };
  if (!isRecord(file) || typeof file.name !== 'string' || !Array.isArray(file.stations)) return refuse('no name or no stations');
  for (const [part, required] of Object.entries(columns)) {
    const table = file[part];
    if (!isRecord(table)) return refuse(`no ${part}`);
    for (const column of required) if (!isFilled(table[column])) refuse(`${part} has no ${column}`);
    const { length } = table.step as unknown[];
    for (const [column, values] of Object.entries(table)) {
      if (!Array.isArray(values) || values.length !== length || !values.every(Number.isFinite)) return refuse(`${part}.${column} is not ${length} numbers`);
      const isAxis = axes.includes(column) || column === 'teacherFlops';
      const falls = values.findIndex((value, index) => index > 0 && (column === 'step' ? value <= values[index - 1] : value < values[index - 1]));
      if (isAxis && falls > 0) refuse(`${part}.${column} goes back at entry ${falls}`);
    }
  }
  const curve = file as unknown as Curve;
  const unscored = curve.stations.find((station) => !curve.heldout.step.includes(station));
  if (unscored !== undefined) refuse(`the station at step ${unscored} has no held-out loss`);
  const { provenance } = file;
  if (!isRecord(provenance) || typeof provenance.finished !== 'string') return refuse('no provenance');
  for (const part of ['machines', 'torch', 'recipeCommits', 'text']) if (!isFilled(provenance[part])) refuse(`provenance has no ${part}`);
  return curve;
}
