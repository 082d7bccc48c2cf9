import { hubOrigin } from './hub';

/** A file as a fake hub lists it. */
export interface FakeFile {
  readonly path: string;
  readonly size: number;
  readonly sha256?: string;
}

/** The hub's answer about a model, in its own form. https://huggingface.co/docs/hub/api */
export function hubAnswer(repository: string, files: readonly FakeFile[], extra: Readonly<Record<string, unknown>> = {}): Response {
  const siblings = files.map(({ path, size, sha256 }) => ({ rfilename: path, size, blobId: 'f00d', ...(sha256 && { lfs: { sha256, size, pointerSize: 134 } }) }));
  return Response.json({ id: repository, sha: 'c0ffee', private: false, gated: false, siblings, ...extra });
}

export const testModelPaths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'generation_config.json', 'onnx/model.onnx'];

/**
 * A hub with one model, whose files are those under `folder` (an address with a slash at its end), each fetched when it is asked for.
 * @param listed further files that are listed, and not there
 */
export async function fakeHub(repository: string, folder: string, listed: readonly FakeFile[] = []): Promise<{ fetch: typeof fetch; asked: string[] }> {
  const bodies = new Map<string, ArrayBuffer>();
  for (const path of testModelPaths) bodies.set(path, await (await fetch(folder + path)).arrayBuffer());
  const asked: string[] = [];
  const answer = (url: string): Response => {
    asked.push(url);
    if (url.startsWith(`${hubOrigin}/api/models/${repository}?`)) {
      return hubAnswer(repository, [...[...bodies].map(([path, body]) => ({ path, size: body.byteLength })), ...listed]);
    }
    const path = url.slice(`${hubOrigin}/${repository}/resolve/c0ffee/`.length);
    const body = bodies.get(path);
    return body ? new Response(body, { headers: { 'content-length': String(body.byteLength) } }) : new Response('Entry not found', { status: 404 });
  };
  return { fetch: async (request) => answer(String(request)), asked };
}
