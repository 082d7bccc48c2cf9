import { describe, expect, test } from 'vitest';
import type { EngineError } from '../errors';
import { ForeignFiles, planFiles } from './foreign-files';
import { readByFetch } from './foreign-file';
import { describeHubModel } from './hub';
import { hubAnswer, type FakeFile } from './test-hub';

const repository = 'someone/tiny-chat';
const small: readonly FakeFile[] = [
  { path: 'README.md', size: 5_000 },
  { path: 'config.json', size: 600 },
  { path: 'tokenizer.json', size: 2_000_000 },
  { path: 'tokenizer_config.json', size: 3_000 },
  { path: 'generation_config.json', size: 100 },
];
const weights: readonly FakeFile[] = [
  { path: 'onnx/model.onnx', size: 300_000, sha256: 'aa' },
  { path: 'onnx/model.onnx_data', size: 4_000_000_000, sha256: 'bb' },
  { path: 'onnx/model.onnx_data_1', size: 1_000_000_000, sha256: 'cc' },
  { path: 'onnx/model_q4.onnx', size: 500_000_000, sha256: 'dd' },
  { path: 'onnx/model_q4f16.onnx', size: 400_000_000, sha256: 'ee' },
  { path: 'onnx/model_bnb4.onnx', size: 450_000_000, sha256: 'ff' },
];
const silent = new AbortController().signal;
const answering = (response: () => Response): typeof fetch => async () => response();
const ask = (response: () => Response, name = repository) => describeHubModel(name, { fetch: answering(response) });
const failure = (work: Promise<unknown>): Promise<EngineError> => work.then(() => expect.unreachable(), (thrown) => thrown as EngineError);

describe('a model of the hub, described', () => {
  test('its choices weigh what their files weigh, smallest first', async () => {
    const { revision, choices } = await ask(() => hubAnswer(repository, [...small, ...weights]));
    expect(revision).toBe('c0ffee');
    const common = 600 + 2_000_000 + 3_000 + 100;
    expect(choices.map(({ dtype, totalBytes }) => [dtype, totalBytes])).toEqual([
      ['q4f16', common + 400_000_000],
      ['q4', common + 500_000_000],
      ['fp32', common + 5_000_300_000],
    ]);
    expect(choices[2].files.map(({ name }) => name).slice(-3)).toEqual(['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1']);
    expect(choices[0].files.at(-1)).toEqual({ url: `https://huggingface.co/${repository}/resolve/c0ffee/onnx/model_q4f16.onnx`, name: 'onnx/model_q4f16.onnx', bytes: 400_000_000, sha256: 'ee' });
  });

  test('the address of its page will do for a name', async () => {
    const asked: string[] = [];
    const fetcher: typeof fetch = async (url) => {
      asked.push(String(url));
      return hubAnswer(repository, [...small, ...weights]);
    };
    await describeHubModel(` https://huggingface.co/${repository}/ `, { fetch: fetcher });
    expect(asked).toEqual([`https://huggingface.co/api/models/${repository}?blobs=true`]);
  });

  test.for(['', 'tiny-chat', 'a/b/c', '../secrets/x', 'a b/c', 'a/..', 'https://example.org/a/b', 'a/b?x=1'])('refuses the name "%s" without asking anybody', async (name) => {
    const fetcher: typeof fetch = () => expect.unreachable();
    expect((await failure(describeHubModel(name, { fetch: fetcher }))).code).toBe('invalid-request');
  });

  const gatedHeaders = { 'X-Error-Code': 'GatedRepo' };
  test.for([
    ['a model that is not there (401, as the hub says to strangers)', () => new Response('{"error":"Invalid username or password."}', { status: 401 }), 'file-missing', /no public model named someone\/tiny-chat/],
    ['a model that is not there (404)', () => new Response('', { status: 404 }), 'file-missing', /no public model/],
    ['a gated model by its flag', () => hubAnswer(repository, [...small, ...weights], { gated: 'manual' }), 'model-gated', /accepted its terms/],
    ['a gated model by its status', () => new Response('', { status: 403, headers: gatedHeaders }), 'model-gated', /accepted its terms/],
    ['a hub with a fault', () => new Response('', { status: 503 }), 'network', /fault of its own \(HTTP 503\)/],
    ['too many requests', () => new Response('', { status: 429 }), 'network', /too many requests/],
    ['a filter in between', () => new Response('', { status: 451 }), 'network', /refused .* \(HTTP 451\)/],
    ['a login page in between', () => new Response('<html>Sign in to the wifi</html>'), 'file-malformed', /cannot be read/],
    ['an answer of another form', () => Response.json({ sha: 'x', siblings: [{}] }), 'file-malformed', /cannot be read/],
    ['no ONNX export', () => hubAnswer(repository, [...small, { path: 'model.safetensors', size: 1 }]), 'file-missing', /no onnx\/model\.onnx/],
    ['no tokenizer', () => hubAnswer(repository, [...small.filter(({ path }) => path !== 'tokenizer.json'), ...weights]), 'file-missing', /no tokenizer\.json/],
    ['no size', () => Response.json({ sha: 'x', gated: false, siblings: [...small, ...weights].map(({ path }) => ({ rfilename: path })) }), 'file-malformed', /does not tell the size/],
  ] as const)('%s is an error in words', async ([, response, code, words]) => {
    const thrown = await failure(ask(response));
    expect(thrown.code).toBe(code);
    expect(thrown.message).toMatch(words);
    expect(thrown.remedy).toMatch(/\.$/);
  });

  test('a hub out of reach is named, with what works without it', async () => {
    const fetcher: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const thrown = await failure(describeHubModel(repository, { fetch: fetcher }));
    expect(thrown).toMatchObject({ code: 'network', message: 'huggingface.co could not be reached.' });
  });

  test('an abort is the reader’s own reason, and no fault', async () => {
    const abort = new AbortController();
    const fetcher: typeof fetch = (_, init) => new Promise((__, reject) => init!.signal!.addEventListener('abort', () => reject(new TypeError('aborted'))));
    const asking = failure(describeHubModel(repository, { fetch: fetcher, signal: abort.signal }));
    abort.abort(new DOMException('Stopped.', 'AbortError'));
    expect((await asking).name).toBe('AbortError');
  });
});

