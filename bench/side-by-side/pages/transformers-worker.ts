/// <reference lib="webworker" />
import { AutoModelForCausalLM, AutoTokenizer, BaseStreamer, env, StoppingCriteria, Tensor, type PreTrainedModel, type PreTrainedTokenizer } from '@huggingface/transformers';
import type { Limit, Prompt, Setup } from './contestant';
import type { FromWorker, RuntimeFiles, ToWorker } from './transformers-messages';

const dtypes = { f32: 'fp32', q8: 'q8', q4: 'q4' } as const;

/** Where each file is in the export. Its q8 is quicker as the library's own conversion makes it than as the export's better one. */
const subfolders = { f32: 'onnx', q8: 'onnx/makers', q4: 'onnx' } as const;

let model: PreTrainedModel;
let stopId: number;

const post = (message: FromWorker) => postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.kind === 'load') await load(data.setup, data.runtime);
    else await write(data.prompts, data.limit);
  } catch (thrown) {
    post({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});

/** All as it is by default, but for where its files come from: they are asked for and kept as the hub's are. */
async function load({ backend, precision, threads, prompt }: Setup, runtime: RuntimeFiles): Promise<void> {
  if (precision === 'f16' || backend === 'cpu') throw new Error(`transformers.js has no ${precision} on ${backend} here.`);
  env.allowLocalModels = false;
  env.remoteHost = `${location.origin}/models/`;
  env.remotePathTemplate = '{model}/';
  const { wasm } = env.backends.onnx;
  wasm!.wasmPaths = { ...runtime };
  if (threads !== null) wasm!.numThreads = threads;
  const [tokenizer, loaded] = await Promise.all([AutoTokenizer.from_pretrained('export'), AutoModelForCausalLM.from_pretrained('export', { device: backend, dtype: dtypes[precision], subfolder: subfolders[precision] })]);
  checkIds(tokenizer, prompt);
  model = loaded;
  stopId = tokenizer.convert_tokens_to_ids(tokenizer.eos_token!) as unknown as number;
  post({ kind: 'loaded', version: `${env.version}, onnxruntime-web ${env.backends.onnx.versions!.web}`, threads: wasm!.numThreads ?? 1 });
}

function checkIds(tokenizer: PreTrainedTokenizer, { text, ids }: Prompt): void {
  if (tokenizer.encode(text).join() !== ids.join()) throw new Error('The prompt was split into other tokens.');
}

/** The prompts are of one length, so nothing is padded. */
async function write(prompts: readonly Prompt[], { tokens, seconds }: Limit): Promise<void> {
  const shape = [prompts.length, prompts[0].ids.length];
  const integers = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), shape);
  const ids = prompts.flatMap((prompt) => prompt.ids);
  await model.generate({
    inputs: integers(ids),
    attention_mask: integers(ids.map(() => 1)),
    max_new_tokens: tokens,
    do_sample: false,
    streamer: new TokenStreamer(prompts.length) as never,
    stopping_criteria: new Deadline(seconds) as never,
  });
  post({ kind: 'written' });
}

/** Sends on the tokens of each pass, without the prompt, the end tokens, and what comes behind them. */
class TokenStreamer extends BaseStreamer {
  private readonly ended: boolean[];
  private isPrompt = true;

  constructor(rows: number) {
    super();
    this.ended = new Array<boolean>(rows).fill(false);
  }

  override put(rows: bigint[][]): void {
    if (this.isPrompt) {
      this.isPrompt = false;
      return;
    }
    const ids = rows.map(([id]) => Number(id));
    ids.forEach((id, row) => (this.ended[row] ||= id === stopId));
    post({ kind: 'tokens', ids: ids.filter((_, row) => !this.ended[row]) });
  }

  override end(): void {}
}

/** Stops all rows when the time is up. */
class Deadline extends StoppingCriteria {
  private readonly endMs: number;

  constructor(seconds: number) {
    super();
    this.endMs = performance.now() + seconds * 1_000;
  }

  override _call(rows: number[][]): boolean[] {
    return rows.map(() => performance.now() > this.endMs);
  }
}
