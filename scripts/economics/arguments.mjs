import { parseArgs } from 'node:util';

export const usage = 'npm run economics [-- [--rows FILE.csv] [--json] [--fit]]';

/** What was asked for wrongly, in words for the one who asked. */
export class WrongArguments extends Error {}

/**
 * @param {readonly string[]} words what follows the command's name
 * @returns {{ rowsFile: string | undefined, json: boolean, refit: boolean }} `rowsFile` absent: the house's own rows
 * @throws WrongArguments
 */
export function readArguments(words) {
  let values;
  try {
    ({ values } = parseArgs({ args: [...words], options: { json: { type: 'boolean' }, rows: { type: 'string' }, fit: { type: 'boolean' } } }));
  } catch (thrown) {
    throw new WrongArguments(`${thrown.message.replace(/\.?\s*To specify a positional.*$/s, '').replace(/\.$/, '')}.`);
  }
  const { json = false, rows: rowsFile, fit: refit = false } = values;
  if (rowsFile === '') throw new WrongArguments('--rows needs the name of a file.');
  if (rowsFile !== undefined && refit) throw new WrongArguments('--fit fits the constants on the house’s own rows: leave out --rows.');
  return { rowsFile, json, refit };
}
