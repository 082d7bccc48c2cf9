import type * as Transformers from '@huggingface/transformers';
import { keepQueuesWhole } from './whole-queues';

export type Library = typeof Transformers;

/** The library's requests end here: it gets only files that were put there, and reaches no network. `.invalid` is reserved (RFC 2606). */
const shelfOrigin = 'https://model.invalid/';

/** Files of the models that are being loaded, by address. */
const shelf = new Map<string, Uint8Array<ArrayBuffer>>();

let loading: Promise<Library> | undefined;
let models = 0;

/** The library, loaded when first asked for. One per worker: its settings are global. */
export function loadLibrary(): Promise<Library> {
  loading ??= load();
  loading.catch(() => (loading = undefined));
  return loading;
}

async function load(): Promise<Library> {
  const [library, { InferenceSession }] = await Promise.all([import('@huggingface/transformers'), import('onnxruntime-web/webgpu')]);
  keepQueuesWhole(InferenceSession);
  return configure(library);
}

function configure(library: Library): Library {
  const { env } = library;
  env.allowLocalModels = false;
  env.allowRemoteModels = true;
  env.remoteHost = shelfOrigin;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = async (url: string | URL) => answer(String(url));
  // What goes wrong is thrown, in our words; nothing is written to the console beside.
  env.logLevel = library.LogLevel.NONE;
  // The library sets a CDN's address here. Without one, ONNX Runtime takes the copy that the bundler laid beside its script.
  env.backends.onnx.wasm!.wasmPaths = undefined;
  return library;
}

function answer(url: string): Response {
  const bytes = shelf.get(url);
  if (!bytes) return new Response(null, { status: 404 });
  return new Response(bytes, { headers: { 'content-length': String(bytes.length) } });
}

/**
 * Lets the library read `files` (by their path in the model's folder) while `work` runs.
 * @param work is given the name under which the library finds them
 */
export async function withFiles<T>(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, work: (modelId: string) => Promise<T>): Promise<T> {
  // A new name each time: the library remembers what it once asked of a name.
  const modelId = `model/${++models}`;
  const urls = new Map([...files].map(([path, bytes]) => [`${shelfOrigin}${modelId}/resolve/main/${path}`, bytes]));
  for (const [url, bytes] of urls) shelf.set(url, bytes);
  try {
    return await work(modelId);
  } finally {
    for (const url of urls.keys()) shelf.delete(url);
  }
}
