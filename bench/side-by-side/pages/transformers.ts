import asyncifyMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { Limit, Load, Prompt } from './contestant';
import type { FromWorker, ToWorker } from './transformers-messages';
import { beginVisit } from './visit';

/** transformers.js in a worker, as its guide advises. */
const load: Load = async (setup) => {
  const worker = new Worker(new URL('./transformers-worker.ts', import.meta.url), { type: 'module' });
  const absolute = (path: string) => new URL(path, location.href).href;
  // What WebGPU needs, it takes by itself; the smaller build without it is what it takes where there is no WebGPU.
  const runtime = setup.backend === 'webgpu' ? { mjs: absolute(asyncifyMjs), wasm: absolute(asyncifyWasm) } : { mjs: absolute(plainMjs), wasm: absolute(plainWasm) };
  const { version, threads } = await ask(worker, { kind: 'load', setup, runtime }, 'loaded', () => undefined);
  const write = async (prompts: readonly Prompt[], limit: Limit, onTokens: (ids: readonly number[]) => void) => {
    await ask(worker, { kind: 'write', prompts, limit }, 'written', onTokens);
  };
  return {
    version,
    threads,
    write: (prompt, limit, onToken) => write([prompt], limit, (ids) => ids.forEach(onToken)),
    batch: async () => (prompts, limit, onTokens) => write(prompts, limit, ({ length }) => onTokens(length)),
  };
};

/** Sends one message and hears the worker out until the answer. */
function ask<K extends 'loaded' | 'written'>(worker: Worker, message: ToWorker, answer: K, onTokens: (ids: readonly number[]) => void): Promise<Extract<FromWorker, { kind: K }>> {
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message: reason }) => reject(new Error(reason || 'The worker could not be started.'));
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'tokens') onTokens(data.ids);
      else if (data.kind === 'failed') reject(new Error(data.message));
      else if (data.kind === answer) resolve(data as Extract<FromWorker, { kind: K }>);
    };
    worker.postMessage(message);
  });
}

beginVisit(load);
