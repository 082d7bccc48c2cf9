import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import sirv from 'sirv';

/** Everything under here is sent as it is, never encoded: a range counts bytes of the file, so a broken download can be resumed. */
const modelFolder = '/models/';

/**
 * The `Range` header if it can be answered as asked, with a suffix (`bytes=-500`) made absolute; `undefined` to send the whole
 * file instead, which HTTP allows for every range. Several ranges at once, and those sirv misreads, are answered so.
 * @param {string | undefined} range the request's header
 * @param {number} size bytes of the file
 */
export function plainRange(range, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match) return undefined;
  const [, first, last] = match;
  if (first === '') return Number(last) > 0 ? `bytes=${Math.max(0, size - Number(last))}-${size - 1}` : undefined;
  if (last === '') return `bytes=${first}-`;
  // sirv reads an end of 0 as "no end"; an end before the start is no range at all.
  return Number(last) >= Number(first) && Number(last) > 0 ? `bytes=${first}-${last}` : undefined;
}

/** Headers sirv does not set by itself: types it does not know, how long to keep, and that ranges are welcome. */
function setHeaders(response, pathname, stats) {
  const request = response.req;
  response.setHeader('Cache-Control', pathname.startsWith('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (pathname.endsWith('.safetensors') || pathname.endsWith('.bin')) response.setHeader('Content-Type', 'application/octet-stream');
  if (!pathname.startsWith(modelFolder)) {
    delete request.headers.range;
    return;
  }
  response.setHeader('Accept-Ranges', 'bytes');
  const etag = `W/"${stats.size}-${stats.mtime.getTime()}"`;
  const unchanged = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const range = unchanged ? plainRange(request.headers.range, stats.size) : undefined;
  if (range) request.headers.range = range;
  else delete request.headers.range;
}

/**
 * The request handler for an exported site, for `node:http`.
 * @param {{ directory: string, basePath?: string }} site `basePath` as in NEXT_PUBLIC_BASE_PATH: empty, or `/name` without a slash at its end
 */
export function createHandler({ directory, basePath = '' }) {
  if (!existsSync(join(directory, 'index.html'))) throw new Error(`No site in ${directory}: run "npm run build" first.`);
  const notFound = existsSync(join(directory, '404.html')) ? readFileSync(join(directory, '404.html')) : Buffer.from('Not found');

  const sendNotFound = (response) => {
    response.statusCode = 404;
    response.setHeader('Content-Type', 'text/html;charset=utf-8');
    response.setHeader('Cache-Control', 'no-cache');
    response.end(response.req.method === 'HEAD' ? undefined : notFound);
  };
  const files = sirv(directory, { etag: true, setHeaders });
  const compress = compression({
    filter: (request, response) => !request.url.startsWith(modelFolder) && compression.filter(request, response),
  });

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const path = request.url.split('?', 1)[0];
    if (basePath && (path === '/' || path === basePath)) {
      response.writeHead(302, { Location: `${basePath}/` }).end();
      return;
    }
    if (!path.startsWith(`${basePath}/`)) {
      sendNotFound(response);
      return;
    }
    request.url = request.url.slice(basePath.length);
    compress(request, response, () => files(request, response, () => sendNotFound(response)));
  };
}

/** Listens on the first free port from `port` on (0: any). Rejects when twenty in a row are taken. */
async function listen(server, port, host) {
  for (let candidate = port; ; candidate++) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate >= port + 20) throw error;
    }
  }
}

/**
 * Serves an exported site until closed.
 * @param {{ directory: string, basePath?: string, port?: number, host?: string }} site `port` 0: any free one; otherwise the next free one is taken.
 *   Without `host`, every interface is listened on, so that a phone in the same network can look too.
 * @returns {Promise<{ url: string, origin: string, port: number, close: () => Promise<void> }>} `url` ends with a slash and includes the sub-path
 */
export async function serve({ directory, basePath = '', port = 0, host }) {
  const server = createServer(createHandler({ directory, basePath }));
  const actualPort = await listen(server, port, host);
  const origin = `http://localhost:${actualPort}`;
  return {
    url: `${origin}${basePath}/`,
    origin,
    port: actualPort,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
