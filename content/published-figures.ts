import type { Unit } from '@/lib/measure/measure';
import { acceptanceTables, eagleSpeedups, speculativeSpeedups } from './speculation-facts';
import { decodeSpeeds } from './decode-speeds';
import { distillationFacts } from './distillation-facts';
import { type Fact, type FactId, facts } from './facts';
import { type Hardware, hardware } from './hardware';
import { hubModels } from './hub-models';
import { languageModels } from './language-models';
import { modelShapes } from './model-shapes';
import { prices } from './prices';
import { quantisationQuality } from './quantisation-quality';
import { rentalPrices } from './rental-prices';
import { servingRates } from './serving-rates';
import { type SourceId, sources } from './sources';
import { sourcesOf } from './sources-of';
import { textLengths } from './text-lengths';
import { trainingFacts } from './training-facts';

/** The tables of published figures, by their file: a page that reads one shows its figures. */
export const figureTables = {
  'content/decode-speeds': 'Speeds of writing',
  'content/distillation-facts': 'Distillation',
  'content/hardware': 'Devices',
  'content/hub-models': 'Chat models of the hub',
  'content/language-models': 'Language models',
  'content/model-shapes': 'Models whose layers are measured here',
  'content/prices': 'API prices',
  'content/published/predictions': 'Measurements by others',
  'content/quantisation-quality': 'Quality of stored precisions',
  'content/rental-prices': 'Rental prices',
  'content/serving-rates': 'Speeds of serving',
  'content/speculation-facts': 'Speculative decoding',
  'content/text-lengths': 'Lengths of texts',
  'content/training-facts': 'Training runs',
} as const;

export type FigureTable = keyof typeof figureTables;

/** What brings a figure onto a page: a lesson that quotes the fact, or a page that reads the table. */
export type FigureOrigin = { readonly kind: 'fact'; readonly id: FactId } | { readonly kind: 'table'; readonly table: FigureTable };

/** A published figure, flat: what it is, how much, of which unit, who says so and when. */
export interface PublishedFigure {
  readonly what: string;
  /** One number, or the lowest and the highest. */
  readonly value: number | readonly [lowest: number, highest: number];
  /** In words, plural; empty for a pure number such as a perplexity. */
  readonly unit: string;
  readonly source: SourceId;
  /** ISO date, month or year for which the source says it: its own, unless the figure has one. */
  readonly date: string;
  readonly note?: string;
  /** One, or two where a lesson quotes what a table also has. */
  readonly origins: readonly FigureOrigin[];
}

type Row = Omit<PublishedFigure, 'date' | 'origins'> & { readonly date?: string };

const inTable = (table: FigureTable, rows: readonly Row[]): readonly PublishedFigure[] =>
  rows.map((row) => ({ ...row, date: row.date ?? sources[row.source].date, origins: [{ kind: 'table', table }] }));

const unitWords: Partial<Record<Unit, string>> = {
  count: '',
  ratio: '',
  tokens: 'tokens',
  'tokens/s': 'tokens a second',
  'USD/million tokens': 'dollars per million tokens',
  USD: 'dollars',
  'USD/hour': 'dollars an hour',
  flops: 'FLOP',
  perplexity: '',
};

