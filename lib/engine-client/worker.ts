/// <reference lib="webworker" />
import { checkModel, createEngine, createTokenizer } from '@/lib/engine';
import { downloadFile, type DownloadEffects } from './download';
import { forgiving, indexedDbStore } from './file-store';
import type { FromWorker, ToWorker } from './protocol';
import { PutOff } from './put-off';
import { sha256 } from './sha256';
import { wait } from './wait';
import { WorkerHost } from './worker-host';

const putOff = new PutOff();
const download: DownloadEffects = { fetch: (...request) => fetch(...request), store: forgiving(indexedDbStore()), sha256, wait, later: (work) => putOff.add(work) };

/** The worker: the one place on the site that builds an engine. Here the host meets the real world. */
const host = new WorkerHost(
  {
    gpu: navigator.gpu,
    secureContext: isSecureContext,
    // Never resolves when aborted in time: then nobody listens.
    timeout: (ms, signal) => wait(ms, signal).then(() => Promise.reject(new Error(`No answer in ${ms} ms.`))),
    download,
    whenTokenTold: () => putOff.begin(),
    createEngine: ({ device, adapterDescription, software, files, plan, onEvent }) =>
      createEngine({ device, description: adapterDescription || describeProcessor(), software, files, precision: plan, onEvent }),
    // A library of its own chunk, on its own runtime: nobody downloads it who does not choose it.
    createForeignEngine: async ({ source, device, chat, limitBytes }, onEvent, signal) => {
      const { createTransformersEngine } = await import('@/lib/engine/adapters');
      return createTransformersEngine({
        source,
        device,
        description: describeProcessor(),
        chat,
        limitBytes,
        // Checked and resumed as our own models' files are, and kept at once: they are large, and later the runtime copies them too.
        readKnown: async (file) => {
          let keeping: Promise<void> | undefined;
          const { bytes } = await downloadFile({ url: file.url, file, effects: { ...download, later: (work) => (keeping = work()) }, signal, onEvent });
          await keeping;
          return bytes;
        },
        onEvent,
        signal,
      });
    },
    describeHubModel: async (repository, signal) => (await import('@/lib/engine/adapters')).describeHubModel(repository, { signal }),
    checkModel,
    createSplitter(json, config) {
      const tokenizer = createTokenizer(json, config);
      return { pieces: (text) => tokenizer.encode(text).map((id) => tokenizer.piece(id)) };
    },
  },
  (message: FromWorker) => postMessage(message),
);

addEventListener('message', (event: MessageEvent<ToWorker>) => host.receive(event.data));

/** All that a browser tells of its processor. */
function describeProcessor(): string {
  const threads = navigator.hardwareConcurrency;
  return threads > 1 ? `the processor (1 of ${threads} threads)` : 'the processor';
}
