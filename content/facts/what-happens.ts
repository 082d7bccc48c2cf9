import type { Provenance } from '@/lib/measure/measure';
import { pocket5m } from '../own-models';
import { counted, fact, type Fact, fourFigures, grouped, percent, published } from './fact';
import pocket from './pocket-5m.json';

const score = (value: number): string => value.toFixed(3);
const recorded: Provenance = { kind: 'recorded', device: pocket.device, date: pocket.date };

/** The recorded scores after one prompt; `content/facts/pocket-5m.json` says which weights gave them. */
function recordedCase(prompt: string): { readonly sumOfExponentials: number; readonly logits: Readonly<Record<string, number | undefined>> } {
  const found = pocket.cases.find((entry) => entry.prompt === prompt);
  if (!found) throw new Error(`No recorded scores for ${JSON.stringify(prompt)}: run scripts/lesson-facts.mjs.`);
  return found;
}

function recordedLogit(prompt: string, token: string): number {
  const logit = recordedCase(prompt).logits[token];
  if (logit === undefined) throw new Error(`No recorded score for ${JSON.stringify(token)} after ${JSON.stringify(prompt)}: run scripts/lesson-facts.mjs.`);
  return logit;
}

function logitFact(name: string, prompt: string, token: string): Fact {
  const value = recordedLogit(prompt, token);
  return fact(name, value, 'nats', recorded, score(value));
}

function exponentialFact(name: string, prompt: string, token: string): Fact {
  const value = Math.exp(recordedLogit(prompt, token));
  return fact(name, value, 'ratio', { kind: 'derived', from: [recorded], formula: 'e raised to the score' }, fourFigures(value));
}

function probabilityFact(name: string, prompt: string, token: string): Fact {
  const value = Math.exp(recordedLogit(prompt, token)) / recordedCase(prompt).sumOfExponentials;
  return fact(name, value, 'probability', { kind: 'derived', from: [recorded], formula: 'softmax of all 2,048 recorded scores' }, percent(value));
}

const { parameters, fileBytes } = pocket5m;
const vocab = 2_048;
const little = 'Once upon a time, there was a little';
const time = 'Once upon a time';
const france = 'The capital of France is';

/** Occurrences in tinystories.txt and tinystories_truecased.txt of the training corpus, from which the model's training text is drawn. */
const stories = { time: 8_361, timeComma: 7_102, timeThere: 1_240 };
const inStories = (what: string): Provenance => ({
  kind: 'derived',
  from: [published('tinystories')],
  formula: `our count of ${what}, in the two files of these stories that the training text is drawn from`,
});

/** The 100 stories of heldout.txt of the training corpus, each without the line that ends it, and their tokens by tokenizer.json without the begin token. */
const heldOut = { characters: 78_364, tokens: 21_644 };
const timeRest = recordedCase(time).sumOfExponentials - Math.exp(recordedLogit(time, ',')) - Math.exp(recordedLogit(time, ' there'));