/** The published facts in words that stand by themselves. */
const factWords: Partial<Record<FactId, string>> = {
  'gpt-3-training-flops': 'GPT-3-175B: operations of training',
  'llama-405b-training-flops': 'Llama-3.1-405B: operations of training',
  'llama-405b-hours': 'Llama-3.1-405B: training, the hours of all devices together',
  'llama-405b-years': 'Llama-3.1-405B: training, on a single device, in years',
  'llama-405b-answers': 'Llama-3.1-405B: answers of 200 tokens that are as much work as its training',
  'bloom-energy': 'BLOOM-176B: energy of training',
  'deepseek-dollars': 'DeepSeek-V3: training',
  'llama-parameters': 'Llama 3.1 405B: parameters',
  'llama-vocabulary': 'Llama 3: vocabulary',
  'language-spread': 'Tokens of a text in one language, against the same text in another: up to',
  'identical-requests': 'Identical requests at temperature 0: sent',
  'requests-model-parameters': 'Identical requests at temperature 0: parameters of the model',
  'different-completions': 'Identical requests at temperature 0: different completions that came back',
  'stories-time': 'TinyStories: “Once upon a time”',
  'stories-comma': 'TinyStories: “Once upon a time”, followed by a comma',
  'stories-there': 'TinyStories: “Once upon a time”, followed by “ there”',
  'gpt-5-input-price': 'GPT-5: input',
  'gpt-5-output-price': 'GPT-5: output',
  'claude-sonnet-4-5-input-price': 'Claude Sonnet 4.5: input',
  'claude-sonnet-4-5-output-price': 'Claude Sonnet 4.5: output',
  'mistral-large-input-price': 'Mistral Large (2512): input',
  'mistral-large-output-price': 'Mistral Large (2512): output',
  'h100-alone-throughput': 'GPT-J 6B on one H100, one request: tokens a second',
  'h100-alone-ttft': 'GPT-J 6B on one H100, one request: first token',
  'h100-batch-size': 'GPT-J 6B on one H100: requests at once',
  'h100-batch-throughput': 'GPT-J 6B on one H100, 64 requests at once: tokens a second of all together',
  'h100-batch-ttft': 'GPT-J 6B on one H100, 64 requests at once: first token',
  'h100-throughput-growth': 'GPT-J 6B on one H100, 64 requests against one: tokens a second',
  'h100-ttft-growth': 'GPT-J 6B on one H100, 64 requests against one: first token',
  'llama-70b-h100-ttft-128': 'Llama 2 70B on four H100, prompt of 128: first token',
  'llama-70b-h100-ttft-2048': 'Llama 2 70B on four H100, prompt of 2,048: first token',
  'llama-70b-a100-ttft-128': 'Llama 2 70B on four A100, prompt of 128: first token',
  'llama-70b-a100-ttft-2048': 'Llama 2 70B on four A100, prompt of 2,048: first token',
  'rtx-4090-reads': 'Llama 3 8B Q4_K_M on an RTX 4090: tokens read a second, prompt of 4,096',
  'rtx-4090-writes': 'Llama-3-8B, Q4_K_M, RTX 4090: writing one text',
  'm1-max-8b-writes': 'Llama-3-8B, Q4_K_M, M1 Max 32-core: writing one text',
  'm1-max-70b-writes': 'Llama 3 70B Q4_K_M on an M1 Max: tokens written a second',
  'chat-prompt': 'Azure’s trace of a chat service: tokens of a prompt, mean',
  'chat-answer': 'Azure’s trace of a chat service: tokens of an answer, mean',
  'code-prompt': 'Azure’s trace of a code service: tokens of a prompt, mean',
  'code-answer': 'Azure’s trace of a code service: tokens of an answer, mean',
  'chat-reading': 'A mean chat request on an RTX 4090, Llama 3 8B: reading the prompt',
  'chat-writing': 'A mean chat request on an RTX 4090, Llama 3 8B: writing the answer',
  'code-reading': 'A mean code request on an RTX 4090, Llama 3 8B: reading the prompt',
  'code-writing': 'A mean code request on an RTX 4090, Llama 3 8B: writing the answer',
  'llama-characters-per-token': 'Llama 3: characters of English in a token',
  'sonnet-input-price': 'Claude Sonnet 4.5: input',
  'sonnet-output-price': 'Claude Sonnet 4.5: output',
  'sonnet-read-cost': 'A mean chat message read by Claude Sonnet 4.5',
  'sonnet-write-cost': 'A mean chat answer written by Claude Sonnet 4.5',
  'sonnet-message-cost': 'A mean chat message and its answer by Claude Sonnet 4.5',
  'sonnet-monthly-cost': 'Three million mean chat messages by Claude Sonnet 4.5',
  'nano-monthly-cost': 'Three million mean chat messages by GPT-5 nano',
  'nano-factor': 'A mean chat message by Claude Sonnet 4.5 against GPT-5 nano',
  'a100-one-text-rate': 'Llama-3.1-8B on 1 × A100-SXM-80GB, bf16, one text: written',
  'h100-full-rate': 'Llama-3.1-8B on 1 × H100-SXM-80GB, fp8, always full: written',
  'h100-fetching-factor': 'Weights of 8 bits fetched by an H100 against weights of 16 bits fetched by an A100',
  'h100-company-factor': 'Llama-3.1-8B on a full H100 against one text on an A100',
  'a100-lowest-cost': 'Llama-3.1-8B on a rented A100, one text: a million tokens, lowest rent',
  'a100-highest-cost': 'Llama-3.1-8B on a rented A100, one text: a million tokens, highest rent',
  'h100-lowest-cost': 'Llama-3.1-8B on a rented H100, always full: a million tokens, lowest rent',
  'h100-highest-cost': 'Llama-3.1-8B on a rented H100, always full: a million tokens, highest rent',
  'llama-8b-list-price': 'Llama 3.1 8B, served by Together AI: output',
  'llama-70b-hours': 'Llama-3.1-70B: training, the hours of all devices together',
  'h100-median-rent': 'H100: an hour, median of 37 providers',
  'llama-70b-training-cost': 'Llama-3.1-70B: training at the median rent',
  'llama-70b-list-price': 'Llama 3.3 70B, served by Together AI: output',
  'chat-daily-cost': 'Ten million mean chat messages by a model of 70 billion parameters at its list price',
  'chat-days': 'Such days that cost as much as training Llama-3.1-70B',
  'chat-years': 'Such years that cost as much as training Llama-3.1-70B',
  'chat-days-hundred-million': 'The same with a hundred times the messages',
  'a100-seventy-rate': 'Llama-3.1-70B on 1 × A100-SXM-80GB, int8, one text: written',
  'a100-seventy-cost': 'Llama-3.1-70B on a rented A100, one text: a million tokens, lowest rent',
  'chat-days-one-text': 'Such days on rented A100s, one text at a time, that cost as much as training Llama-3.1-70B',
  'llama-training-tokens': 'Llama-3.1-70B: training tokens, about',
  'llama-crossover-tokens': 'Llama-3.1-70B: tokens after which inference has computed as much as training',
  'chat-flop-days': 'Days of ten million mean chat messages that compute as much as training Llama-3.1-70B',
  'chinchilla-tokens-per-parameter': 'Chinchilla-70B: training tokens for each parameter',
  'llama-8b-tokens-per-parameter': 'Llama-3.1-8B: training tokens for each parameter',
  'llama-8b-parameters': 'Llama-3.1-8B: parameters',
  'llama-8b-f32-bytes': 'Llama-3.1-8B: weights at 32 bits',
  'llama-8b-f16-bytes': 'Llama-3.1-8B: weights at 16 bits',
  'llama-8b-q4-bytes': 'Llama-3.1-8B: weights at 5 bits',
  'llama-70b-f16-size': 'Llama-3-70B, F16: file',
  'llama-70b-q4-size': 'Llama-3-70B, Q4_K_M: file',
  'llama-70b-f16-perplexity': 'Llama-3-70B, F16: perplexity on WikiText-2',
  'llama-70b-q8-perplexity': 'Llama-3-70B, Q8_0: perplexity on WikiText-2',
  'llama-70b-q4-perplexity': 'Llama-3-70B, Q4_K_M: perplexity on WikiText-2',
  'llama-70b-q2-perplexity': 'Llama-3-70B, Q2_K: perplexity on WikiText-2',
  'llama-7b-f16-perplexity': 'LLaMA-7B, FP16: perplexity on WikiText-2',
  'llama-7b-nearest-perplexity': 'LLaMA-7B, 3 bit, nearest: perplexity on WikiText-2',
  'llama-7b-gptq-perplexity': 'LLaMA-7B, 3 bit: perplexity on WikiText-2',
  'h100-memory': 'H100-SXM-80GB: memory, in GiB',
  '4090-f16-written': 'Llama-3-8B, F16, RTX 4090: writing one text',
  '4090-q4-written': 'Llama-3-8B, Q4_K_M, RTX 4090: writing one text',
  '4090-f16-read': 'Llama-3-8B, F16, on an RTX 4090: reading 512 tokens',
  '4090-q4-read': 'Llama-3-8B, Q4_K_M, on an RTX 4090: reading 512 tokens',
  '4090-bytes-ratio': 'Llama-3-8B: file at F16 over file at Q4_K_M',
  '4090-speed-up': 'Llama-3-8B on an RTX 4090: writing at Q4_K_M over writing at F16',
};

