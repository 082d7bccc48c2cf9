import { isOwnModel, pocket5m, student } from '@/content/own-models';
import { heldName, isHeld } from '@/lib/engine-client/held-models';
import type { LinkState } from '@/lib/engine-client/url-state';
import type { Precision, PrecisionPlan } from '@/lib/engine/generation/precision';
import { isSeed } from '../shared/seed';

/** Widest first. */
export const precisions: readonly Precision[] = ['f32', 'f16', 'q8', 'q4', 'q2'];

/** Who computes. `ours` takes the best device here, or what `?engine=` asks for. */
export type EngineChoice = 'ours' | 'ours-webgpu' | 'ours-cpu' | 'transformers-webgpu' | 'transformers-wasm';

export const engineChoices: readonly EngineChoice[] = ['ours', 'ours-webgpu', 'ours-cpu', 'transformers-webgpu', 'transformers-wasm'];

/** Weights that share a scale. */
export type BlockChoice = '16' | '32' | '64' | 'row' | 'tensor';

export const blockChoices: readonly BlockChoice[] = ['16', '32', '64', 'row', 'tensor'];

/** In which the model can draft for itself. */
export const draftPrecisions = ['q4', 'q2'] as const;

/**
 * Who drafts in speculative decoding: the model itself in one of `draftPrecisions`, or the student by its name.
 * `off`: every token is the model's own work.
 */
export const draftChoices: readonly string[] = ['off', ...draftPrecisions, student.name];

export const sequenceChoices = [1, 2, 4, 8, 16, 32] as const;
export const lengthChoices = [32, 64, 128, 256, 480] as const;
export const draftLengths = [2, 4, 6, 8] as const;

/** Everything the reader can set. */
export interface PlaygroundSettings {
  readonly prompt: string;
  /** The prompt is too long for the model, and the reader let it read only the end. */
  readonly cut: boolean;
  readonly engine: EngineChoice;
  /** One of ours by its name, one that this page holds (`holdModel`), or a repository of the hub: `owner/name`. */
  readonly model: string;
  /** Of a hub model: which of its files; `''`: the one that is offered first. */
  readonly dtype: string;
  readonly precision: Precision;
  readonly block: BlockChoice;
  readonly sequences: number;
  readonly cache: boolean;
  /** One of `draftChoices`. */
  readonly draft: string;
  /** Tokens that the draft proposes at a time. */
  readonly draftTokens: number;
  readonly temperature: number;
  /** 0: off. */
  readonly topK: number;
  /** 1: off. */
  readonly topP: number;
  /** Of the first sequence; each one after it has the next. */
  readonly seed: number;
  /** Most tokens of one Run, for each sequence. */
  readonly length: number;
  /** Shown slowly enough to watch; else as fast as it is made. What is made is the same. */
  readonly watch: boolean;
}

/** A run that starts at one press, and writes something worth reading. */
export const startSettings: PlaygroundSettings = {
  prompt: 'Once upon a time, a little fox found a red boat',
  cut: false,
  engine: 'ours',
  model: pocket5m.name,
  dtype: '',
  precision: 'f16',
  block: '32',
  sequences: 1,
  cache: true,
  draft: 'off',
  draftTokens: 4,
  temperature: 0.8,
  topK: 40,
  topP: 1,
  seed: 12,
  length: 128,
  watch: true,
};

export const goodPrompts: readonly string[] = [startSettings.prompt, 'Tom and his sister wanted to build a house for the snail.', '"I can fly," said the little frog. "Look at', ''];

export const highestTemperature = 2;
export const topKStops: readonly number[] = [1, 2, 3, 5, 10, 20, 40, 100, 500, 0];

/** Owner and name as the hub writes them. */
export const isRepository = (text: string): boolean => /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/.test(text);

/** Whether our engine runs the model: the site's, or one that the reader trained or opened. */
export const isForOurs = (model: string): boolean => isOwnModel(model) || isHeld(model);

export const isOwnEngine = (engine: EngineChoice): boolean => engine.startsWith('ours');

