import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { browserArguments } from './browser.mjs';
import { wgsl } from './vite-wgsl.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const blankPage = {
  name: 'blank-page',
  configureServer: (server) => {
    server.middlewares.use('/favicon.ico', (_request, response) => response.writeHead(204).end());
    server.middlewares.use('/blank', (_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>Forward Pass</title>'));
  },
};

/**
 * Opens an empty page of a headless browser, from which the house's own modules can be imported by their paths, and closes all when `task` is done.
 * @param executablePath the browser
 * @param task (page, open, browser): `open()` goes to the page; before it, listen and expose what you need
 */
export async function withHousePage(executablePath, task) {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    cacheDir: `${root}/node_modules/.vite/house-page`,
    plugins: [wgsl(), blankPage],
    resolve: { alias: { '@': root } },
    define: { 'process.env.NEXT_PUBLIC_BASE_PATH': '""' },
    optimizeDeps: { noDiscovery: true, include: ['@huggingface/tokenizers', '@noble/hashes/sha2.js', 'idb-keyval'] },
    server: { host: 'localhost', port: 0, hmr: false, watch: null },
  });
  let browser;
  try {
    await server.listen();
    browser = await chromium.launch({ executablePath, args: browserArguments });
    const page = await browser.newPage();
    return await task(page, () => page.goto(new URL('blank', server.resolvedUrls.local[0]).href), browser);
  } finally {
    await browser?.close();
    await server.close();
  }
}
