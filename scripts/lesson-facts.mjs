/**
 * Records the scores that lessons quote, with our own engine on the processor: `node scripts/lesson-facts.mjs`.
 * Run it when the model's weights change; then read the lessons again, since their sentences were written around these figures.
 */
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { houseModules } from './house-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const model = 'pocket-5m';

/** Prompts, and the tokens whose scores are quoted after each. */
const quoted = [
  { prompt: 'Once upon a time, there was a little', tokens: [' girl', ' boy', ' dog'] },
  { prompt: 'Once upon a time', tokens: [',', ' there'] },
  { prompt: 'The capital of France is', tokens: [' a'] },
];

const read = (file) => readFile(`${root}/public/models/${model}/${file}`);
const readJson = async (file) => JSON.parse(await read(file));

const weights = await read('model.safetensors');
const { load, close } = await houseModules();
const house = await load('lib/engine/index.ts');
const engine = await house.createEngine({
  device: null,
  description: os.cpus()[0]?.model ?? 'a processor',
  software: false,
  files: {
    name: model,
    config: await readJson('config.json'),
    tokenizer: await readJson('tokenizer.json'),
    tokenizerConfig: await readJson('tokenizer_config.json'),
    weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
  },
});

/** The scores of the position after a prompt, (vocab). */
async function logitsAfter(prompt) {
  const sampling = { temperature: 0, topK: 0, topP: 1, seed: 0 };
  for await (const event of engine.generate({ prompt, sampling, maxTokens: 1, keepLogits: true, candidates: 1 })) {
    if (event.type === 'token') return { logits: event.logits, best: event.piece.text };
  }
  throw new Error(`The model wrote nothing after ${JSON.stringify(prompt)}.`);
}

/** The id of a text that is one token. */
function idOf(text) {
  const pieces = engine.tokenize(text);
  if (pieces.length !== 1) throw new Error(`${JSON.stringify(text)} is ${pieces.length} tokens, and one is needed.`);
  return pieces[0].id;
}

const cases = [];
for (const { prompt, tokens } of quoted) {
  const { logits, best } = await logitsAfter(prompt);
  cases.push({
    prompt,
    sumOfExponentials: logits.reduce((sum, logit) => sum + Math.exp(logit), 0),
    logits: Object.fromEntries(tokens.map((token) => [token, logits[idOf(token)]])),
    best,
  });
}
engine.destroy();
await close();

const { sha256 } = (await readJson('manifest.json'))['model.safetensors'];
const record = { model, sha256, device: `${engine.facts.device}, by the engine’s CPU backend`, date: new Date().toISOString().slice(0, 10), cases };
await writeFile(`${root}/content/facts/${model}.json`, `${JSON.stringify(record, null, 2)}\n`);
console.log(`${cases.length} prompts recorded in content/facts/${model}.json`);
