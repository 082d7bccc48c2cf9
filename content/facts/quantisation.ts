import type { Provenance } from '@/lib/measure/measure';
import fourPrecisions from '../../public/recordings/four-precisions.json';
import whyNotFaster from '../../public/recordings/why-not-faster.json';
import { hardware } from '../hardware';
import { modelShapes } from '../model-shapes';
import { quantisationQuality } from '../quantisation-quality';
import { counted, fact, type Fact, grouped, percent, published } from './fact';
import quoted from './quantisation.json';

/*
 * Three recordings feed these: `npm run recordings -- bits four-precisions why-not-faster`. After it, read lesson 5 again: its
 * sentences quote them, and components/widgets/four-precisions/lesson-five.test.ts holds what they claim.
 */

const fromFile = (what: string): Provenance => counted(`${what}, read from ${quoted.model}’s model.safetensors`);
const stored = (what: string): Provenance => ({ kind: 'derived', from: [fromFile('the weights')], formula: `${what}, by the engine’s own quantiser` });
const recorded: Provenance = { kind: 'recorded', device: fourPrecisions.device, date: fourPrecisions.date };
const timed: Provenance = { kind: 'recorded', device: whyNotFaster.device, date: whyNotFaster.date };

const decimals = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const gigabytes = (bytes: number): string => `${Math.round(bytes / 1e9)} GB`;

type Sharing = '32' | 'row' | 'tensor' | 'plain';
type Precision = 'f32' | 'f16' | 'q8' | 'q4' | 'q2';

function column(precision: Precision, sharing: Sharing = '32') {
  return fourPrecisions.runs.find((run) => run.sharing === sharing)!.columns.find((each) => each.precision === precision)!;
}

const scored = (precision: Precision, sharing: Sharing = '32'): Provenance => ({
  kind: 'derived',
  from: [recorded],
  formula: `exp of the mean negative logprob of ${grouped(fourPrecisions.storyTokens)} tokens in ${fourPrecisions.stories} stories, at ${precision}${sharing === '32' ? '' : ', a whole matrix to a scale'}`,
});

function perplexity<Id extends string>(id: Id, precision: Precision, sharing: Sharing = '32'): Fact {
  const { perplexity: value } = column(precision, sharing);
  return fact(id, value, 'perplexity', scored(precision, sharing), value >= 1000 ? grouped(Math.round(value)) : value.toFixed(2));
}

const memory = (id: string, precision: Precision): Fact => fact(id, column(precision).weightBytes, 'bytes', counted('the words that the engine stores, scales and minima included'), megabytes(column(precision).weightBytes));

function layer(precision: Precision, batch: 1 | 8 | 32) {
  return whyNotFaster.runs.find((run) => run.batch === batch)!.layers.find((each) => each.precision === precision)!.layer;
}

const milliseconds = (id: string, precision: Precision, batch: 1 | 32): Fact => fact(id, layer(precision, batch).ms, 'ms', timed, `${layer(precision, batch).ms.toPrecision(2)} ms`);

function publishedQuality(id: string, model: string, format: string): Fact {
  const found = quantisationQuality.find((row) => row.model === model && row.format === format);
  if (!found) throw new Error(`content/quantisation-quality.ts has no ${format} of ${model}.`);
  return fact(id, found.perplexity, 'perplexity', published(found.source), found.perplexity.toFixed(2));
}

function publishedSize(id: string, model: string, format: string): Fact {
  const found = quantisationQuality.find((row) => row.model === model && row.format === format);
  if (!found?.bytes) throw new Error(`content/quantisation-quality.ts has no size of ${format} of ${model}.`);
  return fact(id, found.bytes, 'bytes', published(found.source), gigabytes(found.bytes));
}

/** Rows of published/rows.csv: V233, V237, V235 and V239, all of Llama-3-8B on an RTX 4090. */
const on4090 = { f16: { bytes: 14.96 * 2 ** 30, written: 54.84, read: 9382 }, q4: { bytes: 4.58 * 2 ** 30, written: 130.58, read: 7138.99 } } as const;
const speed = (id: string, value: number): Fact => fact(id, value, 'tokens/s', published('gpu-benchmarks'), grouped(Math.round(value)));

const llama8b = modelShapes.find(({ name }) => name === 'Llama-3.1-8B')!;
const bytesAt = (id: string, bits: number): Fact =>
  fact(id, (llama8b.parameters * bits) / 8, 'bytes', { kind: 'derived', from: [published(llama8b.source)], formula: `parameters × ${bits} bits ÷ 8` }, gigabytes((llama8b.parameters * bits) / 8));

const h100 = hardware.find(({ name }) => name === 'H100-SXM-80GB')!;

const { q8, q4, q2 } = quoted.views;
const times = (value: number): string => value.toLocaleString('en-GB', { maximumSignificantDigits: 2 });

