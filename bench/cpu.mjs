#!/usr/bin/env node
/**
 * How fast the CPU backend is in Node, plain reference against WebAssembly: one token of pocket-5m, and a 704 x 256 matrix.
 * `node bench/cpu.mjs`. Fastest of many, because other work on the machine only ever adds time.
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { houseModules } from '../scripts/house-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const { load, close } = await houseModules();
const modelFile = (name, encoding) => readFile(`${root}/public/models/pocket-5m/${name}`, encoding);
const json = async (name) => JSON.parse(await modelFile(name, 'utf8'));

const { createEngine } = await load('lib/engine/index.ts');
const { CpuBackend } = await load('lib/engine/backends/cpu/cpu-backend.ts');
const { measureMultiplyAddPeak } = await load('lib/engine/backends/cpu/multiply-add-peak.ts');
const { linear } = await load('lib/engine/kernels/index.ts');
const { linearCase } = await load('lib/engine/kernels/cases.ts');

const precisions = ['f32', 'f16', 'q8', 'q4', 'q2'];
const bytes = await modelFile('model.safetensors');
const files = {
  name: 'pocket-5m',
  config: await json('config.json'),
  tokenizer: await json('tokenizer.json'),
  tokenizerConfig: await json('tokenizer_config.json'),
  weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
};

/** Milliseconds of a token: the smallest gap between two, of those behind the first 32. */
async function msPerToken(cpuVariant, precision) {
  const engine = await createEngine({ device: null, description: 'CPU', software: false, files, precision, cpuVariant });
  const times = [];
  for await (const event of engine.generate({ prompt: 'Once upon a time', sampling: { temperature: 0, topK: 0, topP: 1, seed: 1 }, maxTokens: 96 })) {
    if (event.type === 'token') times.push(event.at);
  }
  engine.destroy();
  return Math.min(...times.slice(32).map((at, index) => at - times[31 + index]));
}

/** GFLOP/s of `rows` inputs against a 704 x 256 matrix. */
async function linearRate(variant, rows, dtype) {
  const backend = new CpuBackend(variant);
  const { tensors, options } = linearCase(rows, 256, 704, dtype.startsWith('q') ? { dtype, block: 32 } : { dtype });
  const held = Object.fromEntries(Object.entries(tensors).map(([name, host]) => [name, backend.upload(name, host)]));
  const program = await backend.capture((pass) => pass.run(linear, held, options));
  const times = Math.ceil((variant === 'simd' ? 512 : 16) / rows);
  let best = Infinity;
  for (let sample = 0; sample < (variant === 'simd' ? 100 : 10); sample++) best = Math.min(best, (await program.time(0, times)) / times);
  backend.destroy();
  return (2 * rows * 256 * 704) / best / 1e6;
}

console.log(`${cpus()[0].model.trim()}, Node ${process.version}`);
console.log(`multiply-add peak, one thread: ${(measureMultiplyAddPeak().flopsPerSecond / 1e9).toFixed(1)} GFLOP/s`);
console.log('\n704 x 256, GFLOP/s      1 row   4 rows  8 rows  32 rows');
for (const variant of ['reference', 'simd']) {
  for (const dtype of variant === 'simd' ? precisions : ['f32']) {
    const rates = [];
    for (const rows of [1, 4, 8, 32]) rates.push(await linearRate(variant, rows, dtype));
    console.log(`${variant.padEnd(10)} ${dtype.padEnd(8)} ${rates.map((rate) => rate.toFixed(1).padStart(8)).join('')}`);
  }
}
console.log('\npocket-5m, ms a token   reference    simd');
for (const precision of precisions) {
  const [reference, simd] = [await msPerToken('reference', precision), await msPerToken('simd', precision)];
  console.log(`${precision.padEnd(20)} ${reference.toFixed(2).padStart(12)} ${simd.toFixed(2).padStart(7)}`);
}
await close();
