import { hardware, type Hardware } from '@/content/hardware';
import { languageModels, type LanguageModel } from '@/content/language-models';

/** Letters, digits and points alone, so that "RTX A6000 48GB" and "rtx-a6000-48gb" are one name. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9.]/g, '');

const namesOf = ({ name, alsoCalled = [] }: { readonly name: string; readonly alsoCalled?: readonly string[] }): readonly string[] => [name, ...alsoCalled];

/** Makers' prefixes and the suffixes of tuned or converted versions, which have the same dimensions. */
const bareModel = (name: string): string =>
  bare(
    name
      .toLowerCase()
      .replace(/^.*\//, '')
      .replace(/\.gguf$/, '')
      .replaceAll(/\(.*?\)/g, '')
      .replaceAll(/[- .]i?q\d(_\w+)?$/g, '')
      .replaceAll(/\bmeta[- ]|[- ](instruct|chat|base|hf|it|bf16|fp16|f16|fp8|mxfp4|nvfp4|fp4|int8|int4|w\d+a\d+|gguf|awq|gptq|\d{4})\b/g, ''),
  );

/** A model of content/language-models.ts: "llama 3.1 8b", "meta-llama/Llama-3.1-8B-Instruct", "Llama-3.1-8B-Instruct-Q4_K_M.gguf". Anything else finds nothing. */
export function findModel(name: unknown): LanguageModel | undefined {
  if (typeof name !== 'string' || bareModel(name) === '') return undefined;
  const named = (spell: (name: string) => string): LanguageModel | undefined => languageModels.find((model) => namesOf(model).some((own) => spell(own) === spell(name)));
  return named(bare) ?? named(bareModel);
}

/** What a device's name says: its kind, and memory and GPU cores where they are stated. */
interface Description {
  readonly kind: string;
  /** GB, as sold. Several only where a name contradicts itself or names a part of a device ("A100-SXM4-80GB MIG 1g.10gb"). */
  readonly memories: readonly number[];
  readonly cores: readonly number[];
}

const memoryPattern = /(\d+)\s?g(?:i?b)?\b/g;
/** Not the CPU's, which Apple's names may give too. */
const coresPattern = /(\d+)[\s-]?cores?\b(?!\s?cpu)/g;
/** Words that say nothing of which device it is. Generations of memory and of the SXM socket go with a GPU's name: no two variants differ by them alone. */
const emptyWords = /\b(nvidia|geforce|amd|apple|google|cloud|tpu|tesla|instinct|radeon|tensor core|tensor|gpu|graphics|generation|edition|oam|hbm\d\w?|gddr\d\w?|rtx|rx)\b|\br(tx|x)(?=\d)/g;

function describe(name: string): Description {
  // Sources write hyphens of several kinds, and underscores where a space may not stand.
  const words = name.toLowerCase().replaceAll(/[_\u2010-\u2015]/g, ' ');
  const numbers = (pattern: RegExp): readonly number[] => [...new Set([...words.matchAll(pattern)].map(([, digits]) => Number(digits)))];
  const kind = words
    .replaceAll(memoryPattern, ' ')
    .replaceAll(/\d+[\s-]?cores?\b(\s?cpu)?/g, ' ')
    .replaceAll(/\bsxm\d\b/g, 'sxm')
    .replaceAll(emptyWords, ' ');
  return { kind: bare(kind), memories: numbers(memoryPattern), cores: numbers(coresPattern) };
}

const same = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join();

/** All of a device's own names, read once. */
const described = hardware.map((row) => {
  const names = namesOf(row).map(describe);
  return { row, names, cores: names.flatMap(({ cores }) => cores), memories: [row.memory, ...names.flatMap(({ memories }) => memories)] };
});
type Described = (typeof described)[number];

/** No stated number contradicts the row. Apple's buyers choose the memory, up to the most that is sold. */
const permits = ({ row, cores, memories }: Described, wanted: Description): boolean =>
  wanted.memories.every((size) => memories.includes(size) || (row.family === 'apple' && size > 0 && size < row.memory)) && wanted.cores.every((count) => cores.length === 0 || cores.includes(count));

/** From the closest way to be meant by a name to the loosest. */
const ways: readonly ((own: Description, wanted: Description) => boolean)[] = [
  (own, wanted) => same(own.memories, wanted.memories) && same(own.cores, wanted.cores),
  (own, wanted) => same(own.cores, wanted.cores),
  () => true,
];

/**
 * A device of content/hardware.ts: "RTX 4090", "4090 24GB", "NVIDIA A100-SXM4-80GB". A size of memory or a number of cores that is no row's
 * finds nothing, nor does a name that fits several devices equally well, nor anything but a string. An Apple device comes with the memory that
 * its name states.
 */
export function findHardware(name: unknown): Hardware | undefined {
  if (typeof name !== 'string') return undefined;
  const wanted = describe(name);
  const exact = hardware.find((row) => namesOf(row).some((own) => bare(own) === bare(name)));
  if (exact) return withMemory(exact, wanted.memories[0]);
  if (wanted.kind === '' || wanted.memories.length > 1 || wanted.cores.length > 1) return undefined;
  for (const meant of ways) {
    const found = described.filter((each) => permits(each, wanted) && each.names.some((own) => own.kind === wanted.kind && meant(own, wanted)));
    if (found.length > 0) return found.length === 1 ? withMemory(found[0]!.row, wanted.memories[0]) : undefined;
  }
  return undefined;
}

const withMemory = (row: Hardware, memory?: number): Hardware => (row.family === 'apple' && memory !== undefined ? { ...row, memory } : row);
