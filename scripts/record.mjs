/**
 * `npm run recordings`: makes public/recordings from the real engine, on the CPU backend, here and now. Every run is
 * by a seed, so the text comes out the same again while model and tokenizer do.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { houseModules } from './house-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const modelFolder = `${root}/public/models/pocket-5m`;
const recordingFolder = `${root}/public/recordings`;

/** A story that has not ended by itself within so many tokens is recorded up to its last whole sentence. */
const longestStory = 120;
/** Of the lesson's figure, every step with its ten best candidates and all its logits. */
const stepsOfLesson = 28;

const { load, close } = await houseModules();
const json = async (name) => JSON.parse(await readFile(`${modelFolder}/${name}`, 'utf8'));

const { createEngine } = await load('lib/engine/index.ts');
const { writeRecording, recordingVersion } = await load('lib/engine-client/recording.ts');
// What is recorded is what the widgets ask for, or they would show one thing and run another.
const { recordedSeed, storyRequest } = await load('components/widgets/home-writer/stories.ts');
const { requestOf, startValues } = await load('components/widgets/next-token/controls.ts');
const { examples } = await load('components/widgets/tokenizer/examples.ts');

const processor = cpus()[0]?.model?.trim() || process.arch;
const device = /processor|cpu/i.test(processor) ? processor : `${processor} processor`;
const weights = await readFile(`${modelFolder}/model.safetensors`);
const engine = await createEngine({
  device: null,
  description: device,
  software: false,
  files: {
    name: 'pocket-5m',
    config: await json('config.json'),
    tokenizer: await json('tokenizer.json'),
    tokenizerConfig: await json('tokenizer_config.json'),
    weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
  },
});

const date = new Date().toISOString().slice(0, 10);
const head = { version: recordingVersion, date, device };

if (process.argv[2] === 'audition') await audition(process.argv.slice(3).join(' '));
else await recordAll();
engine.destroy();
await close();

async function recordAll() {
  await mkdir(recordingFolder, { recursive: true });
  await save('home', writeRecording({ ...head, runs: [await recordStory(storyRequest(0, recordedSeed))] }));

  const steps = await record({ ...requestOf(startValues), maxTokens: stepsOfLesson });
  await save('next-token', writeRecording({ ...head, runs: [steps] }));

  const texts = examples.map(({ text }) => ({ text, pieces: engine.tokenize(text) }));
  await save('tokenizer', `${JSON.stringify({ ...head, texts })}\n`);
}

/** Twice: to see where its last sentence ends, then to there. The second run is the recording, whole and unedited. */
async function recordStory(request) {
  const rehearsal = await record({ ...request, maxTokens: longestStory });
  if (rehearsal.at(-1).reason === 'stop-token') return rehearsal;
  let text = '';
  let tokens = 0;
  for (const event of rehearsal) {
    if (event.type !== 'token') continue;
    text += event.text;
    if (/[.!?]"?\s*$/.test(text)) tokens = event.index + 1;
  }
  return record({ ...request, maxTokens: tokens });
}

async function record(request) {
  const events = [];
  for await (const event of engine.generate(request)) events.push(roundNumbers(event));
  return events;
}

/** Many seeds for one prompt, or the home page's, to choose by reading: `npm run recordings -- audition "A prompt"`. */
async function audition(given) {
  for (let seed = 1; seed <= 20; seed++) {
    const request = storyRequest(0, seed);
    const prompt = given || request.prompt;
    const events = await record({ ...request, prompt, maxTokens: longestStory });
    console.log(`[${seed}] ${prompt}|${textOf(events)} (${events.at(-1).reason})\n`);
  }
}

/** Thousandths of a millisecond say nothing; probabilities need no sixteen digits. */
function roundNumbers(event) {
  const round = (value, digits) => Number(value.toFixed(digits));
  return {
    ...event,
    at: round(event.at, 2),
    ...(event.logprob !== undefined && { logprob: round(event.logprob, 6) }),
    ...(event.coin !== undefined && { coin: round(event.coin, 9) }),
    ...(event.candidates && { candidates: event.candidates.map((candidate) => ({ ...candidate, logprob: round(candidate.logprob, 6) })) }),
  };
}

function textOf(events) {
  return events.map((event) => (event.type === 'token' ? event.text : '')).join('');
}

async function save(name, text) {
  const path = `${recordingFolder}/${name}.json`;
  await writeFile(path, text);
  const bytes = Buffer.byteLength(text);
  console.log(`public/recordings/${name}.json  ${bytes} bytes`);
}
