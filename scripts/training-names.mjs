import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { allLocales } from '@faker-js/faker';

/**
 * `node scripts/training-names.mjs` writes public/training/names.txt: the first names of faker's European lists in Latin
 * letters, as they are written there, each once, a line each. faker is MIT-licensed; only this command uses it.
 */
const lists = ['en', 'de', 'fr', 'fr_BE', 'it', 'nl', 'es', 'es_MX', 'pt_PT', 'pt_BR', 'cs_CZ', 'pl', 'ro', 'sk', 'hr', 'da', 'sv', 'fi', 'nb_NO', 'hu'];

const names = new Set();
for (const list of lists) {
  const { generic = [], female = [], male = [] } = allLocales[list].person.first_name;
  for (const name of [...generic, ...female, ...male]) names.add(name.normalize('NFC').trim());
}

const folder = fileURLToPath(new URL('../public/training', import.meta.url));
await mkdir(folder, { recursive: true });
const sorted = [...names].toSorted();
await writeFile(`${folder}/names.txt`, `${sorted.join('\n')}\n`);
console.log(`${sorted.length} names of ${lists.length} lists`);
