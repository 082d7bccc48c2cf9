import { EngineError } from '@/lib/engine/errors';
import type { Hash } from '@/lib/engine/generation/fingerprint';
import { narrowToHalves, writeSafetensors, type HalfTensor } from '@/lib/engine/pure';
import { tokenizerConfigFile, tokenizerFile } from './character-tokenizer';
import { modelCardFile } from './model-card';
import { modelConfigFile } from './shape';
import type { TrainedModel, TrainedTensor } from './trained-model';

/** A model's files by their names, in the Hugging Face layout. */
export type ModelFolder = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export interface FreezeOptions {
  /** Of the model, for its card and folder. */
  readonly name: string;
  /** When it was frozen: an ISO date. */
  readonly date: string;
  /** SHA-256. */
  readonly hash: Hash;
}

/** The largest 16-bit float. */
const largestHalf = 65_504;

/**
 * Freezes a model: its weights as they are now, rounded to 16-bit floats, in the files that our engine and PyTorch's
 * `transformers` read. What training needs beside them (moments, batches, text) stays behind.
 * @throws EngineError `file-malformed` where a weight is no number, or too large for 16 bits
 */
export async function modelFolder(model: TrainedModel, { name, date, hash }: FreezeOptions): Promise<ModelFolder> {
  const { shape, vocabulary, weights } = model;
  const { beginId, stopId } = vocabulary;
  const halves = new Map<string, HalfTensor>();
  for (const [tensor, trained] of weights) halves.set(tensor, toHalves(tensor, trained));
  const folder = new Map<string, Uint8Array<ArrayBuffer>>([
    ['config.json', json(modelConfigFile(shape, vocabulary))],
    ['generation_config.json', json({ bos_token_id: beginId, eos_token_id: stopId, max_length: shape.contextLength })],
    ['tokenizer.json', json(tokenizerFile(vocabulary))],
    ['tokenizer_config.json', json(tokenizerConfigFile(shape.contextLength))],
    ['model.safetensors', writeSafetensors(halves)],
    ['README.md', new TextEncoder().encode(modelCardFile(model, { name, date }))],
  ]);
  const manifest: Record<string, { readonly bytes: number; readonly sha256: string }> = {};
  for (const [file, bytes] of folder) manifest[file] = { bytes: bytes.length, sha256: await hash(bytes) };
  return new Map([...folder, ['manifest.json', json(manifest)]]);
}

function toHalves(name: string, { shape, values }: TrainedTensor): HalfTensor {
  for (const value of values) if (!(Math.abs(value) <= largestHalf)) throw notFreezable(name, value);
  return { shape, values: narrowToHalves(values) };
}

const json = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

function notFreezable(name: string, value: number): EngineError {
  const what = Number.isFinite(value) ? `is ${value}, which is more than 16 bits can hold` : 'is no number any more';
  return new EngineError('file-malformed', `This model cannot be frozen: a weight of ${name} ${what}.`, 'Go back to the last good checkpoint, lower the learning rate, and train on from there.', { tensor: name });
}
