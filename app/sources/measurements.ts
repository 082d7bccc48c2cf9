import { caseOf } from '@/app/economics/words';
import type { PublishedFigure } from '@/content/published-figures';
import json from '@/content/published/predictions.json';
import { parsePredictionTable } from '@/content/published/predictions';
import { rowSources } from '@/content/published/row-sources';
import { sources } from '@/content/sources';

/** What rows.csv calls a measurement, in words. */
const metricWords: Readonly<Record<string, string>> = {
  all_reduce_time: 'time of an all-reduce',
  decode_step: 'time of a decode step',
  decode_throughput: 'tokens written, all sequences',
  decode_tok_s: 'tokens written',
  gemm_time_per_layer: 'time of the matrix products of a layer',
  output_throughput: 'tokens written, all sequences',
  output_throughput_per_gpu: 'tokens written, all sequences, for each GPU',
  prefill_batch_time: 'time to read the prompts',
  prefill_tok_s: 'tokens of the prompt read',
  step_time_roofline: 'time of a step, the source’s worked answer',
  total_output_throughput: 'tokens written, all sequences',
  ttft: 'time to first token',
};

function wordsOf(metric: string): string {
  const words = metricWords[metric];
  if (!words) throw new Error(`content/published/predictions.json has the metric ${metric}, and app/sources/measurements.ts no words for it.`);
  return words;
}

/** Ratios are reckoned from two measurements. */
const measured = parsePredictionTable(json).rows.filter(({ group }) => group !== 'precision-ratio');

/** How many measurements constants are fitted or scored on although nobody could date their source: no page shows one. */
export const undatedMeasurements = measured.filter(({ source }) => rowSources[source] === undefined).length;

/** The measurements by others that the page /economics compares with predictions: those of a source with a date. */
export const measurements: readonly PublishedFigure[] = measured
  .filter(({ source }) => rowSources[source] !== undefined)
  .map((row) => ({
    what: `${caseOf(row)}: ${wordsOf(row.metric)}`,
    value: row.published,
    unit: row.unit === 'tok/s' ? 'tokens/s' : row.unit,
    source: rowSources[row.source],
    date: sources[rowSources[row.source]].date,
    origins: [{ kind: 'table', table: 'content/published/predictions' }],
  }));
