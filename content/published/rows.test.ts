import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../scripts/economics/csv.mjs';
import { hardware } from '../hardware';
import { languageModels } from '../language-models';
import { sources } from '../sources';
import { rowSources, undatedRowSources } from './row-sources';

const rows = parseCsv(readFileSync(fileURLToPath(new URL('./rows.csv', import.meta.url)), 'utf8'));
const different = (values: readonly string[]): string[] => [...new Set(values)].sort();
const namesOf = (table: readonly { readonly name: string; readonly alsoCalled?: readonly string[] }[]): string[] => table.flatMap(({ name, alsoCalled = [] }) => [name, ...alsoCalled]);

/** What a prediction is compared with: times and rates of a model on a device. */
const scored = new Set(
  ['decode_tok_s', 'prefill_tok_s', 'ttft', 'decode_step', 'decode_throughput', 'prefill_batch_time', 'gemm_time_per_layer', 'all_reduce_time', 'output_throughput']
    .concat(['output_throughput_per_gpu', 'total_output_throughput', 'kv_utilisation']),
);
const scoredRows = rows.filter(({ metric = '' }) => scored.has(metric));

describe('the published rows', () => {
  it('have ids of their own and a trust tier each', () => {
    expect(rows).toHaveLength(505);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, note } of rows) expect(note, id).toMatch(/^(A-?|B|C\+?)(;|$)/);
  });

  it('keep what is known to mislead marked', () => {
    expect(rows.filter(({ note = '' }) => note.includes('EXCLUDE')).map(({ id }) => id)).toEqual(['V124', 'V126', 'V128', 'V130', 'V140', 'V143', 'V283', 'V284', 'V307', 'V308']);
  });

  it('come from sources that have an entry, or a reason why they have none', () => {
    expect(different([...Object.keys(rowSources), ...Object.keys(undatedRowSources)])).toEqual(different(rows.map(({ source = '' }) => source)));
    for (const source of Object.values(rowSources)) expect(sources).toHaveProperty([source]);
  });

  it('are of models that the table has', () => {
    const others = different(scoredRows.map(({ model = '' }) => model)).filter((model) => !namesOf(languageModels).includes(model));
    // One is a pair of models, the other no model at all.
    expect(others).toEqual(['-', 'Llama-2-70B + 7B draft']);
  });

  it('are of devices that the table has, where the device is named', () => {
    const others = different(scoredRows.map(({ hardware: name = '' }) => name)).filter((name) => !namesOf(hardware).includes(name));
    expect(others).toEqual(['unstated']);
  });

  it('name the bandwidths that the table has', () => {
    const named = rows.flatMap(({ hardware: name = '', note = '' }) => [...note.matchAll(/spec BW (\d+) GB/g)].map(([, figure]): [string, number] => [name, Number(figure)]));
    expect(named.length).toBeGreaterThan(40);
    for (const [name, figure] of named) {
      const found = hardware.find((each) => each.name === name || each.alsoCalled?.includes(name));
      expect(found?.bandwidthGigabytes, name).toBeCloseTo(figure, -0.5);
    }
  });

  it('name the weights that the table has', () => {
    for (const { id, model = '', params_B: thousandMillions = '' } of scoredRows) {
      const found = languageModels.find((each) => each.name === model || each.alsoCalled?.includes(model));
      if (found) expect(Number(thousandMillions) / (found.parameters / 1e9), id).toBeCloseTo(1, 1);
    }
  });
});
