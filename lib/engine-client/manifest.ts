import { EngineError } from '@/lib/engine/errors';

/** One file of a model as its manifest.json names it. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export type Manifest = readonly ManifestFile[];

/** @throws EngineError `file-malformed` where the text is no manifest */
export function parseManifest(text: string, url: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw malformed(url, 'it is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw malformed(url, 'it is not an object');
  return Object.entries(parsed).map(([name, entry]: [string, unknown]) => {
    const { bytes, sha256 } = (entry ?? {}) as { bytes?: unknown; sha256?: unknown };
    if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes <= 0) throw malformed(url, `${name} has no size`);
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw malformed(url, `${name} has no SHA-256`);
    return { name, bytes, sha256 };
  });
}

/** @throws EngineError `file-malformed` where the manifest does not name the file */
export function findInManifest(manifest: Manifest, name: string, url: string): ManifestFile {
  const file = manifest.find((candidate) => candidate.name === name);
  if (!file) throw malformed(url, `it does not name ${name}`);
  return file;
}

function malformed(url: string, what: string): EngineError {
  return new EngineError(
    'file-malformed',
    `The model's list of files cannot be read: ${what}.`,
    'If this site is yours, copy the model folder again, manifest.json with it; if not, tell its owner.',
    { url },
  );
}
