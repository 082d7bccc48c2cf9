import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecording, parseTokenizerRecording } from '@/lib/engine-client/recording';

const read = (name: string) => readFileSync(join(process.cwd(), 'public/recordings', `${name}.json`), 'utf8');

/** A recording at build time: what a widget's HTML shows before, and without, any script. */
export const recordingAtBuild = (name: string) => parseRecording(read(name), name);

/** The tokenizer's recording, likewise. */
export const tokenizerRecordingAtBuild = (name: string) => parseTokenizerRecording(read(name), name);

/** A recording of a shape of its own. */
export const recordedFileAtBuild = <T>(name: string, parse: (text: string, name: string) => T): T => parse(read(name), name);
