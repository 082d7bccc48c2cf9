import { interTokenLatenciesMs, isWritten, percentile, timeToFirstTokenMs } from '@/lib/measure/latency';
import { acceptanceRate, decodeTokensPerSecond, throughput } from '@/lib/measure/throughput';
import type { Measure, Provenance, Series, Unit } from '@/lib/measure/measure';
import type { Precision } from '@/lib/engine/generation/precision';
import { precisionOf, precisionsUsed, type RunRecord } from './run-record';
import { caseOf } from './settings';

/** The figures of a run, in the order they are shown. */
export const figureRows = [
  { name: 'ttft', label: 'Time to first token' },
  { name: 'itl-p50', label: 'Between tokens, median' },
  { name: 'itl-p95', label: 'Between tokens, 95th percentile' },
  { name: 'itl-early', label: '… in the first quarter of the text' },
  { name: 'itl-late', label: '… in its last quarter' },
  { name: 'decode-tokens-per-second', label: 'Speed of each sequence' },
  { name: 'throughput', label: 'Throughput, all sequences' },
  { name: 'tokens-written', label: 'Written' },
  { name: 'tokens-computed', label: 'Tokens computed for it' },
  { name: 'acceptance-rate', label: 'Draft tokens accepted' },
  { name: 'weight-bytes', label: 'Weights' },
  { name: 'bits-per-weight', label: 'Bits per weight' },
  { name: 'kv-cache-bytes', label: 'KV cache' },
  { name: 'draft-weight-bytes', label: 'Weights of the draft' },
] as const;

export type FigureName = (typeof figureRows)[number]['name'];

/** The figures of one precision of one run. */
export interface FigureColumn {
  /** `data-case`: `q4`, `batch-8`, `cache-off`. */
  readonly case: string;
  readonly precision: Precision;
  readonly measures: Readonly<Partial<Record<FigureName, Measure>>>;
}

/** The figures of a run, a column for each precision that it was written with. */
export function columnsOf(run: RunRecord): readonly FigureColumn[] {
  const used = precisionsUsed(run);
  return used.map((precision) => ({
    // One setting was changed in mid-run: then it is what tells the columns apart.
    case: used.length > 1 ? precision : caseOf(run.settings, precision),
    precision,
    measures: { ...(run.measurable && timesOf(run, precision)), ...countsOf(run, precision) },
  }));
}

type Measures = FigureColumn['measures'];

function timesOf(run: RunRecord, precision: Precision): Measures {
  const measured = (samples: number): Provenance => ({ kind: 'measured', device: deviceOf(run), at: run.passes[0].startedAt, samples });
  const figure = (name: FigureName, value: number | null, unit: Unit, provenance: Provenance): Measures => (value === null ? {} : { [name]: { name, value, unit, provenance } });

  const firsts = run.sequences.flatMap(({ state }) => (state.segments[0]?.precision === precision ? (timeToFirstTokenMs(state.tokens) ?? []) : []));
  const gaps = gapsOf(run, precision);
  const { early, late } = quarters(run, precision);
  const passes = run.passes.filter((pass) => pass.precision === precision && pass.tokens > 0);
  return {
    ...figure('ttft', percentile(firsts, 0.5), 'ms', firsts.length > 1 ? derived(measured(firsts.length), 'the median of the sequences’ own times, each from its arrival') : measured(1)),
    ...figure('itl-p50', percentile(gaps, 0.5), 'ms', measured(gaps.length)),
    ...figure('itl-p95', percentile(gaps, 0.95), 'ms', measured(gaps.length)),
    ...figure('itl-early', centre(early, run), 'ms', measured(early.length)),
    ...figure('itl-late', centre(late, run), 'ms', measured(late.length)),
    ...figure('decode-tokens-per-second', decodeTokensPerSecond(gaps), 'tokens/s', derived(measured(gaps.length), 'gaps between tokens of one sequence, divided by their sum')),
    ...figure('throughput', throughput(passes), 'tokens/s', derived(measured(passes.length), 'tokens written by all sequences, divided by the time from the request to the last of them, reading the prompt counted in')),
  };
}