function wordsOf(id: FactId): string {
  const words = factWords[id];
  if (!words) throw new Error(`The fact ${id} is published, and factWords in content/published-figures.ts has no words for it.`);
  return words;
}

function factFigures(): readonly PublishedFigure[] {
  return (Object.entries(facts) as [FactId, Fact][]).flatMap(([id, { measure }]) => {
    const { provenance, value, unit } = measure;
    return sourcesOf(provenance).map((source) => ({
      what: wordsOf(id),
      value,
      unit: unitWords[unit] ?? unit,
      source,
      date: sources[source].date,
      ...(provenance.kind === 'derived' && { note: provenance.formula }),
      origins: [{ kind: 'fact', id }] as const,
    }));
  });
}

const computeNames = { f32: 'f32', f16: 'f16 and bf16', fp8: 'fp8', int8: 'int8', fp4: 'fp4' } as const;

function deviceRows({ name, teraflops, bandwidthGigabytes, memory, memoryUnit, watts, linkGigabytes, source, peakSource, note }: Hardware): readonly Row[] {
  return [
    { what: `${name}: memory`, value: memory, unit: memoryUnit, source, ...(note && { note: `of the device: ${note}` }) },
    { what: `${name}: memory bandwidth`, value: bandwidthGigabytes, unit: 'GB/s', source },
    ...(Object.keys(teraflops) as (keyof typeof computeNames)[]).map((type) => ({ what: `${name}: peak in ${computeNames[type]}, dense`, value: teraflops[type]!, unit: 'TFLOP/s', source: peakSource ?? source })),
    ...(watts === undefined ? [] : [{ what: `${name}: power`, value: watts, unit: 'W', source }]),
    ...(linkGigabytes === undefined ? [] : [{ what: `${name}: links to its neighbours, one direction`, value: linkGigabytes, unit: 'GB/s', source }]),
  ];
}

