import { LoggerWithoutDebug, Wllama } from '@wllama/wllama';
import wasm from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { Limit, Load, Prompt, Setup } from './contestant';
import { beginVisit } from './visit';

const files = { f16: 'F16', q8: 'Q8_0', q4: 'Q4_0' } as const;

/** The model's own context, in tokens. */
const contextLength = 512;

/** Room for one text of a batch, in tokens; all share one cache. */
const batchContextLength = 256;

/** wllama: llama.cpp's server in a worker that it starts itself; its files come to the page and are kept in the browser's own file system. */
const load: Load = async (setup) => {
  let wllama = await open(setup, { n_ctx: contextLength });
  return {
    version: Wllama.getLibllamaVersion(),
    threads: wllama.getNumThreads(),
    write: (prompt, limit, onToken) => complete(wllama, prompt, limit, onToken),
    async batch(rows) {
      await wllama.exit();
      wllama = await open(setup, { n_ctx: rows * batchContextLength, n_parallel: rows });
      return async (prompts, limit, onTokens) => void (await Promise.all(prompts.map((prompt) => complete(wllama, prompt, limit, () => onTokens(1)))));
    },
  };
};

async function open({ backend, precision, threads }: Setup, context: { n_ctx: number; n_parallel?: number }): Promise<Wllama> {
  if (precision === 'f32') throw new Error('There is no GGUF in f32: f16 holds the same numbers.');
  const log = new LoadLog();
  const wllama = new Wllama({ default: wasm }, backend === 'webgpu' ? { logger: log } : { suppressNativeLog: true, logger: LoggerWithoutDebug });
  // Else it would name a CDN, for browsers that are not this one.
  wllama.setCompat(null);
  const url = new URL(`/models/export/gguf/pocket-5m-${files[precision]}.gguf`, location.href).href;
  await wllama.loadModelFromUrl(url, { ...context, ...(backend === 'wasm' && { n_gpu_layers: 0 }), ...(threads !== null && { n_threads: threads }) });
  if (backend === 'webgpu' && !log.tellsOfGpu) throw new Error('llama.cpp found no adapter that it can use and took the processor (it needs shader-f16).');
  return wllama;
}

/** llama.cpp's own words while it loads: only they tell whether it took the GPU. */
class LoadLog {
  tellsOfGpu = false;
  readonly debug = (...words: unknown[]) => this.read(words);
  readonly log = this.debug;
  readonly warn = this.debug;
  readonly error = this.debug;

  private read(words: readonly unknown[]): void {
    this.tellsOfGpu ||= words.some((word) => /offloaded [1-9]\d*\/\d+ layers to GPU/.test(String(word)));
  }
}

/** It takes a prompt as text, puts the begin token before it, and tells texts, not ids: each chunk is one token. */
async function complete(wllama: Wllama, { text: prompt, ids }: Prompt, { tokens, seconds }: Limit, onToken: (text: string) => void): Promise<void> {
  const stop = new AbortController();
  const begin = performance.now();
  const request = {
    prompt,
    max_tokens: tokens,
    temperature: 0,
    // Every run reads its prompt anew.
    cache_prompt: false,
    abortSignal: stop.signal,
    stream: true as const,
    onData: ({ choices, usage }: { choices: readonly { text: string }[]; usage?: { prompt_tokens: number } | null }) => {
      if (usage && usage.prompt_tokens !== ids.length) throw new Error(`The prompt was read as ${usage.prompt_tokens} tokens and not ${ids.length}.`);
      const text = choices[0]?.text ?? '';
      if (text !== '') onToken(text);
      if (performance.now() - begin > seconds * 1_000) stop.abort();
    },
  };
  await wllama.createCompletion(request).catch((thrown: unknown) => {
    if (!stop.signal.aborted) throw thrown;
  });
}

beginVisit(load);
