import type { Provenance } from '@/lib/measure/measure';
import { ownModels } from '../own-models';
import { parseCurve } from '../training/curve';
import scratch from '../training/pocket-1m-scratch.json';
import { counted, fact, type Fact, grouped, percent, published } from './fact';
import own from '../../public/recordings/train-live.json';
import recordedShares from './two-phases.json';

const curve = parseCurve(scratch);
const log: Provenance = { kind: 'recorded', device: curve.provenance.machines.join(', '), date: curve.provenance.finished.slice(0, 10) };
const shares: Provenance = { kind: 'recorded', device: recordedShares.device, date: recordedShares.date };
const derived = (formula: string, ...from: readonly Provenance[]): Provenance => ({ kind: 'derived', formula, from });

const model = ownModels.find(({ name }) => name === curve.name);
if (!model) throw new Error(`content/own-models.ts has no ${curve.name}.`);
const { parameters } = model;
const weights = counted('the entries of all weight tensors in model.safetensors of pocket-1m-scratch');

/** The last value of a column. */
const last = (values: readonly number[]): number => values[values.length - 1];
const lastStep = last(curve.train.step);
const tokens = last(curve.train.tokens);
const secondsAt = (step: number): number => 3600 * curve.heldout.twoCoreHours[curve.heldout.step.indexOf(step)];
const lossAt = (step: number): number => curve.heldout.heldoutNatsPerToken[curve.heldout.step.indexOf(step)];

/** What a checkpoint gave the token that the lesson follows. */
function shareAt(step: number): number {
  const found = recordedShares.stations.find((station) => station.step === step);
  if (!found) throw new Error(`No recorded share at step ${step}: run node scripts/two-phases-facts.mjs.`);
  return found.probability;
}

const shareFact = (name: string, step: number): Fact => fact(name, shareAt(step), 'probability', shares, shareAt(step) < 0.1 ? `${(100 * shareAt(step)).toPrecision(shareAt(step) < 0.001 ? 2 : 3)}%` : percent(shareAt(step)));
const guessLoss = (name: string, step: number): Fact => fact(name, -Math.log(shareAt(step)), 'nats', derived('minus the natural logarithm of the share', shares), (-Math.log(shareAt(step))).toFixed(2));
const lossFact = (name: string, step: number): Fact => fact(name, lossAt(step), 'nats', log, lossAt(step).toFixed(2));
const choicesFact = (name: string, step: number, shown: string): Fact => fact(name, Math.exp(lossAt(step)), 'count', derived('e raised to the held-out loss', log), shown);

/** The recorded default run of the figure that trains. */
const ownRun: Provenance = { kind: 'recorded', device: own.device, date: own.date };
function ownLoss(name: string, step: number): Fact {
  const point = own.heldout.find(([at]) => at === step);
  if (!point) throw new Error(`No held-out loss at step ${step}: npm run recordings -- train-live.`);
  return fact(name, point[1], 'nats', ownRun, point[1].toFixed(2));
}

/** Of the worked sum: tokens of one answer, its prompt included. */
const answerTokens = 200;
const trainingFlops = 6 * parameters * tokens;
const answerFlops = 2 * parameters * answerTokens;

const llamaHours = 30.84e6;

