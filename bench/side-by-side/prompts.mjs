import { readFile } from 'node:fs/promises';
import { houseModules } from '../../scripts/house-modules.mjs';
import { splitStories } from '../../scripts/quality/arguments.mjs';
import { promptTokens } from './limits.mjs';
import { modelFolders } from './models.mjs';

const greedy = { temperature: 0, topK: 0, topP: 1, seed: 1 };

/**
 * @typedef {{ text: string, ids: number[] }} Prompt `ids`: the begin token first
 * @typedef {object} Prompts
 * @property {Prompt} prompt the text that everybody continues
 * @property {string[]} reference how our f32 continues it in Node, token by token
 * @property {Prompt[]} others other texts of the same length, each beginning with another word, so that nothing of one can be reused for the next
 * @property {Prompt[]} batch and more of them, for texts that are written at once
 * @property {string[]} texts each token of the vocabulary as text, by id
 */

/** Texts besides the first: one to warm up, the rest to time the reading of a prompt. */
const otherPrompts = 5;

/**
 * @param {string} root the house's folder
 * @param {number} tokens that our f32 must write on the prompt without an end token
 * @returns {Promise<Prompts>}
 */
export async function choosePrompts(root, tokens) {
  const { load, close } = await houseModules();
  try {
    const { createEngine, createTokenizer } = await load('lib/engine/index.ts');
    const files = await readModel(root);
    const engine = await createEngine({ device: null, description: 'CPU', software: false, files, precision: 'f32' });
    const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig);
    const texts = Array.from({ length: engine.facts.model.vocab }, (_, id) => tokenizer.piece(id).text);
    const prompts = splitStories(await readFile(`${root}/public/evaluation/stories.txt`, 'utf8')).flatMap((story) => cut(engine, story) ?? []);
    for (const prompt of prompts) {
      const written = await continuation(engine, prompt, tokens);
      // Characters in parts are told differently by each runtime.
      if (written.length < tokens || written.some(({ whole }) => !whole)) continue;
      const batch = prompts.filter((other) => other !== prompt);
      const others = batch.filter(({ ids: [, first] }, index) => first !== prompt.ids[1] && batch.findIndex(({ ids }) => ids[1] === first) === index).slice(0, otherPrompts);
      return { prompt, reference: written.map(({ text }) => text), others, batch, texts };
    }
    throw new Error(`No story of the evaluation text is continued by ${tokens} tokens without an end: ask for fewer with --tokens.`);
  } finally {
    await close();
  }
}

async function readModel(root) {
  const folder = `${root}/${modelFolders.served}`;
  const json = async (name) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));
  const bytes = await readFile(`${folder}/model.safetensors`);
  const weights = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return { name: 'pocket-5m', config: await json('config.json'), tokenizer: await json('tokenizer.json'), tokenizerConfig: await json('tokenizer_config.json'), weights };
}

/** A story's beginning, where it is split into the same tokens alone as in the story; undefined of one too short, or that is not. */
function cut(engine, story) {
  const pieces = engine.tokenize(story).slice(0, promptTokens - 1);
  const text = pieces.map((piece) => piece.text).join('');
  const ids = pieces.map(({ id }) => id);
  const again = engine.tokenize(text).map(({ id }) => id);
  if (pieces.length < promptTokens - 1 || again.join() !== ids.join()) return undefined;
  return { text, ids: [engine.facts.model.stopId, ...ids] };
}

async function continuation(engine, { text }, tokens) {
  const written = [];
  for await (const event of engine.generate({ prompt: text, sampling: greedy, maxTokens: tokens })) {
    if (event.type === 'token' && event.id !== engine.facts.model.stopId) written.push(event.piece);
  }
  return written;
}