/** The settings after a change: a model and an engine that suit each other, and a new prompt uncut. */
export function changed(settings: PlaygroundSettings, change: Partial<PlaygroundSettings>): PlaygroundSettings {
  const next = { ...settings, ...(change.prompt !== undefined && { cut: false }), ...change };
  const isHub = !isForOurs(next.model);
  if (isHub && isOwnEngine(next.engine)) return change.engine ? { ...next, model: pocket5m.name } : { ...next, engine: 'transformers-webgpu' };
  if (!isHub && !isOwnEngine(next.engine) && change.model !== undefined) return { ...next, engine: 'ours' };
  return next;
}

/** Why a control has no effect now, in words; absent: it has. */
export type Refusals = Readonly<Partial<Record<'precision' | 'block' | 'sequences' | 'cache' | 'draft', string>>>;

/** What the engine in use can do. */
export interface Abilities {
  readonly precision: boolean;
  readonly batch: boolean;
  readonly cacheOff: boolean;
  readonly draft: boolean;
}

const everything: Abilities = { precision: true, batch: true, cacheOff: true, draft: true };

/** What an engine of this choice can do: known before it is loaded. */
export const abilitiesOf = (engine: EngineChoice): Abilities => (isOwnEngine(engine) ? everything : { ...everything, precision: false, batch: false, draft: false });

/** Which controls have no effect now, and why. */
export function refusalsOf(settings: PlaygroundSettings): Refusals {
  const able = abilitiesOf(settings.engine);
  const foreign = 'transformers.js runs a model as its file is.';
  return {
    ...(!able.precision && { precision: foreign }),
    ...(able.precision && !isQuantised(settings.precision) && { block: 'Floats have no blocks.' }),
    ...(!able.precision && { block: foreign }),
    ...(!able.batch && { sequences: 'transformers.js runs one sequence here.' }),
    ...(!able.cacheOff ? { cache: 'transformers.js keeps its cache.' } : settings.sequences > 1 && { cache: 'Always on for several sequences.' }),
    ...(!able.draft
      ? { draft: 'Only our engine has a draft.' }
      : settings.sequences > 1
        ? { draft: 'For one sequence only.' }
        : !settings.cache
          ? { draft: 'A draft needs the cache.' }
          : isHeld(settings.model) && settings.draft === student.name
            ? { draft: 'This model has other tokens than the student: q4 or q2 can draft.' }
            : settings.draft === settings.model && { draft: 'A model is no draft for itself: q4 or q2 is.' }),
  };
}

const isQuantised = (precision: Precision): boolean => precision.startsWith('q');

/** What really holds in a run: what has no effect is as if it were not set. The reader's own choice is kept. */
export function inEffect(settings: PlaygroundSettings): PlaygroundSettings {
  const refused = refusalsOf(settings);
  return {
    ...settings,
    ...(refused.sequences && { sequences: 1 }),
    ...(refused.cache && { cache: true }),
    ...(refused.draft && { draft: 'off' }),
    ...(refused.block && { block: startSettings.block }),
  };
}

/** How the weights are to be made. */
export function planOf({ precision, block }: PlaygroundSettings): PrecisionPlan {
  const shared = block === 'row' || block === 'tensor' ? block : Number(block);
  return { precision, ...(block !== startSettings.block && { block: shared }) };
}

/** How a setting differs from another run's, for a heading: `q4 · cache off`. */
export function difference(one: PlaygroundSettings, other: PlaygroundSettings): readonly string[] {
  return (Object.keys(one) as (keyof PlaygroundSettings)[]).filter((key) => key !== 'watch' && one[key] !== other[key]).map((key) => inWords(one, key));
}

