import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import type { Capability, Engine, EngineFacts } from '../engine';
import { EngineError } from '../errors';
import { score } from '../generation/score';
import { createTokenizer } from '../tokenizer/tokenizer';
import { readForeignConfig, type ForeignConfig } from './foreign-config';
import { foreignDtypes } from './foreign-dtype';
import type { KnownFile, ReadForeignFile, TellLoad } from './foreign-file';
import { ForeignFiles, planFiles, type ForeignPlan, type ForeignSource } from './foreign-files';
import { checkGpu, whenLost } from './foreign-gpu';
import { PromptWriter } from './foreign-prompt';
import { ForeignRunner } from './foreign-runner';
import { checkForeignRequest, generateForeign, type ForeignHost } from './generate-foreign';
import { loadFailure, runFailure } from './in-our-words';
import { loadLibrary, withFiles, type Library } from './library';
import { rethrow } from './whole-queues';

/** Most that is downloaded for one model, in bytes: it must also fit into WebAssembly's 4 GB, twice over while it loads. */
export const mostDownloadBytes = 2e9;

export interface TransformersOptions {
  readonly source: ForeignSource;
  readonly device: 'webgpu' | 'wasm';
  /** The device in words, for the reader; of a GPU its own name is taken where the browser tells it. */
  readonly description: string;
  /** Put each prompt into the model's chat template, as a message. Default: where the model has one. */
  readonly chat?: boolean;
  /** Refuse a larger download. Default `mostDownloadBytes`. */
  readonly limitBytes?: number;
  readonly fetch?: typeof fetch;
  /** How the large files of a hub are brought, whose size and SHA-256 it tells. Default: by plain requests, with nothing kept. */
  readonly readKnown?: ReadForeignFile<KnownFile>;
  readonly onEvent?: TellLoad;
  readonly signal?: AbortSignal;
}

const capabilities: readonly Capability[] = ['cache-off', 'score'];

/**
 * Loads a model into transformers.js, behind the face of our own engine: its forward pass and its KV cache, with our sampling,
 * coins and events. It finds its device itself. One per worker, which is best ended with it: the runtime's memory never shrinks.
 * @throws EngineError `file-missing`, `model-gated`, `model-too-large`, `network`, `file-malformed`, `file-truncated`, `out-of-memory`, `no-webgpu`, `no-adapter`, `invalid-request`; an `AbortError`
 */
export async function createTransformersEngine(options: TransformersOptions): Promise<Engine> {
  const { source, device, limitBytes = mostDownloadBytes, signal = new AbortController().signal } = options;
  const fetcher = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  const tell = options.onEvent ?? (() => undefined);
  const description = (device === 'webgpu' && (await checkGpu(source.dtype ?? 'fp32'))) || options.description;
  const plan = await planFiles(source, limitBytes, fetcher, signal);
  const files = new ForeignFiles(plan, { fetch: fetcher, readKnown: options.readKnown, limitBytes }, signal, tell);
  await files.bringDescription();
  const config = readForeignConfig(files.json('config.json'), files.json('generation_config.json'));
  const tokenizer = createTokenizer(files.json('tokenizer.json'), files.json('tokenizer_config.json'));
  tell({ type: 'tokenizer-ready' });
  await files.bringWeights();
  signal.throwIfAborted();

  tell({ type: 'compile-start' });
  const begin = performance.now();
  const { library, model, splitter } = await loadIntoLibrary(plan, files, options);
  const runner = new ForeignRunner(library, model, config.vocab);
  await warmUp(runner, config).catch((thrown) => {
    throw loadFailure(thrown, plan.name);
  });
  const compileMs = performance.now() - begin;
  tell({ type: 'compile-end', ms: compileMs, pipelines: 0 });

  const facts = factsOf(plan, config, device, description, { version: library.env.version!, weightBytes: files.weightBytes, kvCacheBytes: runner.cacheBytes(config.contextLength), compileMs });
  const prompts = new PromptWriter(splitter, options.chat ?? Boolean(splitter.chat_template), config.beginId, config.contextLength);
  const { backend, precision } = facts;
  const host: ForeignHost = { runner, tokenizer, prompts, config, model: plan.name, backend, precision, device: description };
  return asEngine(host, facts, whenLost(library, device), async () => {
    runner.forget();
    await model.dispose();
  });
}

