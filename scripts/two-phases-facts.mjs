/**
 * Records what lesson 1 quotes of the checkpoints, with our own engine on the processor: `node scripts/two-phases-facts.mjs`.
 * Run it when the checkpoints change; then read the lesson again, since its sentences were written around these figures.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openStudio } from './record/studio.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
/** The one guess that the lesson follows from checkpoint to checkpoint. */
const prompt = 'Once upon a time, there was a little';
const token = ' girl';

const studio = await openStudio();
const { wayOf } = await studio.load('components/widgets/training-replay/stations.ts');
const { parseCurve } = await studio.load('content/training/curve.ts');
const { greedy } = await studio.load('lib/engine/pure.ts');
const curve = JSON.parse(await readFile(`${root}/content/training/pocket-1m-scratch.json`, 'utf8'));

const stations = [];
for (const { step, model } of wayOf(parseCurve(curve)).stations) {
  const engine = await studio.engineOf(model);
  const [{ id }, ...rest] = engine.tokenize(token);
  if (rest.length > 0) throw new Error(`${JSON.stringify(token)} is several tokens, and one is needed.`);
  for await (const event of engine.generate({ prompt, sampling: greedy, maxTokens: 1, keepLogits: true, candidates: 1 })) {
    if (event.type !== 'token') continue;
    const largest = event.logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const sum = event.logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
    const probability = Math.exp(event.logits[id] - largest) / sum;
    const { sha256 } = JSON.parse(await readFile(`${root}/public/models/${model}/manifest.json`, 'utf8'))['model.safetensors'];
    stations.push({ step, model, sha256, probability, best: event.piece.text });
  }
}
const { date, device } = studio.head;
await studio.close();
await writeFile(`${root}/content/facts/two-phases.json`, `${JSON.stringify({ prompt, token, device, date, stations }, null, 2)}\n`);
for (const { step, probability, best } of stations) console.log(step, probability.toPrecision(4), (-Math.log(probability)).toFixed(3), JSON.stringify(best));
