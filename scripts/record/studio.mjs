import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { houseModules } from '../house-modules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const recordingFolder = `${root}/public/recordings`;

/**
 * What a recording is made with: the real engine on the CPU backend, here and now.
 * @typedef {object} Studio
 * @property {(path: string) => Promise<any>} load a module of the house: `lib/engine/index.ts`
 * @property {{ version: number, date: string, device: string }} head what every recording begins with
 * @property {(model?: string, plan?: object) => Promise<any>} engineOf the engine with this model (default pocket-5m) in this precision (default as in the file); one of each is kept
 * @property {(engine: any, request: object) => Promise<object[]>} eventsOf a whole run, its numbers rounded to what they say
 * @property {(recording: object) => string} writeRecording a recording of runs as JSON
 * @property {(name: string, text: string) => Promise<void>} save
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Studio>} */
export async function openStudio() {
  const { load, close } = await houseModules();
  const { createEngine } = await load('lib/engine/index.ts');
  const { writeRecording, recordingVersion } = await load('lib/engine-client/recording.ts');
  const processor = cpus()[0]?.model?.trim() || process.arch;
  const device = /processor|cpu/i.test(processor) ? processor : `${processor} processor`;
  const engines = new Map();

  const engineOf = (model = 'pocket-5m', plan = { precision: 'f16' }) => {
    const key = JSON.stringify([model, plan]);
    if (!engines.has(key)) engines.set(key, openEngine(model, plan));
    return engines.get(key);
  };

  async function openEngine(model, precision) {
    const folder = `${root}/public/models/${model}`;
    const json = async (name) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));
    const weights = await readFile(`${folder}/model.safetensors`);
    const [config, tokenizer, tokenizerConfig] = await Promise.all(['config.json', 'tokenizer.json', 'tokenizer_config.json'].map(json));
    return createEngine({
      device: null,
      description: device,
      software: false,
      precision,
      files: { name: model, config, tokenizer, tokenizerConfig, weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength) },
    });
  }

  return {
    load,
    head: { version: recordingVersion, date: new Date().toISOString().slice(0, 10), device },
    engineOf,
    writeRecording,
    async eventsOf(engine, request) {
      const events = [];
      for await (const event of engine.generate(request)) events.push(roundNumbers(event));
      return events;
    },
    async save(name, text) {
      await mkdir(recordingFolder, { recursive: true });
      await writeFile(`${recordingFolder}/${name}.json`, text);
      console.log(`public/recordings/${name}.json  ${Buffer.byteLength(text)} bytes`);
    },
    async close() {
      for (const engine of await Promise.all(engines.values())) engine.destroy();
      await close();
    },
  };
}

/** Thousandths of a millisecond say nothing; probabilities need no sixteen digits. */
function roundNumbers(event) {
  const round = (value, digits) => Number(value.toFixed(digits));
  return {
    ...event,
    at: round(event.at, 2),
    ...(event.logprob !== undefined && { logprob: round(event.logprob, 6) }),
    ...(event.coin !== undefined && { coin: round(event.coin, 9) }),
    ...(event.stages && { stages: event.stages.map((stage) => ({ ...stage, ms: round(stage.ms, 5) })) }),
    ...(event.candidates && { candidates: event.candidates.map((candidate) => ({ ...candidate, logprob: round(candidate.logprob, 6) })) }),
  };
}