async function loadIntoLibrary(plan: ForeignPlan, files: ForeignFiles, { device }: TransformersOptions): Promise<{ library: Library; model: PreTrainedModel; splitter: PreTrainedTokenizer }> {
  const library = await loadLibrary().catch((thrown) => {
    throw new EngineError('network', `transformers.js itself could not be loaded: ${thrown instanceof Error ? thrown.message : String(thrown)}`, 'Check the connection and try again.');
  });
  try {
    return await withFiles(files.all, async (modelId) => {
      const splitter = await library.AutoTokenizer.from_pretrained(modelId);
      // Newer models keep their template in a file of its own, which the library does not read.
      splitter.chat_template ??= files.text('chat_template.jinja') ?? null;
      const model = await library.AutoModelForCausalLM.from_pretrained(modelId, { device, dtype: plan.dtype, use_external_data_format: files.weightChunks });
      Object.values(model.sessions).forEach(rethrow);
      return { library, model, splitter };
    });
  } catch (thrown) {
    throw loadFailure(thrown, plan.name);
  }
}

/** One token, read and forgotten: shaders are compiled and memory is taken now, and not in the first run. */
async function warmUp(runner: ForeignRunner, { beginId }: ForeignConfig): Promise<void> {
  await runner.read([beginId], 0);
  await runner.extend(beginId);
  runner.forget();
}

interface Measured {
  readonly version: string;
  readonly weightBytes: number;
  readonly kvCacheBytes: number;
  readonly compileMs: number;
}

function factsOf({ name, dtype }: ForeignPlan, config: ForeignConfig, device: 'webgpu' | 'wasm', description: string, { version, ...measured }: Measured): EngineFacts {
  const { parameters, layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId } = config;
  const { precision } = foreignDtypes[dtype];
  return {
    engine: `transformers.js ${version}`,
    backend: device === 'webgpu' ? 'webgpu' : 'cpu',
    precision,
    plan: { precision },
    variant: dtype,
    device: description,
    model: { name, parameters, layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId },
    ...measured,
    bitsPerWeight: parameters > 0 ? (measured.weightBytes * 8) / parameters : 0,
    storage: [],
    draft: null,
    pipelines: 0,
    selfTest: [],
  };
}

function asEngine(host: ForeignHost, facts: EngineFacts, lost: Promise<string>, dispose: () => Promise<void>): Engine {
  const { runner, tokenizer, config } = host;
  let running = false;
  const take = (): void => {
    if (running) throw new EngineError('invalid-request', 'Another run is under way on this engine.', 'Wait until it has ended, or abort it.');
    running = true;
  };
  return {
    facts,
    capabilities,
    tokenize: (text) => tokenizer.encode(text).map((id) => tokenizer.piece(id)),
    async *generate(request, signal) {
      const checked = checkForeignRequest(request, host);
      take();
      try {
        yield* generateForeign(host, checked, signal);
      } catch (thrown) {
        runner.forget();
        throw runFailure(thrown);
      } finally {
        running = false;
      }
    },
    async score(request, onProgress, signal) {
      if (request.compareTo || request.others) throw cannot('compare two precisions of a model');
      take();
      try {
        return await score(runner, tokenizer, config, request, undefined, onProgress, signal);
      } catch (thrown) {
        throw signal?.aborted ? thrown : runFailure(thrown);
      } finally {
        runner.forget();
        running = false;
      }
    },
    batch() {
      throw cannot('run several sequences in one pass');
    },
    setPrecision: async () => Promise.reject(cannot('change the precision of a model that is loaded: each is a file of its own')),
    setDraft: async (draft) => (draft === null ? facts : Promise.reject(cannot('draft tokens'))),
    measureLayer: async () => Promise.reject(cannot('time a layer by itself')),
    measureDevice: async () => Promise.reject(cannot('measure the device')),
    fingerprint: async () => Promise.reject(cannot('read the weights back')),
    measureCopyBandwidth: async () => null,
    lost,
    destroy: () => void dispose().catch(() => undefined),
  };
}

function cannot(what: string): EngineError {
  return new EngineError('invalid-request', `transformers.js does not ${what} here.`, 'Choose this page’s own engine for that.');
}
