import { build, exportDirectory, isFresh, readBasePath } from './build.mjs';
import { serve } from './serve.mjs';

/** `npm start`: builds the site if it is missing or older than its sources, then serves it. PORT: where to listen (3000). */
const basePath = readBasePath();
const port = Number(process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT is "${process.env.PORT}". It must be a number from 0 to 65535.`);

if (!isFresh({ basePath })) await build({ basePath });
const site = await serve({ directory: exportDirectory, basePath, port });
if (port !== 0 && site.port !== port) console.log(`Port ${port} is taken; using ${site.port}.`);
console.log(`\nForward Pass is at ${site.url}   (Ctrl-C stops it)\n`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await site.close();
    process.exit(0);
  });
}
