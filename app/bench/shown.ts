import type { ComparedMeasure } from '@/lib/measure/side-by-side';

/** A measure as the page shows it. */
export interface ShownMeasure {
  readonly name: ComparedMeasure;
  readonly title: string;
  /** How a ratio is told: of a speed, of a time, of an amount of bytes. */
  readonly kind: 'speed' | 'time' | 'bytes';
  /** What exactly is measured. */
  readonly how: string;
}

/** In the order in which a reader meets them: arriving, reading the prompt, writing, and what it costs. */
export const shownMeasures: readonly ShownMeasure[] = [
  {
    name: 'other-bytes',
    title: 'Bytes besides the model',
    kind: 'bytes',
    how: 'Scripts, wasm and all else that left the server until the first token, compressed, on a first visit.',
  },
  {
    name: 'total-bytes',
    title: 'All bytes until the first token',
    kind: 'bytes',
    how: 'The same with the model’s files. Ours makes every precision from the one fp16 file; the others fetch one file for each.',
  },
  {
    name: 'first-token-cold',
    title: 'First token, on a first visit',
    kind: 'time',
    how: 'From opening the page, with nothing kept from before, to the first token. The server is on the same machine, so bytes cost nearly nothing here.',
  },
  {
    name: 'first-token-warm',
    title: 'First token, on a second visit',
    kind: 'time',
    how: 'The same with whatever each has kept: files, and compiled shaders.',
  },
  { name: 'prefill', title: 'Reading the prompt', kind: 'speed', how: 'Prefill: the tokens of the prompt over the time to the first token; the model is there, the prompt is new.' },
  { name: 'decode', title: 'Writing one text', kind: 'speed', how: 'Decode: one over the median gap between two tokens, each gap the mean of eight in a row.' },
  { name: 'throughput-8', title: 'Writing 8 texts at once', kind: 'speed', how: 'Tokens of all texts together over the time from the request to the last of them, reading the prompts included.' },
  { name: 'throughput-32', title: 'Writing 32 texts at once', kind: 'speed', how: 'The same with 32 texts, where there was time for them.' },
  { name: 'peak-memory', title: 'Peak memory', kind: 'bytes', how: 'The most memory that the page’s and the GPU’s processes held until one text was written; the browser’s own part is in it.' },
];
