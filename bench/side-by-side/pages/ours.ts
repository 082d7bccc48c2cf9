import { openLabClient } from '@/lib/engine-client/lab';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import type { Limit, Load, Prompt, WriteBatch } from './contestant';
import { beginVisit } from './visit';

/** Our engine, by the site's own client, worker, download and cache. */
const load: Load = async ({ backend, precision, prompt }) => {
  if (backend === 'wasm') throw new Error('Ours are webgpu and cpu.');
  const client = openLabClient({ engine: 'ours', order: backend, model: 'pocket-5m' }, { plan: { precision } });
  const [{ engine }] = await Promise.all([client.load(), checkIds(client, prompt)]);
  if (engine.backend !== backend) throw new Error(`Asked for ${backend}, it runs on ${engine.backend}.`);
  return {
    version: engine.engine,
    // Both backends are driven by one worker, and the CPU kernels run in it.
    threads: 1,
    async write(text, limit, onToken) {
      for await (const event of client.generate(requestOf(text, limit), { signal: signalOf(limit) })) {
        if (event.type === 'token' && event.id !== engine.model.stopId) onToken(event.id);
      }
    },
    batch: async () => writeBatch(client, engine.model.stopId),
  };
};

async function checkIds(client: LabClient, { text, ids }: Prompt): Promise<void> {
  const pieces = await client.tokenize(text);
  if (pieces.map(({ id }) => id).join() !== ids.slice(1).join()) throw new Error('The prompt was split into other tokens.');
}

function writeBatch(client: LabClient, stopId: number): WriteBatch {
  return async (prompts, limit, onTokens) => {
    const run = client.batch({ slots: prompts.length, sequences: prompts.map((prompt) => ({ request: requestOf(prompt, limit) })) }, { signal: signalOf(limit) });
    for await (const event of run.events) {
      if (event.type === 'sequence-error') throw new Error(event.error.message);
      if (event.type === 'sequence-event' && event.event.type === 'token' && event.event.id !== stopId) onTokens(1);
    }
  };
}

const requestOf = ({ text }: Prompt, { tokens }: Limit): GenerateRequest => ({ prompt: text, sampling: { temperature: 0, topK: 0, topP: 1, seed: 1 }, maxTokens: tokens });

const signalOf = ({ seconds }: Limit): AbortSignal | undefined => (Number.isFinite(seconds) ? AbortSignal.timeout(seconds * 1_000) : undefined);

beginVisit(load);