/** Every figure that the text of lesson 2 quotes. */
export const whatHappensFacts = {
  parameters: fact('parameters', parameters, 'count', counted('the entries of all weight tensors in model.safetensors'), grouped(parameters)),
  'file-bytes': fact('file-bytes', fileBytes, 'bytes', counted('the size of model.safetensors'), grouped(fileBytes)),
  vocabulary: fact('vocabulary', vocab, 'tokens', counted('the entries of tokenizer.json'), grouped(vocab)),
  layers: fact('layers', 6, 'count', counted('the layers in config.json'), 'six'),
  'other-tokens': fact('other-tokens', vocab - 2, 'tokens', counted('the vocabulary less two'), grouped(vocab - 2)),
  'embedding-numbers': fact('embedding-numbers', 256, 'count', counted('the width of the model in config.json'), '256'),
  'context-length': fact('context-length', 512, 'tokens', counted('the context length in config.json'), '512'),
  'operations-per-token': fact(
    'operations-per-token',
    2 * parameters,
    'count',
    { kind: 'derived', from: [counted('the parameters')], formula: '2 × parameters: a multiplication and an addition for each; attention’s own sums come on top' },
    'some ten million',
  ),

  'little-girl-tokens': fact('little-girl-tokens', 10, 'tokens', counted('the tokens of “Once upon a time there was a little girl.”'), 'ten'),
  'happy-tokens': fact('happy-tokens', 14, 'tokens', counted('the tokens of “The little girl was unbelievably happy.”'), '14'),
  'unbelievably-tokens': fact('unbelievably-tokens', 8, 'tokens', counted('the tokens of “ unbelievably”'), 'eight'),
  'characters-per-token': fact(
    'characters-per-token',
    heldOut.characters / heldOut.tokens,
    'characters/token',
    counted(`${grouped(heldOut.characters)} characters and ${grouped(heldOut.tokens)} tokens in 100 stories held out of training`),
    '3.6',
  ),

  'girl-logit': logitFact('girl-logit', little, ' girl'),
  'boy-logit': logitFact('boy-logit', little, ' boy'),
  'dog-logit': logitFact('dog-logit', little, ' dog'),
  'girl-exponential': exponentialFact('girl-exponential', little, ' girl'),
  'boy-exponential': exponentialFact('boy-exponential', little, ' boy'),
  'dog-exponential': exponentialFact('dog-exponential', little, ' dog'),
  'girl-probability': probabilityFact('girl-probability', little, ' girl'),
  'boy-probability': probabilityFact('boy-probability', little, ' boy'),
  'dog-probability': probabilityFact('dog-probability', little, ' dog'),
  'little-sum': fact(
    'little-sum',
    recordedCase(little).sumOfExponentials,
    'ratio',
    { kind: 'derived', from: [recorded], formula: 'the sum of e raised to each of the 2,048 scores' },
    fourFigures(recordedCase(little).sumOfExponentials),
  ),

  'comma-probability': probabilityFact('comma-probability', time, ','),
  'there-probability': probabilityFact('there-probability', time, ' there'),
  'rest-probability': fact(
    'rest-probability',
    timeRest / recordedCase(time).sumOfExponentials,
    'probability',
    { kind: 'derived', from: [recorded], formula: '1 less the two probabilities named' },
    percent(timeRest / recordedCase(time).sumOfExponentials),
  ),
  'stories-time': fact('stories-time', stories.time, 'count', inStories('“Once upon a time”'), grouped(stories.time)),
  'stories-comma': fact('stories-comma', stories.timeComma / stories.time, 'ratio', inStories('“Once upon a time” with a comma after it'), percent(stories.timeComma / stories.time)),
  'stories-there': fact('stories-there', stories.timeThere / stories.time, 'ratio', inStories('“Once upon a time” with “ there” after it'), percent(stories.timeThere / stories.time)),
  'france-a-probability': probabilityFact('france-a-probability', france, ' a'),

  'three-token-texts': fact('three-token-texts', vocab ** 3, 'count', counted('2,048 × 2,048 × 2,048'), '8.6 billion'),
  'twenty-token-digits': fact('twenty-token-digits', String(BigInt(vocab) ** 20n).length, 'count', counted('the digits of 2,048 multiplied by itself until there are twenty of them'), '67'),

  'llama-parameters': fact('llama-parameters', 405e9, 'count', published('llama-3'), '405 billion'),
  'llama-vocabulary': fact('llama-vocabulary', 128_000, 'tokens', published('llama-3'), '128,000'),
  'language-spread': fact('language-spread', 15, 'ratio', published('tokenizer-unfairness'), '15'),
  'identical-requests': fact('identical-requests', 1_000, 'count', published('defeating-nondeterminism'), '1,000'),
  'requests-model-parameters': fact('requests-model-parameters', 235e9, 'count', published('defeating-nondeterminism'), '235 billion'),
  'different-completions': fact('different-completions', 80, 'count', published('defeating-nondeterminism'), '80'),

  'gpt-5-input-price': fact('gpt-5-input-price', 1.25, 'USD/million tokens', published('llm-prices'), '$1.25'),
  'gpt-5-output-price': fact('gpt-5-output-price', 10, 'USD/million tokens', published('llm-prices'), '$10.00'),
  'claude-sonnet-4-5-input-price': fact('claude-sonnet-4-5-input-price', 3, 'USD/million tokens', published('llm-prices'), '$3.00'),
  'claude-sonnet-4-5-output-price': fact('claude-sonnet-4-5-output-price', 15, 'USD/million tokens', published('llm-prices'), '$15.00'),
  'mistral-large-input-price': fact('mistral-large-input-price', 0.5, 'USD/million tokens', published('llm-prices'), '$0.50'),
  'mistral-large-output-price': fact('mistral-large-output-price', 1.5, 'USD/million tokens', published('llm-prices'), '$1.50'),
} as const satisfies Record<string, Fact>;
