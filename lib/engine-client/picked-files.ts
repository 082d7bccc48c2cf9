import { EngineError } from '@/lib/engine/errors';
import type { HeldModel } from './held-models';
import type { ZipEntry } from './model-zip';

/** A file that the reader chose, as far as it is looked at. */
export type PickedFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** More is refused before it is read: everything is held in memory, twice while it is loaded. */
export const mostModelBytes = 256 * 1024 * 1024;

/** What a model cannot do without. */
const needed = ['config.json', 'tokenizer.json', 'model.safetensors'] as const;
/** What is taken besides, where it is there. */
const wanted: readonly string[] = [...needed, 'tokenizer_config.json', 'generation_config.json', 'README.md'];

const whichFiles = 'Choose a zip that was downloaded here, or config.json, tokenizer.json and model.safetensors of one model together.';

/**
 * A model from files that the reader chose: a zip, or the files of its folder. Only names and sizes are checked here, and that
 * the zip is whole; whether the files are a model of this engine, its worker says (`checkModel`).
 * @throws EngineError `file-missing`, `file-malformed`, `model-too-large`
 */
export async function readPickedFiles(picked: readonly PickedFile[]): Promise<HeldModel> {
  if (picked.length === 0) throw new EngineError('file-missing', 'No file was chosen.', whichFiles);
  const zips = picked.filter(({ name }) => name.toLowerCase().endsWith('.zip'));
  if (zips.length > 1 || (zips.length === 1 && picked.length > 1)) throw new EngineError('file-malformed', 'A zip and other files were chosen together.', 'Choose one zip alone, or the files of one model.');
  return zips.length === 1 ? readZip(zips[0]) : readFolder(picked);
}

async function readZip(zip: PickedFile): Promise<HeldModel> {
  checkSize(zip.size);
  const seen: string[] = [];
  let bytes = 0;
  const isWanted = (entry: ZipEntry) => {
    seen.push(entry.path);
    if (!wanted.includes(baseName(entry.path)) || isMacNote(entry.path)) return false;
    bytes += entry.bytes;
    checkSize(bytes);
    return true;
  };
  const { unzipFiles } = await import('./model-zip');
  const paths = unzipFiles(new Uint8Array(await zip.arrayBuffer()), isWanted);
  const folders = new Set([...paths.keys()].map(folderOf));
  if (folders.size > 1) throw new EngineError('file-malformed', `The zip holds files of ${folders.size} folders: ${[...folders].map((folder) => folder || 'its top').join(', ')}.`, 'Choose a zip with one model in it.');
  const files = new Map([...paths].map(([path, content]) => [baseName(path), content]));
  checkNeeded(files, seen.map(baseName));
  return { name: baseName([...folders][0]) || zip.name.slice(0, -'.zip'.length), files: withTokenizerConfig(files) };
}

async function readFolder(picked: readonly PickedFile[]): Promise<HeldModel> {
  const chosen = picked.filter(({ name }) => wanted.includes(name));
  checkNeeded(new Map(chosen.map(({ name }) => [name, null])), picked.map(({ name }) => name));
  if (new Set(chosen.map(({ name }) => name)).size < chosen.length) throw new EngineError('file-malformed', 'Two of the files have the same name.', 'Choose the files of one model only.');
  checkSize(chosen.reduce((sum, { size }) => sum + size, 0));
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const file of chosen) files.set(file.name, new Uint8Array(await file.arrayBuffer()));
  return { name: 'model from files', files: withTokenizerConfig(files) };
}

/** Folders of a few models lack it; nothing in it is indispensable. */
function withTokenizerConfig(files: Map<string, Uint8Array<ArrayBuffer>>): Map<string, Uint8Array<ArrayBuffer>> {
  if (!files.has('tokenizer_config.json')) files.set('tokenizer_config.json', new TextEncoder().encode('{}'));
  return files;
}

function checkNeeded(files: Map<string, Uint8Array<ArrayBuffer> | null>, seen: readonly string[]): void {
  const missing = needed.filter((name) => !files.has(name));
  if (missing.length === 0) return;
  const other = seen.map((name) => otherFormats.find(({ pattern }) => pattern.test(name))).find(Boolean);
  throw new EngineError('file-missing', `There is no ${inList(missing)} among what you chose.${other ? ` ${other.words}` : ''}`, whichFiles, { missing: missing.join(', ') });
}

/** What people have instead. */
const otherFormats = [
  { pattern: /^model-\d+-of-\d+\.safetensors$|\.safetensors\.index\.json$/, words: 'A model in several parts is not read here: it is too large for a page.' },
  { pattern: /\.gguf$/i, words: 'A .gguf file is llama.cpp’s; this engine reads safetensors.' },
  { pattern: /\.(bin|pt|pth|ckpt)$/i, words: 'A file that PyTorch pickled can run programs when it is opened; this engine reads safetensors only.' },
  { pattern: /\.onnx$/i, words: 'An .onnx file is a program with its weights; this engine reads safetensors.' },
] as const;

function checkSize(bytes: number): void {
  if (bytes <= mostModelBytes) return;
  const mega = (count: number) => Math.round(count / 1_000_000).toLocaleString('en-GB');
  throw new EngineError('model-too-large', `The model has ${mega(bytes)} MB; this page opens ${mega(mostModelBytes)} MB at most.`, 'Choose a smaller one.', { bytes, limit: mostModelBytes });
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
/** A Mac's zip has a shadow of every file. */
const isMacNote = (path: string): boolean => path.startsWith('__MACOSX/');

function inList(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
