import { EngineError } from '@/lib/engine/errors';
import { parseRecording, parseTokenizerRecording, type Recording, type TokenizerRecording } from './recording';

/** A run's recording by its name, fetched once a visit. @throws EngineError `file-missing`, `network`, `file-malformed` */
export const loadRecording: (name: string) => Promise<Recording> = recordingLoader(parseRecording);

/** The tokenizer's recording, likewise. */
export const loadTokenizerRecording: (name: string) => Promise<TokenizerRecording> = recordingLoader(parseTokenizerRecording);

/** For a widget whose recording has a shape of its own: loads it by name, once a visit. Throws as `loadRecording` does. */
export function recordingLoader<T>(parse: (text: string, name: string) => T): (name: string) => Promise<T> {
  return oncePerName(async (name) => parse(await fetchText(name), name));
}

/** Remembers what was loaded, and forgets what failed. */
function oncePerName<T>(load: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name) => {
    const loading = known.get(name) ?? load(name);
    known.set(name, loading);
    loading.catch(() => known.delete(name));
    return loading;
  };
}

async function fetchText(name: string): Promise<string> {
  const url = `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/recordings/${name}.json`;
  const remedy = 'Run it live, or reload the page.';
  const response = await fetch(url).catch((thrown: unknown) => {
    throw new EngineError('network', `The recording ${name} could not be fetched: ${String(thrown)}.`, remedy, { url });
  });
  if (!response.ok) {
    const code = response.status === 404 ? 'file-missing' : 'network';
    throw new EngineError(code, `The recording ${name} is not there (HTTP ${response.status}).`, remedy, { url, status: response.status });
  }
  return response.text();
}
