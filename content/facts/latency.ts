import type { Provenance } from '@/lib/measure/measure';
import recording from '../../public/recordings/latency-timeline.json';
import { chatLengths } from '../text-lengths';
import { counted, fact, type Fact, grouped, published } from './fact';

/** The very recording that the lesson’s first figure shows: text and figure cannot differ. */
const { device, date, sweep } = recording;
const recorded: Provenance = { kind: 'recorded', device, date };
/** When each token of the recorded run came. */
const tokensAt = recording.runs[0].flatMap((event) => ('at' in event && event.type === 'token' ? [event.at] : []));
const gaps = tokensAt.length - 1;
const [firstAt, lastAt] = [tokensAt[0], tokensAt[gaps]];
const meanGap = (lastAt - firstAt) / gaps;

function lengthOf(promptTokens: number) {
  const row = sweep.find((each) => each.promptTokens === promptTokens);
  if (!row) throw new Error(`The recorded sweep has no prompt of ${promptTokens} tokens: npm run recordings -- latency-timeline.`);
  return row;
}
const short = lengthOf(32);
const long = lengthOf(256);

const ms = (value: number): string => `${value >= 10 ? Math.round(value) : value.toFixed(1)} ms`;
const times = (value: number): string => value.toFixed(1);

const ratio = (name: string, value: number, from: readonly Provenance[], formula: string): Fact => fact(name, value, 'ratio', { kind: 'derived', from, formula }, times(value));

/** H100 and GPT-J 6B, TensorRT-LLM 0.5: rows V180, V181, V184, V185 of published/rows.csv. */
const batch = published('tensorrt-llm-h100');
/** Llama 2 70B on four GPUs, one request: rows V156, V157, V168, V169. */
const prefills = published('tensorrt-llm-0.6.1-performance');
/** Llama 3 8B in Q4_K_M on an RTX 4090: rows V233, V236; on an M1 Max, rows V325 and, of Llama 3 70B, V333. */
const benchmarks = published('gpu-benchmarks');
const rtx4090 = { readsPerSecond: 5_265.68, writesPerSecond: 130.58 };
/** Azure’s traces of 2023: rows V784, V785. */
const traces = published('vidur-traces');
const chat = { prompt: chatLengths.prompt.value, answer: chatLengths.answer.value };
const code = { prompt: 2_048, answer: 28 };

const reading = (name: string, tokens: number): Fact =>
  fact(name, (1000 * tokens) / rtx4090.readsPerSecond, 'ms', { kind: 'derived', from: [traces, benchmarks], formula: 'tokens of the prompt ÷ tokens read a second' }, `${((tokens / rtx4090.readsPerSecond)).toFixed(2)} s`);
const writing = (name: string, tokens: number): Fact =>
  fact(name, (1000 * tokens) / rtx4090.writesPerSecond, 'ms', { kind: 'derived', from: [traces, benchmarks], formula: 'tokens of the answer ÷ tokens written a second' }, `${((tokens / rtx4090.writesPerSecond)).toFixed(2)} s`);

