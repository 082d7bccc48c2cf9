import { EngineError } from '@/lib/engine/errors';
import type { FileSource } from './model-files';
import type { ModelFolder, ModelSize } from './protocol';

/** A model's files that are there already: nothing is fetched, and nothing of it is told. */
export class HeldFiles implements FileSource {
  readonly downloadedBytes = 0;
  private readonly files: ModelFolder;
  private readonly parsed = new Map<string, unknown>();

  constructor(files: ModelFolder) {
    // The engine takes whole buffers: a view into a larger one is copied.
    this.files = new Map([...files].map(([name, bytes]) => [name, bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice()]));
  }

  listen(): () => void {
    return () => undefined;
  }

  size(): Promise<ModelSize> {
    return Promise.resolve({ totalBytes: [...this.files.values()].reduce((sum, { length }) => sum + length, 0), cached: true });
  }

  async json(name: string): Promise<unknown> {
    if (!this.parsed.has(name)) this.parsed.set(name, parse(name, await this.bytes(name)));
    return this.parsed.get(name);
  }

  async bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = this.files.get(name);
    if (!bytes) throw new EngineError('file-missing', `The model has no file ${name}.`, 'Choose all files of its folder, or its zip.', { file: name });
    return bytes;
  }
}

function parse(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new EngineError('file-malformed', `The model file ${name} is not JSON.`, 'Download the model once more, and choose its files again.', { file: name });
  }
}
