import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createEngine, type GenerationEvent } from '@/lib/engine';
import { parseRecording } from './recording';

const read = (path: string) => readFileSync(new URL(`../../public/${path}`, import.meta.url));
const json = (name: string): unknown => JSON.parse(read(`models/pocket-5m/${name}`).toString());

type Start = Extract<GenerationEvent, { type: 'generation-start' }>;
const idsOf = (events: readonly GenerationEvent[]) => events.flatMap((event) => (event.type === 'token' ? [event.id] : []));

test.for(['home', 'next-token', 'forward-pass', 'not-a-lookup'])('the recording %s is what the shipped model writes (else: npm run recordings)', async (name) => {
  const weights = read('models/pocket-5m/model.safetensors');
  const engine = await createEngine({
    device: null,
    description: 'CPU',
    software: false,
    files: { name: 'pocket-5m', config: json('config.json'), tokenizer: json('tokenizer.json'), tokenizerConfig: json('tokenizer_config.json'), weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength) as ArrayBuffer },
  });
  const { runs } = parseRecording(read(`recordings/${name}.json`).toString(), name);
  expect(runs.length).toBeGreaterThan(0);
  for (const recorded of runs) {
    const { prompt, sampling, maxTokens } = recorded.find((event): event is Start => event.type === 'generation-start')!;
    const written: GenerationEvent[] = [];
    for await (const event of engine.generate({ prompt, sampling, maxTokens })) written.push(event);
    expect(idsOf(written)).toEqual(idsOf(recorded));
  }
  engine.destroy();
});
