import { hardware, type Hardware } from '@/content/hardware';
import { languageModels, type LanguageModel } from '@/content/language-models';

/** Letters and digits alone, so that "RTX A6000 48GB" and "rtx-a6000-48gb" are one name. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9.]/g, '');

/** Words that say nothing of which device it is. */
const bareDevice = (name: string): string =>
  bare(name.toLowerCase().replaceAll(/\b(nvidia|geforce|amd|apple|google|tesla|instinct|radeon|tensor|gpu|graphics|rtx|rx|hbm\d\w?|gddr\d\w?)\b|\(.*?\)/g, '')).replace(/sxm\d/, 'sxm');

/** Makers' prefixes and the suffixes of tuned or converted versions, which have the same dimensions. */
const bareModel = (name: string): string =>
  bare(
    name
      .toLowerCase()
      .replace(/^.*\//, '')
      .replaceAll(/\(.*?\)/g, '')
      .replaceAll(/\bmeta[- ]|[- ](instruct|chat|base|hf|it|bf16|fp16|fp8|nvfp4|fp4|gguf|awq|gptq|\d{4})\b/g, ''),
  );

/** The row whose name, or one it is also called by, is `name`; the spelling may differ. */
function find<Row extends { readonly name: string; readonly alsoCalled?: readonly string[] }>(rows: readonly Row[], name: string, spell: (name: string) => string): Row | undefined {
  const named = (wanted: string, spelling: (name: string) => string): Row | undefined =>
    rows.find((row) => [row.name, ...(row.alsoCalled ?? [])].some((own) => spelling(own) === wanted));
  return spell(name) === '' ? undefined : (named(bare(name), bare) ?? named(spell(name), spell));
}

/** A model of content/language-models.ts: "llama 3.1 8b", "meta-llama/Llama-3.1-8B-Instruct". */
export const findModel = (name: string): LanguageModel | undefined => find(languageModels, name, bareModel);

/** Without the size of its memory and the number of its cores, which not every source says. */
const loose = (name: string): string => bareDevice(name.toLowerCase().replaceAll(/(^|[\s-])\d+\s?gb\b|\b\d+[^a-z0-9]core\b/g, ''));

/** A device of content/hardware.ts: "RTX 4090", "4090 24GB", "NVIDIA H100 SXM5". Where no name fits whole, memory and cores are left out. */
export const findHardware = (name: string): Hardware | undefined => find(hardware, name, bareDevice) ?? find(hardware, name, loose);