function countsOf(run: RunRecord, precision: Precision): Measures {
  const passes = run.passes.filter((pass) => pass.precision === precision);
  const written = passes.reduce((sum, { tokens }) => sum + tokens, 0);
  const computed = passes.reduce((sum, { computedTokens }) => sum + computedTokens, 0);
  const drafts = run.sequences.flatMap(({ state }) => state.drafts.filter(({ segment }) => state.segments[segment].precision === precision));
  const proposed = drafts.reduce((sum, draft) => sum + draft.proposed.length, 0);
  const rate = acceptanceRate(drafts);
  const weights = run.weights[precision];
  const kvCacheBytes = passes.at(-1)?.kvCacheBytes ?? weights?.kvCacheBytes ?? null;
  const counted = (name: FigureName, value: number, unit: Unit, what: string): Measures => ({ [name]: { name, value, unit, provenance: { kind: 'counted', what } } });
  const remark = weights?.remark ? `; ${weights.remark}` : '';
  return {
    ...counted('tokens-written', written, 'tokens', 'tokens after the prompt, of all sequences, as shown'),
    ...(!hasDraft(run) && computed > 0 && counted('tokens-computed', computed, 'tokens', run.settings.cache ? 'tokens that had to be computed for the text as shown: what was to be read first, then each written token once' : 'tokens that had to be computed for the text as shown: with the cache off, all of it again for each token')),
    ...(rate !== null && counted('acceptance-rate', rate, 'probability', `of ${proposed.toLocaleString('en-GB')} tokens that the draft proposed, the share that the model took`)),
    ...(weights && counted('weight-bytes', weights.weightBytes, 'bytes', `weights as they are stored on the device, scales included${remark}`)),
    ...(weights && weights.bitsPerWeight !== null && counted('bits-per-weight', weights.bitsPerWeight, 'bits/weight', `all bits stored, scales included, over the number of weights${remark}`)),
    ...(weights && weights.draftBytes !== null && counted('draft-weight-bytes', weights.draftBytes, 'bytes', 'the draft’s weights, as they are stored on the device beside the model’s')),
    ...(kvCacheBytes !== null && counted('kv-cache-bytes', kvCacheBytes, 'bytes', run.settings.cache ? 'room for the keys and values of a full context, of every sequence at once; for a single text the engine keeps four such rooms, so that earlier prompts can be used again' : 'room for the keys and values of a full context; with the cache off, what is in it is computed again for each token')),
  };
}

const derived = (from: Provenance, formula: string): Provenance => ({ kind: 'derived', from: [from], formula });

/** The device of a run in words. */
export const deviceOf = (run: RunRecord): string => run.sequences.find(({ state }) => state.device !== '')?.state.device ?? '';

/** Gaps between adjacent tokens of one sequence, in milliseconds, of all sequences; those written with `precision`. */
function gapsOf(run: RunRecord, precision: Precision): readonly number[] {
  return run.sequences.flatMap(({ state }) => interTokenLatenciesMs(state.tokens.filter((token) => precisionOf(state, token) === precision)));
}

const hasDraft = ({ settings }: RunRecord): boolean => settings.draft !== 'off';

/** The middle of some gaps: the median; with a draft the mean, as its tokens come in bursts with nothing between them. */
function centre(gaps: readonly number[], run: RunRecord): number | null {
  if (!hasDraft(run)) return percentile(gaps, 0.5);
  return gaps.length > 0 ? gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length : null;
}

/** The gaps of the first and of the last quarter of each text: with no cache the last are longer. Empty for texts under 16 tokens. */
function quarters(run: RunRecord, precision: Precision): { readonly early: readonly number[]; readonly late: readonly number[] } {
  const each = run.sequences.map(({ state }) => interTokenLatenciesMs(state.tokens.filter((token) => precisionOf(state, token) === precision))).filter((gaps) => gaps.length >= 15);
  return { early: each.flatMap((gaps) => gaps.slice(0, gaps.length >> 2)), late: each.flatMap((gaps) => gaps.slice(-(gaps.length >> 2))) };
}

