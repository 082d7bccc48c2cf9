import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainRange, serve } from './serve.mjs';

type Site = Awaited<ReturnType<typeof serve>>;
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A raw GET: nothing normalises the path, follows a redirect or decodes the body. */
function ask(site: Site, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest({ port: site.port, host: 'localhost', path, headers, method, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

const home = `<!doctype html><title>Home</title>${'<p>words</p>'.repeat(500)}`;
const weights = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
const tokenizer = JSON.stringify({ vocab: Array.from({ length: 1000 }, (_, index) => `token ${index}`) });
let folder: string;
let site: Site;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forward-pass-serve-'));
  for (const name of ['site/lab', 'site/_next/static', 'site/models/m']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  for (const [name, content] of Object.entries<string | Buffer>({
    'index.html': home,
    '404.html': '<!doctype html><title>Not here</title>',
    'lab/index.html': '<!doctype html><title>Lab</title>',
    '_next/static/a.js': `export const a = ${JSON.stringify('a'.repeat(4000))};`,
    '_next/static/a.wasm': Buffer.from([0, 97, 115, 109]),
    '_next/static/a.woff2': Buffer.from('wOF2'),
    'models/m/model.safetensors': weights,
    'models/m/tokenizer.json': tokenizer,
    '.secret': 'hidden',
  })) {
    writeFileSync(join(folder, 'site', name), content);
  }
  site = await serve({ directory: join(folder, 'site'), port: 0 });
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

describe('types, encodings and keeping', () => {
  it('sends a page compressed and to be asked about again', async () => {
    const gzip = await ask(site, '/', { 'accept-encoding': 'gzip' });
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-cache' });
    expect(gunzipSync(gzip.body).toString()).toBe(home);
    const brotli = await ask(site, '/', { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(home);
    const plain = await ask(site, '/');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(home);
  });

  it.each([
    ['/_next/static/a.js', 'text/javascript'],
    ['/_next/static/a.wasm', 'application/wasm'],
    ['/_next/static/a.woff2', 'font/woff2'],
    ['/models/m/model.safetensors', 'application/octet-stream'],
    ['/models/m/tokenizer.json', 'application/json'],
  ])('%s is %s', async (path, type) => {
    expect((await ask(site, path)).headers['content-type']).toBe(type);
  });

  it('lets hashed files be kept for a year', async () => {
    expect((await ask(site, '/_next/static/a.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('answers 304 to a copy that is still good', async () => {
    const { headers } = await ask(site, '/lab/');
    expect((await ask(site, '/lab/', { 'if-none-match': String(headers.etag) })).status).toBe(304);
  });

  it('takes GET and HEAD only', async () => {
    expect((await ask(site, '/', {}, 'POST')).status).toBe(405);
    const head = await ask(site, '/models/m/model.safetensors', {}, 'HEAD');
    expect(head.headers['content-length']).toBe('5000');
    expect(head.body).toHaveLength(0);
  });
});

describe('model files', () => {
  it.each(['/models/m/model.safetensors', '/models/m/tokenizer.json'])('%s is never encoded and takes ranges', async (path) => {
    const { headers, status } = await ask(site, path, { 'accept-encoding': 'gzip, br' });
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['accept-ranges']).toBe('bytes');
  });

  it.each([
    ['bytes=1000-1999', 1000, 1999],
    ['bytes=4000-', 4000, 4999],
    ['bytes=-300', 4700, 4999],
    ['bytes=4990-9999', 4990, 4999],
  ])('answers %s with those bytes', async (range, first, last) => {
    const answer = await ask(site, '/models/m/model.safetensors', { range, 'accept-encoding': 'gzip, br' });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${first}-${last}/5000`);
    expect(answer.body.equals(weights.subarray(first, last + 1))).toBe(true);
  });

  it('answers 416 past the end', async () => {
    const answer = await ask(site, '/models/m/model.safetensors', { range: 'bytes=5000-' });
    expect(answer.status).toBe(416);
    expect(answer.headers['content-range']).toBe('bytes */5000');
  });

  it.each(['bytes=0-0', 'bytes=9-3', 'bytes=0-1,5-6', 'bytes=-0', 'lines=1-2', 'bytes=a-b'])('sends the whole file for %s', async (range) => {
    const answer = await ask(site, '/models/m/model.safetensors', { range });
    expect(answer.status).toBe(200);
    expect(answer.body.equals(weights)).toBe(true);
  });

  it('sends the whole file when If-Range names another version', async () => {
    const { headers } = await ask(site, '/models/m/model.safetensors');
    const range = 'bytes=10-19';
    expect((await ask(site, '/models/m/model.safetensors', { range, 'if-range': 'W/"1-1"' })).status).toBe(200);
    expect((await ask(site, '/models/m/model.safetensors', { range, 'if-range': String(headers.etag) })).status).toBe(206);
  });

  it('reads ranges purely', () => {
    expect(plainRange(undefined, 10)).toBeUndefined();
    expect(plainRange('bytes=-99', 10)).toBe('bytes=0-9');
  });
});

describe('what is not there', () => {
  it('answers 404 with the 404 page', async () => {
    const answer = await ask(site, '/nowhere/');
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).toContain('Not here');
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/lab/../../secret.txt', '//secret.txt', '/.secret', '/%', '/%00'])(
    '%s does not get out of the folder',
    async (path) => {
      const answer = await ask(site, path);
      expect(answer.status).toBe(404);
      expect(answer.body.toString()).not.toMatch(/outside|hidden/);
    },
  );

  it('says what to do where there is no site', async () => {
    await expect(serve({ directory: join(folder, 'empty') })).rejects.toThrow('npm run build');
  });
});

describe('where it listens', () => {
  it('lives under a sub-path', async () => {
    const below = await serve({ directory: join(folder, 'site'), basePath: '/forward-pass', port: 0 });
    expect(below.url).toBe(`http://localhost:${below.port}/forward-pass/`);
    expect((await ask(below, '/')).headers.location).toBe('/forward-pass/');
    expect((await ask(below, '/forward-pass')).headers.location).toBe('/forward-pass/');
    expect((await ask(below, '/forward-pass/lab/')).body.toString()).toContain('Lab');
    expect((await ask(below, '/lab/')).status).toBe(404);
    expect((await ask(below, '/forward-passage/')).status).toBe(404);
    const model = await ask(below, '/forward-pass/models/m/tokenizer.json', { range: 'bytes=0-9', 'accept-encoding': 'br' });
    expect(model.status).toBe(206);
    expect(model.headers['content-encoding']).toBeUndefined();
    expect((await ask(below, '/forward-pass/_next/static/a.js')).headers['cache-control']).toContain('immutable');
    await below.close();
  });

  it('takes the next free port', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, resolve));
    const { port } = taken.address() as { port: number };
    const other = await serve({ directory: join(folder, 'site'), port });
    expect(other.port).toBeGreaterThan(port);
    await other.close();
    await new Promise((resolve) => taken.close(resolve));
  });
});
