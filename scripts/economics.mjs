/**
 * `npm run economics`: what lib/economics predicts, beside what was published. Prints every row that can be predicted, the reasons for the
 * others, and how well they agree; writes content/published/predictions.json, which the page /economics shows. Exits 1 where a gate does not hold.
 *
 *   -- --rows FILE.csv  other rows of the same columns, with the constants as they are; nothing is written, no gate is judged
 *   -- --json           an array of `{ id, metric, predicted, published, ratio, fitted }`, or with a `reason`, in place of the report
 *   -- --fit            fits the constants anew, on rows with even ids, and writes lib/economics/calibration.json
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { answersOf } from './economics/answers.mjs';
import { readArguments, usage, WrongArguments } from './economics/arguments.mjs';
import { errorBandsOf } from './economics/bands.mjs';
import { compare, constantsWithoutSources, fittedQuestions, isFittedId } from './economics/compare.mjs';
import { parseCsv } from './economics/csv.mjs';
import { constantsOfBeliefs, countOf, fit } from './economics/fit.mjs';
import { beyondGates } from './economics/gates.mjs';
import { economicsModules } from './economics/house.mjs';
import { columns, questionOf } from './economics/questions.mjs';
import { report } from './economics/report.mjs';
import { jsonRowsOf, tableOf } from './economics/table.mjs';
import { houseModules } from './house-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const ownRows = `${root}/content/published/rows.csv`;
const calibrationFile = `${root}/lib/economics/calibration.json`;
const predictionsFile = `${root}/content/published/predictions.json`;

/** Progress and complaints: never on the standard output, which is for results. */
const say = (line) => process.stderr.write(`${line}\n`);
const writeJson = (file, value) => writeFile(file, `${JSON.stringify(value, null, 1)}\n`);

async function readRows(file) {
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    throw new WrongArguments(thrown.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${thrown.message}`);
  }
  try {
    return parseCsv(text, columns);
  } catch (thrown) {
    throw new WrongArguments(`${file}: ${thrown.message}`);
  }
}

async function main() {
  const { rowsFile, json, refit } = readArguments(process.argv.slice(2));
  const { load, close } = await houseModules();
  const house = await economicsModules(load);
  await close();
  const answer = answersOf(house);
  const own = (await readRows(ownRows)).map((row) => questionOf(row, house.find));

  const constants = refit ? fit(fittedQuestions(own, answer, constantsOfBeliefs()), answer, house).constants : house.calibration.calibration;
  const fitted = fittedQuestions(own, answer, constants);
  if (rowsFile) await scoreOthers(rowsFile, { json, answer, constants, house, fitted });
  else await scoreOwn(own, { json, answer, constants, house, fitted, refit });
}

async function scoreOwn(questions, { json, answer, constants, house, fitted, refit }) {
  const bySource = constantsWithoutSources(fitted, answer, house, constants);
  const comparison = compare(questions, answer, constants, ({ id }) => isFittedId(id), bySource);
  const table = tableOf(comparison, countOf(constants), house);
  if (refit) {
    await writeJson(calibrationFile, { ...constants, errorBands: errorBandsOf(table.rows) });
    say(`${calibrationFile} is written: ${countOf(constants)} constants were moved by rows.`);
  }
  await writeJson(predictionsFile, table);
  print(json, questions, comparison, table, house);
  const complaints = beyondGates(table, house);
  for (const complaint of complaints) say(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}

async function scoreOthers(file, { json, answer, constants, house, fitted }) {
  const questions = (await readRows(file)).map((row) => questionOf(row, house.find));
  // A row is known by what it says, not by its id alone: another file may count from one again.
  const saidBy = ({ id, source, metric, value }) => [id, source, metric, value].join('|');
  const known = new Set(fitted.map(({ row }) => saidBy(row)));
  const comparison = compare(questions, answer, constants, (row) => known.has(saidBy(row)));
  print(json, questions, comparison, tableOf(comparison, countOf(constants), house), house);
}

function print(json, questions, comparison, table, house) {
  const excluded = comparison.others.filter(({ question, predicted }) => question.excluded && predicted !== undefined);
  console.log(json ? JSON.stringify(jsonRowsOf(questions, comparison), null, 2) : report(table, excluded, house));
}

try {
  await main();
} catch (thrown) {
  if (thrown instanceof WrongArguments) say(`${thrown.message}\nUsage: ${usage}`);
  else say(thrown.stack);
  process.exitCode = thrown instanceof WrongArguments ? 2 : 1;
}
