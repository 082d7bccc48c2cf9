import { unzipSync, zipSync } from 'fflate';
import { EngineError } from '@/lib/engine/errors';
import type { ModelFolder } from './protocol';

/** A model's folder as one file: a zip with the folder in it, nothing compressed, since weights hardly shrink. Equal folders give equal zips. */
export function zipModel(name: string, files: ModelFolder): Uint8Array<ArrayBuffer> {
  const folder = folderName(name);
  const entries = Object.fromEntries([...files].map(([file, bytes]) => [`${folder}/${file}`, bytes]));
  // The earliest date that a zip can hold, in the zone of whoever makes it.
  return zipSync(entries, { level: 0, mtime: new Date(1980, 0, 1) }) as Uint8Array<ArrayBuffer>;
}

/** A model's name as every system can have it for a folder or a file. */
export const folderName = (name: string): string => name.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'model';

/** A file of a zip before it is unpacked. */
export interface ZipEntry {
  /** With its folders. */
  readonly path: string;
  /** As the zip claims. */
  readonly bytes: number;
}

/**
 * The files of a zip that `isWanted`, by their paths.
 * @throws EngineError `file-malformed` where it is no zip, or is damaged; what `isWanted` throws
 */
export function unzipFiles(zip: Uint8Array, isWanted: (entry: ZipEntry) => boolean): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  try {
    const files = unzipSync(zip, { filter: ({ name, originalSize }) => !name.endsWith('/') && isWanted({ path: name, bytes: originalSize }) });
    // Copies: what was not compressed may be a view into the zip.
    return new Map(Object.entries(files).map(([path, bytes]) => [path, bytes.slice()]));
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new EngineError('file-malformed', `The zip cannot be unpacked: ${reason}.`, 'Download it once more, or choose the files of its folder themselves.');
  }
}
