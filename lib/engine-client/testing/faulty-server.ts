import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FaultyServer {
  readonly url: string;
  /** The Range header of each request so far, in order; '' where it had none. */
  readonly ranges: string[];
  /** What is served; may be changed between requests. */
  content: Uint8Array;
  /** Answers the n-th request (from 0) in its own way; undefined: as a good server would. */
  fault: (count: number, request: IncomingMessage, response: ServerResponse) => boolean | undefined;
  close(): Promise<void>;
}

/** A file server on a free port that can be told to fail. */
export async function faultyServer(content: Uint8Array): Promise<FaultyServer> {
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    const count = ranges.length;
    ranges.push(request.headers.range ?? '');
    if (faulty.fault(count, request, response)) return;
    serveWell(faulty.content, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const faulty: FaultyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model/`,
    ranges,
    content,
    fault: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return faulty;
}

function serveWell(content: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  if (from === undefined) {
    response.writeHead(200, { 'content-length': content.length });
    response.end(content);
    return;
  }
  const start = Number(from);
  if (start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` });
    response.end();
    return;
  }
  const part = content.subarray(start);
  response.writeHead(206, { 'content-length': part.length, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` });
  response.end(part);
}

/** Sends the first `bytes` of what was asked for, truthfully announced, and breaks the connection. */
export function cutAfter(content: Uint8Array, bytes: number, request: IncomingMessage, response: ServerResponse): true {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const part = content.subarray(start);
  const headers: Record<string, string | number> = { 'content-length': part.length };
  if (start > 0) headers['content-range'] = `bytes ${start}-${content.length - 1}/${content.length}`;
  response.writeHead(start > 0 ? 206 : 200, headers);
  response.write(part.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  return true;
}