interface Dimensions {
  readonly layers: number;
  readonly dim: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
}

const dimensionsOf = ({ layers, dim, heads, kvHeads, headDim, vocab }: Dimensions) =>
  `${layers} layers, width ${dim.toLocaleString('en-GB')}, ${heads} heads of ${headDim}, ${kvHeads} KV heads, vocabulary ${vocab.toLocaleString('en-GB')}`;

const shapeNames: ReadonlySet<string> = new Set(modelShapes.map(({ name }) => name));

const languageModelRows: readonly Row[] = languageModels.flatMap((model) => {
  const { name, parameters, activeParameters, contextLength, source } = model;
  return [
    ...(shapeNames.has(name) ? [] : [{ what: `${name}: parameters, as its dimensions give them`, value: parameters, unit: '', source, note: dimensionsOf(model) }]),
    ...(activeParameters === undefined ? [] : [{ what: `${name}: parameters that one token uses`, value: activeParameters, unit: '', source }]),
    { what: `${name}: context`, value: contextLength, unit: 'tokens', source },
  ];
});

const priceRows: readonly Row[] = prices.flatMap(({ model, host, input, output, cached, asOf, source, alsoIn, note }) => {
  const name = host ? `${model}, served by ${host}` : model;
  const unit = 'dollars per million tokens';
  const row = (what: string, value: number): readonly Row[] => [
    { what: `${name}: ${what}`, value, unit, source, date: asOf, note },
    ...(alsoIn ? [{ what: `${name}: ${what}`, value, unit, source: alsoIn }] : []),
  ];
  return [...row('input', input), ...row('output', output), ...(cached === undefined ? [] : row('cached input', cached))];
});

const trainingRows: readonly Row[] = trainingFacts.flatMap((fact) => {
  const { model, source, otherSources = {}, note, device, hoursCover, tokensAre, dollarsAre } = fact;
  const rows: readonly (Row | false)[] = [
    { what: `${model}: training tokens${tokensAre ? `, ${tokensAre}` : ''}`, value: fact.tokens, unit: 'tokens', source: otherSources.tokens ?? source },
    fact.flops !== undefined && { what: `${model}: operations of training`, value: fact.flops, unit: 'FLOP', source: otherSources.flops ?? source },
    fact.deviceHours !== undefined && { what: `${model}: training`, value: fact.deviceHours, unit: `hours of one ${device}`, source, note: hoursCover },
    fact.utilisation !== undefined && { what: `${model}: use made of the peak in training`, value: [fact.utilisation[0] * 100, fact.utilisation[1] * 100], unit: '%', source: otherSources.utilisation ?? source, note },
    fact.dollars !== undefined && { what: `${model}: training`, value: fact.dollars, unit: 'dollars', source, note: dollarsAre },
    fact.kilowattHours !== undefined && { what: `${model}: energy of training`, value: fact.kilowattHours, unit: 'kWh', source },
  ];
  return rows.filter((row): row is Row => row !== false);
});

const distillationRows: readonly Row[] = distillationFacts.map(({ student, teacher, finding, value, unit, source, note }) => ({
  what: `${student}, from ${teacher}: ${finding}`,
  value,
  unit: unit === 'percent' ? '%' : unit,
  source,
  note,
}));