/** Every figure that the text of lesson 5 quotes. */
export const quantisationFacts = {
  'llama-8b-parameters': fact('llama-8b-parameters', llama8b.parameters, 'count', published(llama8b.source), '8.03 billion'),
  'llama-8b-f32-bytes': bytesAt('llama-8b-f32-bytes', 32),
  'llama-8b-f16-bytes': bytesAt('llama-8b-f16-bytes', 16),
  'llama-8b-q4-bytes': bytesAt('llama-8b-q4-bytes', 5),

  'bits-weight': fact('bits-weight', quoted.weight, 'ratio', fromFile('a weight'), decimals(quoted.weight, 5)),
  'bits-least': fact('bits-least', quoted.least, 'ratio', fromFile('the least of 32 weights'), decimals(quoted.least, 4)),
  'bits-most': fact('bits-most', quoted.most, 'ratio', fromFile('the largest of 32 weights'), decimals(quoted.most, 4)),
  'bits-q8-integer': fact('bits-q8-integer', q8.integer, 'count', stored('the whole number at q8'), String(q8.integer)),
  'bits-q8-scale': fact('bits-q8-scale', q8.scale, 'ratio', stored('the scale at q8'), decimals(q8.scale, 7)),
  'bits-q8-value': fact('bits-q8-value', q8.value, 'ratio', stored('whole number × scale'), decimals(q8.value, 5)),
  'bits-q4-integer': fact('bits-q4-integer', q4.integer, 'count', stored('the whole number at q4'), String(q4.integer)),
  'bits-q4-scale': fact('bits-q4-scale', q4.scale, 'ratio', stored('the scale at q4'), decimals(q4.scale, 6)),
  'bits-q4-minimum': fact('bits-q4-minimum', q4.minimum, 'ratio', stored('the minimum at q4, which is below zero'), decimals(Math.abs(q4.minimum), 5)),
  'bits-q4-value': fact('bits-q4-value', q4.value, 'ratio', stored('whole number × scale + minimum'), decimals(q4.value, 5)),
  'bits-q2-value': fact('bits-q2-value', q2.value, 'ratio', stored('whole number × scale + minimum'), decimals(q2.value, 5)),
  'bits-q8-per-weight': fact('bits-q8-per-weight', quoted.bitsPerWeight.q8, 'bits/weight', counted('bits of the stored words, for each weight'), '8½'),
  'bits-q4-per-weight': fact('bits-q4-per-weight', quoted.bitsPerWeight.q4, 'bits/weight', counted('bits of the stored words, for each weight'), 'five'),
  'bits-q2-per-weight': fact('bits-q2-per-weight', quoted.bitsPerWeight.q2, 'bits/weight', counted('bits of the stored words, for each weight'), 'three'),
  'bits-q8-error': fact('bits-q8-error', quoted.matrixErrors.q8, 'percent', stored('√ of the mean squared error ÷ √ of the mean square, over the matrix'), `${quoted.matrixErrors.q8.toFixed(1)}%`),
  'bits-q4-error': fact('bits-q4-error', quoted.matrixErrors.q4, 'percent', stored('√ of the mean squared error ÷ √ of the mean square, over the matrix'), `${quoted.matrixErrors.q4.toFixed(0)}%`),
  'bits-q2-error': fact('bits-q2-error', quoted.matrixErrors.q2, 'percent', stored('√ of the mean squared error ÷ √ of the mean square, over the matrix'), `${quoted.matrixErrors.q2.toFixed(0)}%`),
  'bits-multiplied': fact('bits-multiplied', quoted.multiplied.factor, 'count', { kind: 'assumed', by: 'page' }, String(quoted.multiplied.factor)),
  'bits-multiplied-block': fact('bits-multiplied-block', quoted.multiplied.block.window, 'percent', stored('the error of the other 31 weights of the block, at q4'), `${quoted.multiplied.block.window.toFixed(0)}%`),
  'bits-multiplied-others': fact('bits-multiplied-others', quoted.multiplied.block.matrix, 'percent', stored('the error of all other weights of the matrix, at q4 in blocks of 32'), `${quoted.multiplied.block.matrix.toFixed(1)}%`),
  'outlier-weight': fact('outlier-weight', quoted.outlier.value, 'ratio', fromFile(`the largest weight of ${quoted.outlier.tensor}`), decimals(quoted.outlier.value, 1)),
  'outlier-times': fact(
    'outlier-times',
    Math.abs(quoted.outlier.value) / quoted.outlier.usual,
    'count',
    { kind: 'derived', from: [fromFile(`the weights of ${quoted.outlier.tensor}`)], formula: 'the largest ÷ √ of the mean square' },
    String(Math.round(Math.abs(quoted.outlier.value) / quoted.outlier.usual)),
  ),

  'pocket-f32-memory': memory('pocket-f32-memory', 'f32'),
  'pocket-f16-memory': memory('pocket-f16-memory', 'f16'),
  'pocket-q4-memory': memory('pocket-q4-memory', 'q4'),
  'pocket-q4-bits': fact('pocket-q4-bits', column('q4').bitsPerWeight, 'bits/weight', counted('bits of all stored words, for each weight'), column('q4').bitsPerWeight.toFixed(1)),

  'perplexity-f32': perplexity('perplexity-f32', 'f32'),
  'perplexity-f16': perplexity('perplexity-f16', 'f16'),
  'perplexity-q8': perplexity('perplexity-q8', 'q8'),
  'perplexity-q4': perplexity('perplexity-q4', 'q4'),
  'perplexity-q2': perplexity('perplexity-q2', 'q2'),
  'perplexity-q2-tensor': perplexity('perplexity-q2-tensor', 'q2', 'tensor'),
  'perplexity-q2-plain': perplexity('perplexity-q2-plain', 'q2', 'plain'),
  'kl-q4': fact('kl-q4', column('q4').kl, 'nats', recorded, column('q4').kl.toFixed(3)),
  'kl-q2': fact('kl-q2', column('q2').kl, 'nats', recorded, column('q2').kl.toFixed(2)),
  'top1-q4': fact('top1-q4', column('q4').top1Agreement, 'probability', recorded, percent(column('q4').top1Agreement)),
  'top1-q2': fact('top1-q2', column('q2').top1Agreement, 'probability', recorded, percent(column('q2').top1Agreement)),

  'layer-f16-ms': milliseconds('layer-f16-ms', 'f16', 1),
  'layer-q4-ms': milliseconds('layer-q4-ms', 'q4', 1),
  'layer-f16-batch-ms': milliseconds('layer-f16-batch-ms', 'f16', 32),
  'layer-q4-batch-ms': milliseconds('layer-q4-batch-ms', 'q4', 32),
  'layer-bytes-ratio': fact('layer-bytes-ratio', layer('f16', 1).weightBytes / layer('q4', 1).weightBytes, 'ratio', counted('bytes of a layer’s weights at f16, and at q4'), times(layer('f16', 1).weightBytes / layer('q4', 1).weightBytes)),

  'llama-70b-f16-size': publishedSize('llama-70b-f16-size', 'Llama-3-70B', 'F16'),
  'llama-70b-q4-size': publishedSize('llama-70b-q4-size', 'Llama-3-70B', 'Q4_K_M'),
  'llama-70b-f16-perplexity': publishedQuality('llama-70b-f16-perplexity', 'Llama-3-70B', 'F16'),
  'llama-70b-q8-perplexity': publishedQuality('llama-70b-q8-perplexity', 'Llama-3-70B', 'Q8_0'),
  'llama-70b-q4-perplexity': publishedQuality('llama-70b-q4-perplexity', 'Llama-3-70B', 'Q4_K_M'),
  'llama-70b-q2-perplexity': publishedQuality('llama-70b-q2-perplexity', 'Llama-3-70B', 'Q2_K'),
  'llama-7b-f16-perplexity': publishedQuality('llama-7b-f16-perplexity', 'LLaMA-7B', 'FP16'),
  'llama-7b-nearest-perplexity': publishedQuality('llama-7b-nearest-perplexity', 'LLaMA-7B', '3 bit, nearest'),
  'llama-7b-gptq-perplexity': publishedQuality('llama-7b-gptq-perplexity', 'LLaMA-7B', '3 bit'),

  'h100-memory': fact('h100-memory', h100.memory, 'count', published(h100.source), `${h100.memory} GB`),

  '4090-f16-written': speed('4090-f16-written', on4090.f16.written),
  '4090-q4-written': speed('4090-q4-written', on4090.q4.written),
  '4090-f16-read': speed('4090-f16-read', on4090.f16.read),
  '4090-q4-read': speed('4090-q4-read', on4090.q4.read),
  '4090-bytes-ratio': fact('4090-bytes-ratio', on4090.f16.bytes / on4090.q4.bytes, 'ratio', { kind: 'derived', from: [published('gpu-benchmarks')], formula: 'bytes of the file at F16 ÷ bytes at Q4_K_M' }, times(on4090.f16.bytes / on4090.q4.bytes)),
  '4090-speed-up': fact('4090-speed-up', on4090.q4.written / on4090.f16.written, 'ratio', { kind: 'derived', from: [published('gpu-benchmarks')], formula: 'tokens a second at Q4_K_M ÷ at F16' }, times(on4090.q4.written / on4090.f16.written)),
} as const satisfies Record<string, Fact>;