/** Every figure that the text of lesson 1 quotes, but for what lesson 2 quotes too. */
export const twoPhasesFacts = {
  'replay-weights': fact('replay-weights', parameters, 'count', weights, grouped(parameters)),
  'replay-steps': fact('replay-steps', lastStep, 'count', log, grouped(lastStep)),
  'replay-tokens': fact('replay-tokens', tokens, 'tokens', log, '9.5 million'),
  'replay-guesses': fact('replay-guesses', tokens / lastStep, 'tokens', derived('tokens read ÷ steps', log), '4,000'),
  'replay-minutes': fact('replay-minutes', secondsAt(lastStep), 's', log, 'eight minutes'),
  'step-60-seconds': fact('step-60-seconds', secondsAt(60), 's', log, 'twelve seconds'),
  'step-60-tokens': fact('step-60-tokens', curve.heldout.tokens[curve.heldout.step.indexOf(60)], 'tokens', log, '240,000'),

  'girl-share-0': shareFact('girl-share-0', 0),
  'girl-share-30': shareFact('girl-share-30', 30),
  'girl-share-60': shareFact('girl-share-60', 60),
  'girl-share-160': shareFact('girl-share-160', 160),
  'girl-share-500': shareFact('girl-share-500', 500),
  'girl-share-2400': shareFact('girl-share-2400', 2400),
  'girl-loss-0': guessLoss('girl-loss-0', 0),
  'girl-loss-30': guessLoss('girl-loss-30', 30),
  'girl-loss-60': guessLoss('girl-loss-60', 60),
  'girl-loss-160': guessLoss('girl-loss-160', 160),
  'girl-loss-500': guessLoss('girl-loss-500', 500),
  'girl-loss-2400': guessLoss('girl-loss-2400', 2400),

  'held-out-start': lossFact('held-out-start', 0),
  'held-out-end': lossFact('held-out-end', 2400),
  'choices-start': choicesFact('choices-start', 0, grouped(Math.round(Math.exp(lossAt(0))))),
  'choices-end': choicesFact('choices-end', 2400, 'eight'),

  'own-weights': fact('own-weights', own.parameters, 'count', counted('the entries of all weight tensors of the model that is trained in the page'), grouped(own.parameters)),
  'own-names': fact('own-names', 9_909, 'count', counted('the lines of public/training/names.txt'), '9,909'),
  'own-loss-0': ownLoss('own-loss-0', 0),
  'own-loss-50': ownLoss('own-loss-50', 50),
  'own-loss-end': ownLoss('own-loss-end', own.options.steps),
  'own-seconds': fact('own-seconds', own.seconds, 's', ownRun, 'a minute'),

  'frozen-tensors': fact('frozen-tensors', 38, 'count', counted('the weight tensors of pocket-1m-scratch'), '38'),
  'frozen-bytes': fact('frozen-bytes', 2 * parameters, 'bytes', counted('two bytes a weight, as they lie in the memory that computes'), grouped(2 * parameters)),

  'replay-training-flops': fact('replay-training-flops', trainingFlops, 'flops', derived('6 × weights × training tokens', weights, log), '60 trillion'),
  'replay-answer-flops': fact('replay-answer-flops', answerFlops, 'flops', derived(`2 × weights × ${answerTokens} tokens`, weights, { kind: 'assumed', by: 'page' }), '420 million'),
  'replay-answers': fact('replay-answers', trainingFlops / answerFlops, 'count', derived(`3 × training tokens ÷ ${answerTokens}`, log, { kind: 'assumed', by: 'page' }), '143,000'),

  'gpt-3-training-flops': fact('gpt-3-training-flops', 3.14e23, 'flops', published('gpt-3'), '3.14 × 10²³'),
  'llama-405b-training-flops': fact('llama-405b-training-flops', 3.8e25, 'flops', published('llama-3'), '3.8 × 10²⁵'),
  'llama-405b-hours': fact('llama-405b-hours', llamaHours, 'hours', published('llama-3.1-model-card'), '30.84 million'),
  'llama-405b-years': fact('llama-405b-years', llamaHours / (24 * 365.25), 'count', derived('hours ÷ 24 ÷ 365.25', published('llama-3.1-model-card')), '3,500'),
  'llama-405b-answers': fact('llama-405b-answers', (3 * 15.6e12) / answerTokens, 'count', derived(`3 × training tokens ÷ ${answerTokens}`, published('llama-3'), { kind: 'assumed', by: 'page' }), '234 billion'),
  'bloom-energy': fact('bloom-energy', 433_196, 'kWh', published('bloom-carbon'), '433,196'),
  'deepseek-dollars': fact('deepseek-dollars', 5.576e6, 'USD', published('deepseek-v3'), '5.576'),
} as const satisfies Record<string, Fact>;
