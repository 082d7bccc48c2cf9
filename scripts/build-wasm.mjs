#!/usr/bin/env node
/** Compiles the CPU kernels (lib/engine/backends/cpu/assembly, AssemblyScript) into a TypeScript module that holds the binary: `npm run wasm`. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
export const entryFile = 'lib/engine/backends/cpu/assembly/index.ts';
export const outputFile = 'lib/engine/backends/cpu/simd/simd-binary.ts';

const flags = [
  '-O3',
  '--noAssert',
  // The host hands out memory (simd/heap.ts): the module needs no allocator, and nothing to run.
  '--runtime',
  'stub',
  '--importMemory',
  // Below lie no addresses that are used, which lets offsets be folded into loads.
  '--memoryBase',
  '1024',
  '--enable',
  'simd',
  // "Exchange of v128 values is not supported by all embeddings": ours go between our own functions.
  '--disableWarning',
  '112',
];

/** @returns {Promise<Uint8Array>} the module's bytes. Throws with the compiler's words where the source has a mistake. */
export async function compileKernels() {
  let binary;
  const { error, stderr } = await asc.main([entryFile, '--outFile', 'kernels.wasm', ...flags], {
    readFile: (name, folder) => readFile(new URL(name, pathToFileURL(`${folder === '.' ? root : folder}/`)), 'utf8').catch(() => null),
    writeFile: (_name, contents) => void (binary = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`The CPU kernels do not compile.\n${stderr.toString()}`, { cause: error });
  return binary;
}

/** @param {Uint8Array} binary */
export function asModule(binary) {
  const lines = Buffer.from(binary).toString('base64').match(/.{1,160}/g).map((line) => `  '${line}'`).join(' +\n');
  return `/** The compiled kernels of ../assembly (${binary.length.toLocaleString('en-GB')} bytes). Made by \`npm run wasm\`: do not edit. */\nexport const simdBinary =\n${lines};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const binary = await compileKernels();
  await writeFile(new URL(`../${outputFile}`, import.meta.url), asModule(binary));
  console.log(`${outputFile}: ${binary.length.toLocaleString('en-GB')} bytes of WebAssembly`);
}
