/** What PyTorch computes for a prompt (training/goldens.py writes these files and says what each field holds). */
export interface GoldenCase {
  readonly prompt: string;
  readonly prompt_ids: number[];
  readonly last_logits_top10: (readonly [id: number, logit: number])[];
  readonly logits_mean: number;
  readonly logits_std: number;
  readonly layer_output_last_position_first16: number[][];
  readonly greedy_ids: number[];
  readonly greedy_margins: number[];
  readonly greedy_text: string;
}

export interface Goldens {
  readonly weights_sha256: string;
  readonly cases: GoldenCase[];
}

/** Of every model that has goldens, by its name: the name of its folder in public/models. */
export const goldensOf: Readonly<Record<string, Goldens>> = Object.fromEntries(
  Object.entries(import.meta.glob<Goldens>('/test/goldens/*.json', { eager: true, import: 'default' })).map(([path, goldens]) => [path.split('/').at(-1)!.replace('.json', ''), goldens]),
);

/** The model that most tests run. */
export const mainModel = 'pocket-5m';

/** All others: the same tests, in fewer tokens. */
export const furtherModels = Object.keys(goldensOf).filter((name) => name !== mainModel);

export const mainGoldens = goldensOf[mainModel];

/** The first case of the main model whose text ends by itself. */
export function endingCase(): GoldenCase {
  const found = mainGoldens.cases.find(({ greedy_ids: ids }) => ids.at(-1) === 0);
  if (found === undefined) throw new Error(`None of the goldens of ${mainModel} ends by itself: give PROMPTS in training/goldens.py one that does.`);
  return found;
}
