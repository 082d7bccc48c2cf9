import type { Backend } from '../kernels/backend';
import type { Weights } from '../model/weights';
import type { Fingerprint } from './measurements';

/** SHA-256 of some bytes, in lower-case hexadecimal. */
export type Hash = (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;

/**
 * Reads the weights back from the memory that the kernels compute with (a GPU’s buffers, or WebAssembly’s memory) and hashes the words
 * as they lie there: tensor by tensor, in the file’s order, and then the tensors’ hashes, as one text of hexadecimal digits. Nothing
 * of the file is looked at. Devices store words alike (tensor/layout.ts), so that equal weights in equal precision have one
 * fingerprint on all of them; the plain reference alone widens everything to f32 and has its own. The table of rotary angles is no
 * weight and is left out.
 * @throws EngineError `device-lost`; an `AbortError`
 */
export async function fingerprint(backend: Backend, weights: Weights, hash: Hash, signal?: AbortSignal): Promise<Fingerprint> {
  const tensors: Fingerprint['tensors'][number][] = [];
  // A pass with nothing in it: a run of it only reads.
  const program = await backend.capture(() => undefined);
  try {
    for (const tensor of weights.tensors) {
      if (tensor === weights.ropeAngles) continue;
      signal?.throwIfAborted();
      const [words] = await program.run([tensor]);
      tensors.push({ name: tensor.label, bytes: words.byteLength, sha256: await hash(new Uint8Array(words.buffer as ArrayBuffer, words.byteOffset, words.byteLength)) });
    }
  } finally {
    program.release();
  }
  const together = new TextEncoder().encode(tensors.map(({ sha256 }) => sha256).join(''));
  return { sha256: await hash(together), bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0), tensors };
}