const speculationRows: readonly Row[] = [
  ...acceptanceTables.flatMap(({ model, draft, setting, tokensPerStep, source }) =>
    tokensPerStep.map((value, index) => ({ what: `${model}, ${draft}, ${setting}: ${index + 1} proposed`, value, unit: 'tokens a step', source })),
  ),
  ...speculativeSpeedups.map(({ model, draft, task, temperature, proposed, acceptance, draftCost, measured, source }) => ({
    what: `${model} with ${draft}, ${task}, temperature ${temperature}: speed-up`,
    value: measured,
    unit: 'times',
    source,
    note: `${proposed} proposed, ${acceptance} of them accepted, a draft step costs ${draftCost} of a step`,
  })),
  ...eagleSpeedups.map(({ draft, measured, tokensPerStep, source }) => ({ what: `Vicuna 13B with ${draft}, MT-bench, temperature 0: speed-up`, value: measured, unit: 'times', source, note: `${tokensPerStep} tokens a step` })),
];

/**
 * The same statement of one source, once.
 * @throws Error where a lesson quotes another number than the table has
 */
function merged(figures: readonly PublishedFigure[]): readonly PublishedFigure[] {
  const found = new Map<string, PublishedFigure>();
  for (const figure of figures) {
    const key = [figure.source, figure.date, figure.what, figure.unit].join('|');
    const same = found.get(key);
    if (same && String(same.value) !== String(figure.value)) throw new Error(`${figure.what}, by ${figure.source}: once ${same.value}, once ${figure.value}. One of the two tables of content/ is wrong.`);
    found.set(key, same ? { ...figure, ...same, origins: [...same.origins, ...figure.origins] } : figure);
  }
  return [...found.values()];
}

/** Every published figure that the site shows or keeps for a lesson to come, but for the measurements by others (content/published/rows.csv). */
export const publishedFigures: readonly PublishedFigure[] = merged([
  ...factFigures(),
  ...inTable('content/prices', priceRows),
  ...inTable(
    'content/rental-prices',
    rentalPrices.map(({ device, offer, lowest, highest, asOf, source, note }) => ({ what: `${device}, on demand, ${offer}`, value: [lowest, highest], unit: 'dollars an hour', source, date: asOf, note })),
  ),
  ...inTable('content/training-facts', trainingRows),
  ...inTable(
    'content/serving-rates',
    servingRates.map(({ model, device, devices, precision, load, promptTokens, outputTokens, tokensPerSecond, source }) => ({
      what: `${model} on ${devices} × ${device}, ${precision}, ${load}: written`,
      value: tokensPerSecond,
      unit: 'tokens a second',
      source,
      note: `${promptTokens.toLocaleString('en-GB')} tokens read and ${outputTokens.toLocaleString('en-GB')} written for each request`,
    })),
  ),
  ...inTable(
    'content/text-lengths',
    textLengths.map(({ unit, ...length }) => ({ ...length, unit: unit === 'tokens' ? 'tokens' : 'characters' })),
  ),
  ...inTable(
    'content/quantisation-quality',
    quantisationQuality.map(({ model, format, method, perplexity, source }) => ({ what: `${model}, ${format}: perplexity on WikiText-2`, value: perplexity, unit: '', source, ...(method === 'GPTQ' && { note: 'by GPTQ' }) })),
  ),
  ...inTable('content/distillation-facts', distillationRows),
  ...inTable('content/speculation-facts', speculationRows),
  ...inTable(
    'content/model-shapes',
    modelShapes.map((shape) => ({ what: `${shape.name}: parameters`, value: shape.parameters, unit: '', source: shape.source, note: dimensionsOf(shape) })),
  ),
  ...inTable(
    'content/hub-models',
    hubModels.flatMap(({ name, dtype, downloadBytes, source }) => ({ what: `${name}, ${dtype}: download, about`, value: downloadBytes / 1e6, unit: 'MB', source })),
  ),
  ...inTable(
    'content/decode-speeds',
    decodeSpeeds.map(({ model, format, device, tokensPerSecond, source }) => ({ what: `${model}, ${format}, ${device}: writing one text`, value: tokensPerSecond, unit: unitWords['tokens/s']!, source })),
  ),
  ...inTable('content/hardware', hardware.flatMap(deviceRows)),
  ...inTable('content/language-models', languageModelRows),
]);
