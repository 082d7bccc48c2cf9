/**
 * Freezes a model into the zip that a reader downloads, and writes beside it what our engine writes from it, greedily:
 *
 *     node scripts/own-model.mjs --out FOLDER [--seed 7]
 *     node scripts/own-model.mjs --out FOLDER --zip FILE     of a zip that was downloaded from the page
 *
 * Without a zip the weights are drawn from a seed, in the shape that the page trains. `own-model.zip` and `own-model.greedy.json` are for
 * training/own_model.py to compare with PyTorch. The zip goes the reader's way: frozen, zipped, unzipped, loaded.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { houseModules } from './house-modules.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' }, zip: { type: 'string' }, seed: { type: 'string', default: '7' } } });
if (!values.out) throw new Error('Say where to: --out FOLDER');
const name = 'own-model';
/** Beginnings: a text's very start, words, and characters that are awkward. */
const prompts = ['', 'a', 'anna', '\n', 'ot to', '007', 'ש', '😀 b', 'Ü?'];

const { load, close } = await houseModules();
const { randomModel } = await load('lib/training/test-random-model.ts');
const { modelFolder } = await load('lib/training/model-folder.ts');
const { zipModel } = await load('lib/engine-client/model-zip.ts');
const { readPickedFiles } = await load('lib/engine-client/picked-files.ts');
const { createEngine } = await load('lib/engine/index.ts');

const hash = async (bytes) => createHash('sha256').update(bytes).digest('hex');
const freeze = async () => zipModel(name, await modelFolder(randomModel(Number(values.seed)), { name, date: new Date().toISOString().slice(0, 10), hash }));
const zip = values.zip ? await readFile(values.zip) : await freeze();
const { files } = await readPickedFiles([new File([zip], `${name}.zip`)]);
const json = (file) => JSON.parse(new TextDecoder().decode(files.get(file)));
const engine = await createEngine({
  device: null,
  description: os.cpus()[0]?.model ?? 'a processor',
  software: false,
  files: { name, config: json('config.json'), tokenizer: json('tokenizer.json'), tokenizerConfig: json('tokenizer_config.json'), weights: files.get('model.safetensors').slice().buffer },
  precision: 'f32',
});

const cases = [];
for (const prompt of prompts) {
  const promptIds = engine.tokenize(prompt).map(({ id }) => id);
  const greedyIds = [];
  let text = '';
  let reason = '';
  for await (const event of engine.generate({ prompt, sampling: { temperature: 0, topK: 0, topP: 1, seed: 0 }, maxTokens: 64 })) {
    if (event.type === 'token') {
      greedyIds.push(event.id);
      text += event.text;
    }
    if (event.type === 'generation-end') reason = event.reason;
  }
  cases.push({ prompt, prompt_ids: promptIds, greedy_ids: greedyIds, text, reason });
}
await mkdir(values.out, { recursive: true });
await writeFile(`${values.out}/${name}.zip`, zip);
await writeFile(`${values.out}/${name}.greedy.json`, `${JSON.stringify({ engine: `Forward Pass on the CPU, ${engine.facts.variant}, f32`, cases }, null, 1)}\n`);
engine.destroy();
await close();
console.log(`${values.out}/${name}.zip: ${zip.length} bytes; ${cases.length} prompts, ${cases.reduce((sum, { greedy_ids: ids }) => sum + ids.length, 0)} greedy tokens.`);
