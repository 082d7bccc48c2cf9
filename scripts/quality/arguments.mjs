import { parseArgs } from 'node:util';

export const usage = 'npm run quality [-- [--json] [--text FILE] [--backend cpu|webgpu]]';

/** @typedef {'cpu' | 'webgpu'} Backend */
/** @type {readonly Backend[]} */
export const allBackends = ['cpu', 'webgpu'];

/** What was asked for wrongly, in words for the one who asked. */
export class WrongArguments extends Error {}

/**
 * @param {readonly string[]} words what follows the command's name
 * @returns {{ json: boolean, textFile: string | undefined, backends: readonly Backend[] }} `textFile` absent: the evaluation text
 * @throws WrongArguments
 */
export function readArguments(words) {
  let values;
  try {
    ({ values } = parseArgs({ args: [...words], options: { json: { type: 'boolean' }, text: { type: 'string' }, backend: { type: 'string' } } }));
  } catch (thrown) {
    throw new WrongArguments(`${thrown.message.replace(/\.?\s*To specify a positional.*$/s, '').replace(/\.$/, '')}.`);
  }
  const { json = false, text: textFile, backend } = values;
  if (textFile === '') throw new WrongArguments('--text needs the name of a file.');
  if (backend !== undefined && !allBackends.includes(backend)) throw new WrongArguments(`There is no backend ${JSON.stringify(backend)}: choose ${allBackends.join(' or ')}, or leave it out for both.`);
  return { json, textFile, backends: backend === undefined ? allBackends : [backend] };
}

/** The stories of a text, parted or closed by lines `<|endoftext|>`; line breaks beside those do not count. */
export function splitStories(text) {
  return text
    .split(/^<\|endoftext\|>[ \t]*\r?$/m)
    .map((story) => story.replaceAll('\r\n', '\n').replace(/^\n+|\n+$/g, ''))
    .filter((story) => story.trim() !== '');
}