/** Every figure that the text of lesson 3 quotes, but for what other lessons quote too. */
export const latencyFacts = {
  'latency-run-prompt': fact('latency-run-prompt', 32, 'tokens', counted('the tokens of the recorded run’s prompt, the begin token with them'), '32'),
  'latency-run-tokens': fact('latency-run-tokens', tokensAt.length, 'tokens', recorded, String(tokensAt.length)),
  'latency-run-gaps': fact('latency-run-gaps', gaps, 'count', recorded, String(gaps)),
  'latency-run-ttft': fact('latency-run-ttft', firstAt, 'ms', recorded, ms(firstAt)),
  'latency-run-tpot': fact('latency-run-tpot', meanGap, 'ms', { kind: 'derived', from: [recorded], formula: '(last token − first token) ÷ gaps' }, `${meanGap.toFixed(2)} ms`),
  'latency-run-total': fact('latency-run-total', lastAt, 'ms', recorded, ms(lastAt)),

  'latency-short-ttft': fact('latency-short-ttft', short.ttftMs, 'ms', recorded, ms(short.ttftMs)),
  'latency-long-ttft': fact('latency-long-ttft', long.ttftMs, 'ms', recorded, ms(long.ttftMs)),
  'latency-ttft-growth': ratio('latency-ttft-growth', long.ttftMs / short.ttftMs, [recorded], 'TTFT after 256 tokens ÷ TTFT after 32'),
  'latency-short-itl': fact('latency-short-itl', short.itlMs, 'ms', recorded, `${short.itlMs.toFixed(2)} ms`),
  'latency-long-itl': fact('latency-long-itl', long.itlMs, 'ms', recorded, `${long.itlMs.toFixed(2)} ms`),
  'latency-itl-growth': ratio('latency-itl-growth', long.itlMs / short.itlMs, [recorded], 'ITL after 256 tokens ÷ ITL after 32'),

  'h100-alone-throughput': fact('h100-alone-throughput', 185, 'tokens/s', batch, '185'),
  'h100-alone-ttft': fact('h100-alone-ttft', 7.1, 'ms', batch, '7.1 ms'),
  'h100-batch-size': fact('h100-batch-size', 64, 'count', batch, '64'),
  'h100-batch-throughput': fact('h100-batch-throughput', 10_907, 'tokens/s', batch, grouped(10_907)),
  'h100-batch-ttft': fact('h100-batch-ttft', 102, 'ms', batch, '102 ms'),
  'h100-throughput-growth': fact('h100-throughput-growth', 10_907 / 185, 'ratio', { kind: 'derived', from: [batch], formula: 'tokens a second of 64 requests ÷ tokens a second of one' }, '59'),
  'h100-ttft-growth': fact('h100-ttft-growth', 102 / 7.1, 'ratio', { kind: 'derived', from: [batch], formula: 'TTFT among 64 requests ÷ TTFT alone' }, '14'),

  'llama-70b-h100-ttft-128': fact('llama-70b-h100-ttft-128', 26, 'ms', prefills, '26 ms'),
  'llama-70b-h100-ttft-2048': fact('llama-70b-h100-ttft-2048', 109, 'ms', prefills, '109 ms'),
  'llama-70b-a100-ttft-128': fact('llama-70b-a100-ttft-128', 47, 'ms', prefills, '47 ms'),
  'llama-70b-a100-ttft-2048': fact('llama-70b-a100-ttft-2048', 377, 'ms', prefills, '377 ms'),

  'rtx-4090-reads': fact('rtx-4090-reads', rtx4090.readsPerSecond, 'tokens/s', benchmarks, grouped(Math.round(rtx4090.readsPerSecond))),
  'rtx-4090-writes': fact('rtx-4090-writes', rtx4090.writesPerSecond, 'tokens/s', benchmarks, String(Math.round(rtx4090.writesPerSecond))),
  'm1-max-8b-writes': fact('m1-max-8b-writes', 35.73, 'tokens/s', benchmarks, '36'),
  'm1-max-70b-writes': fact('m1-max-70b-writes', 4.34, 'tokens/s', benchmarks, '4.3'),

  'chat-prompt': fact('chat-prompt', chat.prompt, 'tokens', traces, grouped(chat.prompt)),
  'chat-answer': fact('chat-answer', chat.answer, 'tokens', traces, String(chat.answer)),
  'code-prompt': fact('code-prompt', code.prompt, 'tokens', traces, grouped(code.prompt)),
  'code-answer': fact('code-answer', code.answer, 'tokens', traces, String(code.answer)),
  'chat-reading': reading('chat-reading', chat.prompt),
  'chat-writing': writing('chat-writing', chat.answer),
  'code-reading': reading('code-reading', code.prompt),
  'code-writing': writing('code-writing', code.answer),
} as const satisfies Record<string, Fact>;
