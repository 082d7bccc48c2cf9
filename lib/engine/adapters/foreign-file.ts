import { EngineError } from '../errors';

/** One file of a foreign model. */
export interface ForeignFile {
  readonly url: string;
  /** Its path in the model's folder. */
  readonly name: string;
  /** Null: not known before it is asked for. */
  readonly bytes: number | null;
  /** Lower-case hexadecimal; null where nobody tells. */
  readonly sha256: string | null;
}

/** What loading a foreign model says: bytes are of the file itself. */
export type ForeignLoadEvent =
  | { readonly type: 'download-start'; readonly file: string; readonly totalBytes: number; readonly cached: boolean }
  | { readonly type: 'download-progress'; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly type: 'download-retry'; readonly file: string; readonly receivedBytes: number; readonly attempt: number; readonly reason: string }
  | { readonly type: 'download-end'; readonly file: string; readonly totalBytes: number; readonly cached: boolean }
  | { readonly type: 'tokenizer-ready' }
  | { readonly type: 'compile-start' }
  | { readonly type: 'compile-end'; readonly ms: number; readonly pipelines: number };

export type TellLoad = (event: ForeignLoadEvent) => void;

/** Brings one file, whole. Throws EngineErrors; when aborted the signal's reason. */
export type ReadForeignFile<File = ForeignFile> = (file: File, signal: AbortSignal, tell: TellLoad) => Promise<Uint8Array<ArrayBuffer>>;

/** A file of which it is known what it must be: the hub tells this of its large ones. */
export type KnownFile = ForeignFile & { readonly bytes: number; readonly sha256: string };

export const isKnown = (file: ForeignFile): file is KnownFile => file.bytes !== null && file.sha256 !== null;

/**
 * The plain way to bring a file: one request, counted while it comes.
 * @param mostBytes of any one file: the server's own word on its size is checked before its body is read
 */
export function readByFetch(fetcher: typeof fetch, mostBytes: number): ReadForeignFile {
  return async (file, signal, tell) => {
    const response = await ask(fetcher, file.url, signal);
    if (!response.ok) throw refusedFile(file, response);
    const encoded = (response.headers.get('content-encoding') ?? 'identity') !== 'identity';
    const promised = encoded ? null : Number(response.headers.get('content-length')) || null;
    const totalBytes = file.bytes ?? promised ?? 0;
    if (totalBytes > mostBytes) throw tooLarge(file.name, totalBytes, mostBytes);
    tell({ type: 'download-start', file: file.name, totalBytes, cached: false });
    const { bytes, receivedBytes } = await readCounted(response, file, mostBytes, signal, (received) =>
      tell({ type: 'download-progress', file: file.name, receivedBytes: received, totalBytes: Math.max(totalBytes, received) }),
    );
    const wanted = file.bytes ?? promised;
    if (wanted !== null && receivedBytes !== wanted) {
      const code = receivedBytes < wanted ? 'file-truncated' : 'file-altered';
      throw new EngineError(code, `The file ${file.name} has ${receivedBytes} bytes, and ${wanted} were promised.`, 'Try again later.', { url: file.url, receivedBytes, totalBytes: wanted });
    }
    tell({ type: 'download-end', file: file.name, totalBytes: receivedBytes, cached: false });
    return bytes;
  };
}

async function readCounted(response: Response, { name, url }: ForeignFile, mostBytes: number, signal: AbortSignal, count: (receivedBytes: number) => void) {
  let receivedBytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, controller) {
      receivedBytes += part.length;
      if (receivedBytes > mostBytes) throw tooLarge(name, receivedBytes, mostBytes);
      count(receivedBytes);
      controller.enqueue(part);
    },
  });
  try {
    const bytes = new Uint8Array(await new Response(response.body!.pipeThrough(counter)).arrayBuffer());
    return { bytes, receivedBytes };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof EngineError) throw thrown;
    throw new EngineError('network', `The download of ${name} broke off after ${receivedBytes} bytes.`, 'Check the connection and try again.', { url, receivedBytes });
  }
}

/** One request. @throws EngineError `network` where there is no answer; the signal's reason when aborted */
export async function ask(fetcher: typeof fetch, url: string, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted();
  try {
    return await fetcher(url, { signal });
  } catch {
    signal.throwIfAborted();
    const { host } = new URL(url);
    throw new EngineError('network', `${host} could not be reached.`, 'Check the connection, or whether the network here blocks that host; the models that come with this page need no other.', { url });
  }
}

/** An answer that brings no file, in words. */
export function refusedFile({ name, url }: Pick<ForeignFile, 'name' | 'url'>, { status }: Response): EngineError {
  const { host } = new URL(url);
  const details = { url, status };
  if (status === 404 || status === 410) return new EngineError('file-missing', `The file ${name} is not on ${host}.`, 'Choose another model or another precision.', details);
  if (status === 401 || status === 403) {
    return new EngineError('model-gated', `${host} gives ${name} only to people who have signed in and accepted its terms.`, 'This page cannot sign in for you. Choose another model.', details);
  }
  if (status === 429) return new EngineError('network', `${host} has had too many requests from here.`, 'Wait some minutes, then try again.', details);
  if (status >= 500) return new EngineError('network', `${host} has a fault of its own (HTTP ${status}).`, 'Try again later.', details);
  return new EngineError('network', `${host} refused ${name} (HTTP ${status}).`, 'A filter may stand in between: ask who runs the network.', details);
}

export function tooLarge(what: string, neededBytes: number, limitBytes: number): EngineError {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  return new EngineError('model-too-large', `${what} needs a download of ${gigabytes(neededBytes)}; ${gigabytes(limitBytes)} is the most this page takes.`, 'Choose a smaller model, or one stored in fewer bits.', { neededBytes, limitBytes });
}
