import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { build, defaultClientConditions } from 'vite';
import { wgsl } from '../../scripts/vite-wgsl.mjs';
import { modelFolders } from './models.mjs';

/** The script of each contestant's page. */
const scripts = { ours: 'ours', 'transformers.js': 'transformers', wllama: 'wllama' };

/** The address of a contestant's page. */
export const pageOf = (contestant) => `/${scripts[contestant]}.html`;

/** Nothing but the script: no icon is asked for. */
const html = (script) => `<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,"><script type="module" src="./${script}.ts"></script>`;

/**
 * Builds a bare page for each contestant, each by itself, with the models laid beside them.
 * @param {string} root the house's folder
 * @param {readonly string[]} names contestants
 * @returns {Promise<string>} the folder to serve
 */
export async function buildSite(root, names) {
  const directory = `${root}/test-results/bench`;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(`${directory}/models`, { recursive: true });
  symlinkSync(`${root}/${modelFolders.served}`, `${directory}/models/pocket-5m`);
  symlinkSync(`${root}/${modelFolders.exported}`, `${directory}/models/export`);
  writeFileSync(`${directory}/index.html`, '<!doctype html><title>Bench</title>');
  for (const name of names) await buildPage(root, scripts[name], directory);
  return directory;
}

async function buildPage(root, script, directory) {
  const pages = `${root}/bench/side-by-side/pages`;
  const page = `${pages}/${script}.html`;
  await build({
    root: pages,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [wgsl(), virtualPage(page, html(script))],
    worker: {
      format: 'es',
      plugins: () => [wgsl()],
      // What a worker needs at once is one file, as a maker would ship it, and not a dozen that wait for each other.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'worker', tags: ['$initial'] }] } } },
    },
    resolve: {
      alias: { '@': root },
      // ONNX Runtime's smaller script: its loader is a file of its own, which the page names.
      conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
    },
    define: { 'process.env.NEXT_PUBLIC_BASE_PATH': '""' },
    build: {
      outDir: directory,
      emptyOutDir: false,
      // What lies here is kept by browsers for good, as the site's own scripts are (scripts/serve.mjs).
      assetsDir: `_next/static/${script}`,
      assetsInlineLimit: 0,
      target: 'esnext',
      reportCompressedSize: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: { input: page },
    },
  });
}

/** A page that lies in no file. */
function virtualPage(path, source) {
  return {
    name: 'virtual-page',
    resolveId: (id) => (id === path ? path : undefined),
    load: (id) => (id === path ? source : undefined),
  };
}