describe('the files to load', () => {
  const listing = answering(() => hubAnswer(repository, [...small, ...weights]));

  test('a model beyond the limit is refused before a byte of it comes, with need and limit', async () => {
    const thrown = await failure(planFiles({ kind: 'hub', repository, dtype: 'fp32' }, 2e9, listing, silent));
    expect(thrown).toMatchObject({ code: 'model-too-large', details: { neededBytes: 5_002_303_700, limitBytes: 2e9 } });
    expect(thrown.message).toBe('someone/tiny-chat needs a download of 5.0 GB; 2.0 GB is the most this page takes.');
  });

  test('a dtype that the model has not is refused, and the others are named', async () => {
    const thrown = await failure(planFiles({ kind: 'hub', repository, dtype: 'q8' }, 2e9, listing, silent));
    expect(thrown).toMatchObject({ code: 'file-missing', remedy: 'Choose one of these: q4f16, q4, fp32.' });
  });
});

describe('a file, brought', () => {
  const file = { url: 'https://huggingface.co/x/resolve/y/onnx/model.onnx', name: 'onnx/model.onnx', bytes: 6, sha256: null };
  const bring = (response: () => Response, mostBytes = 100) => readByFetch(answering(response), mostBytes)(file, silent, () => undefined);

  test('comes whole, and is counted', async () => {
    const told: string[] = [];
    const bytes = await readByFetch(answering(() => new Response('onnx!!')), 100)(file, silent, (event) => told.push(event.type));
    expect(new TextDecoder().decode(bytes)).toBe('onnx!!');
    expect(told).toEqual(['download-start', 'download-progress', 'download-end']);
  });

  const broken = (): Response => new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('network error')) }));
  test.for([
    ['missing', () => new Response('', { status: 404 }), 'file-missing'],
    ['gated', () => new Response('', { status: 401 }), 'model-gated'],
    ['behind a fault', () => new Response('', { status: 500 }), 'network'],
    ['broken off', broken, 'network'],
    ['cut off', () => new Response('onn'), 'file-truncated'],
    ['longer than was said', () => new Response('onnx!!!!'), 'file-altered'],
  ] as const)('%s is an error in words', async ([, response, code]) => {
    expect((await failure(bring(response))).code).toBe(code);
  });

  test('one that turns out larger than the limit is stopped on its way', async () => {
    expect(await failure(bring(() => new Response('onnx!!'), 5))).toMatchObject({ code: 'model-too-large', details: { neededBytes: 6, limitBytes: 5 } });
    const unknown = readByFetch(answering(() => new Response('onnx!!')), 5)({ ...file, bytes: null }, silent, () => undefined);
    expect(await failure(unknown)).toMatchObject({ code: 'model-too-large' });
  });
});

test('large files of known size and hash are brought the way that keeps and checks them; the others by a plain request', async () => {
  const repositoryFetch: typeof fetch = async (url) => (String(url).includes('/api/') ? hubAnswer(repository, [...small.map((file) => ({ ...file, size: 2 })), ...weights]) : new Response('{}'));
  const plan = await planFiles({ kind: 'hub', repository, dtype: 'q4' }, 2e9, repositoryFetch, silent);
  const known: string[] = [];
  const readKnown = async ({ name, bytes, sha256 }: { name: string; bytes: number; sha256: string }) => {
    known.push(`${name} ${bytes} ${sha256}`);
    return new Uint8Array(3);
  };
  const files = new ForeignFiles(plan, { fetch: repositoryFetch, readKnown, limitBytes: 2e9 }, silent, () => undefined);
  await files.bringDescription();
  expect(files.json('config.json')).toEqual({});
  await files.bringWeights();
  expect(known).toEqual(['onnx/model_q4.onnx 500000000 dd']);
  expect([files.weightBytes, files.weightChunks]).toEqual([3, 0]);
});
