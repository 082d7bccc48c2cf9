import { createLabClient } from '@/lib/engine-client/lab-client';
import type { EngineOrder } from '@/lib/engine-client/protocol';
import type { Precision } from '@/lib/engine/generation/events';

/** What the tab holds after a generation. */
export interface Reading {
  readonly generation: number;
  readonly precision: Precision;
  /** GPU buffers alive, and their bytes. */
  readonly buffers: number;
  readonly bytes: number;
}

export interface SoakOptions {
  readonly model: string;
  readonly order: EngineOrder;
  readonly generations: number;
  readonly tokens: number;
  /** The precision changes after so many. */
  readonly switchEvery: number;
  readonly readEvery: number;
}

const turns: readonly Precision[] = ['f16', 'q8', 'q4', 'f32', 'q2'];
const prompts = ['Once upon a time', 'The little dog', 'Tom had a red ball. He', 'It was raining, and Mia', 'One day, a bird'];

/** Generation after generation in this tab, through the site's own worker; precisions take turns. */
export async function soak({ model, order, generations, tokens, switchEvery, readEvery }: SoakOptions, onReading: (reading: Reading) => Promise<void>): Promise<{ backend: string; device: string }> {
  const client = createLabClient({
    createWorker: () => new Worker(new URL('./counting-worker.ts', import.meta.url), { type: 'module' }),
    order: { engine: order, seed: null },
    modelUrl: new URL(`/models/${model}/`, location.href).href,
    saveData: () => false,
  });
  const { engine } = await client.load();
  let { precision } = engine;
  for (let generation = 1; generation <= generations; generation++) {
    if (generation % switchEvery === 0) ({ precision } = await client.setPrecision({ precision: turns[(generation / switchEvery) % turns.length] }));
    const request = { prompt: prompts[generation % prompts.length], sampling: { temperature: 0.8, topK: 40, topP: 1, seed: generation }, maxTokens: tokens };
    let ended = false;
    for await (const event of client.generate(request)) ended ||= event.type === 'generation-end';
    if (!ended) throw new Error(`Generation ${generation} had no end.`);
    if (generation % readEvery === 0) await onReading({ generation, precision, ...(await countBuffers()) });
  }
  client.dispose();
  return { backend: engine.backend, device: engine.device };
}

function countBuffers(): Promise<{ buffers: number; bytes: number }> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel('soak');
    channel.onmessage = ({ data }) => {
      channel.close();
      resolve(data as { buffers: number; bytes: number });
    };
    channel.postMessage('count');
  });
}
