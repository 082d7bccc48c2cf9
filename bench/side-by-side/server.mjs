import { createServer } from 'node:http';
import { createHandler } from '../../scripts/serve.mjs';

/**
 * Serves a folder as the site is served, cross-origin isolated so that wasm may have threads, and counts what goes out.
 * @param {string} directory
 * @returns {Promise<{ origin: string, forget: () => void, sent: () => { model: number, other: number }, close: () => Promise<void> }>} `sent`: bytes
 *   of answers since `forget`, heads included: under /models/, and everything else
 */
export async function serveCounting(directory) {
  const handle = createHandler({ directory });
  let answers = [];
  const server = createServer((request, response) => {
    const { socket, url } = request;
    const before = socket.bytesWritten;
    const answer = { isModel: url.startsWith('/models/'), bytes: () => socket.bytesWritten - before };
    answers.push(answer);
    response.once('close', () => {
      const bytes = answer.bytes();
      answer.bytes = () => bytes;
    });
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    handle(request, response);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const total = (isModel) => answers.filter((answer) => answer.isModel === isModel).reduce((sum, { bytes }) => sum + bytes(), 0);
  return {
    origin: `http://localhost:${server.address().port}`,
    forget: () => (answers = []),
    sent: () => ({ model: total(true), other: total(false) }),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
