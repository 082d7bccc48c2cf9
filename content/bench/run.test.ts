import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { madeUpRow, madeUpRun } from './test-run';
import { benchRuns } from '.';
import { type BenchRun, parseBenchRun } from './run';

const sound = madeUpRun([madeUpRow('ours cpu q8', 'decode', [280, 300, 320]), madeUpRow('wllama wasm q8 2', 'decode', 200), madeUpRow('wllama wasm q8 2', 'tokens-agreed', 0)]);
const parse = (change: object) => () => parseBenchRun(JSON.parse(JSON.stringify({ ...sound, ...change })), 'a-run');
const withRow = (change: object) => parse({ rows: [{ ...sound.rows[0], ...change }] });

describe('a published run', () => {
  it('is taken as the command writes it', () => {
    expect(parse({})()).toEqual(sound);
  });

  it.each<[string, () => BenchRun, RegExp]>([
    ['of nothing', () => parseBenchRun(null, 'a-run'), /it is no run/],
    ['of rows alone', () => parseBenchRun(sound.rows, 'a-run'), /it is no run/],
    ['with no day', parse({ date: '2026-13-45' }), /date is no day/],
    ['with no device', parse({ device: '' }), /device is missing/],
    ['with no adapter told', parse({ adapter: undefined }), /adapter is neither/],
    ['of no rounds', parse({ rounds: 0 }), /rounds is not above zero/],
    ['of one load', parse({ load: [1] }), /load is not two numbers/],
    ['with a remark that is none', parse({ remarks: [3] }), /remarks is no list of sentences/],
    ['without rows', parse({ rows: [] }), /it has no rows/],
    ['without ours', parse({ rows: [sound.rows[1]] }), /no row is of ours/],
    ['with a stranger', withRow({ contestant: 'nobody' }), /row 1 \(nobody .*versions does not name/],
    ['on another backend', withRow({ backend: 'webnn' }), /no backend is called webnn/],
    ['in another precision', withRow({ precision: 'q3' }), /no precision is called q3/],
    ['with a file that has no name', parse({ files: { ...sound.files, ours: {} } }), /files does not name its precision/],
    ['of another measure', withRow({ measure: 'joy' }), /no measure is called joy/],
    ['in another unit', withRow({ unit: 'ms' }), /decode is in tokens\/s, not in ms/],
    ['with half a thread', withRow({ threads: 0.5 }), /threads or samples is no count/],
    ['with a speed of zero', withRow({ min: 0 }), /a figure is not above zero/],
    ['with a median outside', withRow({ median: 400 }), /the median is not between/],
    ['with a row twice', parse({ rows: [sound.rows[0], sound.rows[0]] }), /row 2 .*it comes twice/],
  ])('is refused %s, with the file and the command', (_, attempt, message) => {
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/^content\/bench\/a-run\.json: .* npm run bench/);
  });
});

it('every run that lies here is named in index.ts, the newest first', () => {
  const files = readdirSync('content/bench').filter((file) => file.endsWith('.json') && file !== 'work.json');
  const index = readFileSync('content/bench/index.ts', 'utf8');
  for (const file of files) expect(index, `${file} is not shown: name it in content/bench/index.ts`).toContain(`./${file}'`);
  expect(benchRuns).toHaveLength(files.length);
  const dates = benchRuns.map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted().toReversed());
});