/** Tokens on either side that a point of the curve is the middle of. */
const reach = 4;

/** The curve of one precision of a run. */
export interface PaceLine {
  readonly precision: Precision;
  readonly series: Series;
}

/**
 * Milliseconds from token to token by position in the context, a line for each stretch of one precision. A point is the
 * middle of the sequences and of a few neighbours, so that a hiccup of the browser does not look like the model.
 */
export function paceLines(run: RunRecord): readonly PaceLine[] {
  if (!run.measurable) return [];
  return stretchesOf(run).map(({ precision, gaps }) => {
    const measured: Provenance = { kind: 'measured', device: deviceOf(run), at: run.passes[0].startedAt, samples: gaps.length };
    const points = gaps.map(([position], place) => {
      const near = gaps.slice(Math.max(0, place - reach), place + reach + 1).map(([, gap]) => gap);
      return [position, centre(near, run)!] as const;
    });
    return { precision, series: { name: precision, unit: 'ms', provenance: derived(measured, `the ${hasDraft(run) ? 'mean' : 'median'} of ${2 * reach + 1} gaps around each position`), points } };
  });
}

/** How the time from token to token goes along a text. `unclear`: neither can be told from the noise of a busy device. */
export type Trend = 'grows' | 'level' | 'unclear';

/** The clock of a page ticks so coarsely, in milliseconds, where it is not isolated. */
const clockGrainMs = 0.1;

/**
 * The trend of a run's gaps; null of a run with fewer than 32, or in several precisions. Whatever else the device does only ever
 * adds time, so each quarter of the text is told by its quick gaps (the 20th percentile); it grows only where no quarter falls
 * behind the one before, as a burst of other work does not do.
 */
export function trendOf(run: RunRecord): Trend | null {
  const stretches = run.measurable ? stretchesOf(run) : [];
  if (stretches.length !== 1 || stretches[0].gaps.length < 32) return null;
  const gaps = stretches[0].gaps.map(([, gap]) => gap);
  const quarter = gaps.length / 4;
  // With a draft tokens come in bursts: only a mean tells what one costs.
  const quick = (some: readonly number[]): number => (hasDraft(run) ? centre(some, run)! : percentile(some, 0.2)!);
  const [first, second, third, last] = [0, 1, 2, 3].map((place) => quick(gaps.slice(Math.round(place * quarter), Math.round((place + 1) * quarter))));
  const nowhereFalls = second >= first * 0.9 && third >= second * 0.9 && last >= third * 0.9;
  if (last >= 1.5 * first && last - first > 2 * clockGrainMs && nowhereFalls) return 'grows';
  return Math.abs(last - first) <= Math.max(0.2 * first, clockGrainMs) ? 'level' : 'unclear';
}

/** The gaps by position, cut where the precision changes. */
function stretchesOf(run: RunRecord): readonly { readonly precision: Precision; readonly gaps: readonly (readonly [number, number])[] }[] {
  const byPosition = new Map<number, { readonly precision: Precision; readonly gaps: number[] }>();
  for (const { state } of run.sequences) {
    state.tokens.forEach((token, place) => {
      const before = state.tokens[place - 1];
      if (!before || before.segment !== token.segment || !isWritten(token) || !isWritten(before)) return;
      const position = state.promptPieces.length + token.index;
      const known = byPosition.get(position);
      if (known) known.gaps.push(token.at - before.at);
      else byPosition.set(position, { precision: precisionOf(state, token), gaps: [token.at - before.at] });
    });
  }
  const stretches: { precision: Precision; gaps: (readonly [number, number])[] }[] = [];
  for (const [position, { precision, gaps }] of [...byPosition].toSorted(([one], [other]) => one - other)) {
    if (stretches.at(-1)?.precision !== precision) stretches.push({ precision, gaps: [] });
    stretches.at(-1)!.gaps.push([position, percentile(gaps, 0.5)!]);
  }
  return stretches;
}
