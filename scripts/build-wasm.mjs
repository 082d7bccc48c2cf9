#!/usr/bin/env node
/** Compiles what is written in AssemblyScript, the CPU kernels and the search for scales, into TypeScript modules that hold the binaries: `npm run wasm`. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What is compiled.
 * @typedef {{ what: string, entryFile: string, outputFile: string, name: string, flags: readonly string[] }} Compiled `name`: of the constant that holds it
 * @type {{ kernels: Compiled, quantiser: Compiled }}
 */
export const modules = {
  kernels: {
    what: 'The compiled kernels of ../assembly',
    entryFile: 'lib/engine/backends/cpu/assembly/index.ts',
    outputFile: 'lib/engine/backends/cpu/simd/simd-binary.ts',
    name: 'simdBinary',
    flags: ['--importMemory'],
  },
  quantiser: {
    what: 'The compiled search of ./assembly',
    entryFile: 'lib/engine/formats/assembly/index.ts',
    outputFile: 'lib/engine/formats/quantise-binary.ts',
    name: 'quantiseBinary',
    flags: [],
  },
};

const flags = [
  '-O3',
  '--noAssert',
  // The host hands out memory: the modules need no allocator, and nothing to run.
  '--runtime',
  'stub',
  // Below lie no addresses that are used, which lets offsets be folded into loads.
  '--memoryBase',
  '1024',
  '--enable',
  'simd',
  // "Exchange of v128 values is not supported by all embeddings": ours go between our own functions.
  '--disableWarning',
  '112',
];

/**
 * @param {Compiled} module
 * @returns {Promise<Uint8Array>} the module's bytes. Throws with the compiler's words where the source has a mistake.
 */
export async function compile({ entryFile, flags: own }) {
  let binary;
  const { error, stderr } = await asc.main([entryFile, '--outFile', 'compiled.wasm', ...flags, ...own], {
    readFile: (name, folder) => readFile(new URL(name, pathToFileURL(`${folder === '.' ? root : folder}/`)), 'utf8').catch(() => null),
    writeFile: (_name, contents) => void (binary = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`${entryFile} does not compile.\n${stderr.toString()}`, { cause: error });
  return binary;
}

/**
 * @param {Compiled} module
 * @param {Uint8Array} binary
 */
export function asModule({ what, name }, binary) {
  const lines = Buffer.from(binary).toString('base64').match(/.{1,160}/g).map((line) => `  '${line}'`).join(' +\n');
  return `/** ${what} (${binary.length.toLocaleString('en-GB')} bytes). Made by \`npm run wasm\`: do not edit. */\nexport const ${name} =\n${lines};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const each of Object.values(modules)) {
    const binary = await compile(each);
    await writeFile(new URL(`../${each.outputFile}`, import.meta.url), asModule(each, binary));
    console.log(`${each.outputFile}: ${binary.length.toLocaleString('en-GB')} bytes of WebAssembly`);
  }
}
