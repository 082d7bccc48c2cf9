import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { wgsl } from './vite-wgsl.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * The house's TypeScript modules in Node, for commands: `load('lib/engine/index.ts')`. Until `close` is called a module can also
 * import others late, as the engine does (Vite's `runnerImport` cannot: its runner is closed once a module is there).
 */
export async function houseModules() {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [wgsl()],
    resolve: { alias: { '@': root } },
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
    appType: 'custom',
  });
  return { load: (path) => server.ssrLoadModule(`/${path}`), close: () => server.close() };
}