/** One setting in a word or two. */
export function inWords(settings: PlaygroundSettings, key: keyof PlaygroundSettings): string {
  const { engine, model, dtype, precision, block, sequences, cache, cut, draft, draftTokens, temperature, topK, topP, seed, length, watch } = settings;
  switch (key) {
    case 'prompt':
      return 'another prompt';
    case 'cut':
      return cut ? 'prompt cut' : 'prompt whole';
    case 'engine':
      return engineWords[engine];
    case 'model':
      return isHeld(model) ? heldName(model) : model;
    case 'dtype':
      return dtype || 'its first file';
    case 'precision':
      return precision;
    case 'block':
      return block === 'row' || block === 'tensor' ? `one scale a ${block}` : `blocks of ${block}`;
    case 'sequences':
      return sequences === 1 ? '1 sequence' : `${sequences} sequences`;
    case 'cache':
      return cache ? 'cache on' : 'cache off';
    case 'draft':
      return draft === 'off' ? 'no draft' : `draft ${draft}`;
    case 'draftTokens':
      return `${draftTokens} proposed`;
    case 'temperature':
      return temperature === 0 ? 'greedy' : `temperature ${temperature.toFixed(1)}`;
    case 'topK':
      return topK === 0 ? 'top-k off' : `top-k ${topK}`;
    case 'topP':
      return topP === 1 ? 'top-p off' : `top-p ${topP}`;
    case 'seed':
      return `seed ${seed}`;
    case 'length':
      return `${length} tokens`;
    case 'watch':
      return watch ? 'slow enough to watch' : 'as fast as it is made';
    default:
      return key satisfies never;
  }
}

export const engineWords: Readonly<Record<EngineChoice, string>> = {
  ours: 'Ours, the best here',
  'ours-webgpu': 'Ours, on WebGPU',
  'ours-cpu': 'Ours, on the CPU',
  'transformers-webgpu': 'transformers.js, on WebGPU',
  'transformers-wasm': 'transformers.js, on the CPU',
};

/** `data-case` of a run's figures: the setting that stands out. */
export function caseOf({ sequences, cache, draft }: PlaygroundSettings, precision: Precision): string {
  if (sequences > 1) return `batch-${sequences}`;
  if (!cache) return 'cache-off';
  return draft === 'off' ? precision : `draft-${draft}`;
}

/** As a link carries it. */
export function linkOf({ prompt, ...settings }: PlaygroundSettings, tokens: readonly number[]): LinkState {
  // A model that is on this device alone stays out, and what it wrote: another model would read other words in its tokens.
  const stays = isHeld(settings.model);
  const told = Object.entries(settings).filter(([key, value]) => value !== startSettings[key as keyof PlaygroundSettings] && !(stays && key === 'model'));
  return { prompt, settings: Object.fromEntries(told), tokens: stays ? [] : tokens };
}

type Check = { readonly [Key in keyof PlaygroundSettings]: (value: unknown) => boolean };

const among = (choices: readonly unknown[]) => (value: unknown) => choices.includes(value);
const isNumber = (isGood: (value: number) => boolean) => (value: unknown) => typeof value === 'number' && isGood(value);
const isFlag = (value: unknown) => typeof value === 'boolean';

const checks: Check = {
  prompt: (value) => typeof value === 'string',
  cut: isFlag,
  engine: among(engineChoices),
  model: (value) => typeof value === 'string' && (isOwnModel(value) || isRepository(value)),
  dtype: (value) => typeof value === 'string' && /^[a-z0-9]{0,8}$/.test(value),
  precision: among(precisions),
  block: among(blockChoices),
  sequences: among(sequenceChoices),
  cache: isFlag,
  draft: among(draftChoices),
  draftTokens: among(draftLengths),
  temperature: isNumber((value) => value >= 0 && value <= highestTemperature),
  topK: isNumber((value) => Number.isInteger(value) && value >= 0),
  topP: isNumber((value) => value > 0 && value <= 1),
  seed: isNumber(isSeed),
  length: among(lengthChoices),
  watch: isFlag,
};

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ prompt, settings = {} }: LinkState): PlaygroundSettings {
  const said: Record<string, unknown> = { ...settings, prompt };
  const read = Object.entries(checks).flatMap(([key, isGood]) => (isGood(said[key]) ? [[key, said[key]]] : []));
  const together = { ...startSettings, ...Object.fromEntries(read) } as PlaygroundSettings;
  // An engine and a model that do not suit each other: the model tells.
  return changed(together, { model: together.model, ...(prompt !== undefined && { cut: together.cut }) });
}

/** Position of the slider for a top-k, which may come from a link: the stop nearest above. */
export function topKStop(topK: number): number {
  const found = topKStops.findIndex((stop) => stop === 0 || (topK > 0 && stop >= topK));
  return topK === 0 ? topKStops.length - 1 : found;
}
