import { EngineError } from '@/lib/engine/errors';
import type { GenerationEvent, ProbeEvent, TokenPiece } from '@/lib/engine/generation/events';
import { decodeHalfFloats, encodeHalfFloats } from './half-floats';

export const recordingVersion = 1;

/** Saved runs of the real engine: what a widget shows before, or instead of, a live one. */
export interface Recording {
  readonly version: typeof recordingVersion;
  /** ISO date on which it was made. */
  readonly date: string;
  /** The device in words. */
  readonly device: string;
  /** One list of events per run; most recordings have one. */
  readonly runs: readonly (readonly GenerationEvent[])[];
}

/** Example sentences with their tokens: the tokenizer's recording. */
export interface TokenizerRecording {
  readonly version: typeof recordingVersion;
  readonly date: string;
  readonly device: string;
  readonly texts: readonly { readonly text: string; readonly pieces: readonly TokenPiece[] }[];
}

/** A recording as JSON; kept logits and attention weights as base64 of 16-bit floats. */
export function writeRecording(recording: Recording): string {
  const runs = recording.runs.map((events) => events.map(written));
  return `${JSON.stringify({ ...recording, runs })}\n`;
}

function written(event: GenerationEvent): object {
  if (event.type === 'token' && event.logits) return { ...event, logits: encodeHalfFloats(event.logits) };
  if (event.type === 'probe' && event.attention) return { ...event, attention: event.attention.map((head) => ({ ...head, weights: encodeHalfFloats(head.weights) })) };
  return event;
}

/** @throws EngineError `file-malformed` where the text is no recording of this version */
export function parseRecording(text: string, name: string): Recording {
  const file = parseFile(text, name);
  if (!Array.isArray(file.runs)) throw malformed(name, 'it has no list of runs');
  const runs = file.runs.map((events: unknown) => {
    if (!Array.isArray(events)) throw malformed(name, 'a run is not a list of events');
    return events.map((event) => parseEvent(event, name));
  });
  return { version: recordingVersion, date: file.date, device: file.device, runs };
}

/** @throws EngineError `file-malformed` */
export function parseTokenizerRecording(text: string, name: string): TokenizerRecording {
  const file = parseFile(text, name);
  const texts = file.texts;
  if (!Array.isArray(texts)) throw malformed(name, 'it has no list of texts');
  for (const entry of texts) {
    if (!isRecord(entry) || typeof entry.text !== 'string' || !isPieces(entry.pieces)) throw malformed(name, 'a text has no tokens');
  }
  return { version: recordingVersion, date: file.date, device: file.device, texts };
}

/** A recording's file before its own parts are looked at. */
export type ParsedFile = Record<string, unknown> & { readonly version: typeof recordingVersion; readonly date: string; readonly device: string };

/** What all recordings have: version, date, device. @throws EngineError `file-malformed` */
export function parseFile(text: string, name: string): ParsedFile {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw malformed(name, 'it is not JSON');
  }
  if (!isRecord(file)) throw malformed(name, 'it is not an object');
  if (file.version !== recordingVersion) throw malformed(name, `its version is ${String(file.version)}, not ${recordingVersion}`);
  if (typeof file.date !== 'string' || typeof file.device !== 'string') throw malformed(name, 'it names no date or no device');
  return file as ParsedFile;
}

function parseEvent(event: unknown, name: string): GenerationEvent {
  if (!isRecord(event) || !Number.isFinite(event.at)) throw malformed(name, 'an event has no time');
  switch (event.type) {
    case 'generation-start':
      if (typeof event.prompt !== 'string' || !isPieces(event.promptPieces)) throw malformed(name, 'a start has no prompt');
      break;
    case 'token':
      checkToken(event, name);
      if (event.logits !== undefined) return { ...event, logits: parseHalves(event.logits, name, 'logits') } as GenerationEvent;
      break;
    case 'draft':
      if (!Number.isInteger(event.index) || !Number.isInteger(event.accepted) || !isPieces(event.proposed)) throw malformed(name, 'a draft proposes no tokens');
      break;
    case 'probe':
      return parseProbe(event, name);
    case 'prefill-start':
    case 'prefill-end':
    case 'generation-end':
      break;
    default:
      throw malformed(name, `it has an event of unknown type ${String(event.type)}`);
  }
  return event as GenerationEvent;
}

function checkToken(event: Record<string, unknown>, name: string): void {
  const { index, id, text, piece, candidates } = event;
  const whole = Number.isInteger(index) && Number.isInteger(id) && typeof text === 'string' && isPieces([piece]);
  if (!whole) throw malformed(name, 'a token lacks its index, id or text');
  const listed = candidates === undefined || (Array.isArray(candidates) && candidates.every(isCandidate));
  if (!listed) throw malformed(name, 'a token has candidates without probabilities');
}

function parseProbe(event: Record<string, unknown>, name: string): ProbeEvent {
  const { index, attention, lens } = event;
  if (!Number.isInteger(index)) throw malformed(name, 'a probe has no index');
  if (lens !== undefined && !(Array.isArray(lens) && lens.every((layer) => Array.isArray(layer) && layer.every(isCandidate)))) throw malformed(name, 'a probe has a layer without predictions');
  if (attention === undefined) return event as unknown as ProbeEvent;
  if (!Array.isArray(attention) || !attention.every(isRecord)) throw malformed(name, 'a probe has attention without heads');
  return { ...event, attention: attention.map((head) => ({ ...head, weights: parseHalves(head.weights, name, 'attention weights') })) } as unknown as ProbeEvent;
}

function parseHalves(text: unknown, name: string, what: string): Float32Array {
  if (typeof text !== 'string') throw malformed(name, `its ${what} are not text`);
  try {
    return decodeHalfFloats(text);
  } catch {
    throw malformed(name, `its ${what} are damaged`);
  }
}

function isCandidate(value: unknown): boolean {
  return isRecord(value) && Number.isInteger(value.id) && typeof value.text === 'string' && Number.isFinite(value.logprob);
}

function isPieces(value: unknown): boolean {
  return Array.isArray(value) && value.every((piece) => isRecord(piece) && Number.isInteger(piece.id) && typeof piece.text === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a recording, for a reader. */
export function malformed(name: string, what: string): EngineError {
  return new EngineError('file-malformed', `The recording ${name} cannot be read: ${what}.`, 'Run it live instead.', { file: name });
}
