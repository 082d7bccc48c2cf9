/**
 * `npm run recordings`: makes public/recordings from the real engine, on the CPU backend, here and now. Every run is
 * by a seed, so the text comes out the same again while model and tokenizer do. What is recorded is what the widgets ask for
 * (each script of scripts/record loads it from the widget), or they would show one thing and run another.
 *
 *   -- home tokenizer            only these
 *   -- audition "A prompt"       many seeds, to choose one by reading; nothing is saved
 */
import { readdirSync } from 'node:fs';
import { audition } from './record/stories.mjs';
import { openStudio } from './record/studio.mjs';

const notRecordings = ['stories', 'studio'];
const names = readdirSync(new URL('record/', import.meta.url))
  .map((file) => file.replace(/\.mjs$/, ''))
  .filter((name) => !notRecordings.includes(name));

const [first, ...rest] = process.argv.slice(2);
const wanted = first === undefined ? names : [first, ...rest];
const unknown = wanted.filter((name) => !names.includes(name));
if (first !== 'audition' && unknown.length > 0) {
  console.error(`There is no recording called ${unknown.join(' or ')}. There are ${names.join(', ')}.`);
  process.exit(1);
}

const studio = await openStudio();
if (first === 'audition') await audition(studio, rest.join(' '));
else {
  for (const name of wanted) {
    const { record } = await import(`./record/${name}.mjs`);
    await record(studio);
  }
}
await studio.close();
