import { expect, it } from 'vitest';
import { createEngine, type Engine, type EngineOptions, type GenerationEvent, type Precision } from '@/lib/engine';
import { greedy } from '@/lib/engine/generation/sample';
import { filesOf, frozen, sha256 } from './test-frozen';
import { randomModel } from './test-random-model';

const precisions: readonly Precision[] = ['f32', 'f16', 'q8', 'q4', 'q2'];

async function write(engine: Engine, prompt: string, seed: number | null, maxTokens = 40): Promise<{ readonly ids: readonly number[]; readonly reason: string }> {
  const ids: number[] = [];
  let reason = '';
  const events: AsyncIterable<GenerationEvent> = engine.generate({ prompt, sampling: seed === null ? greedy : { temperature: 0.9, topK: 40, topP: 1, seed }, maxTokens, candidates: 10 });
  for await (const event of events) {
    if (event.type === 'token') ids.push(event.id);
    if (event.type === 'generation-end') reason = event.reason;
  }
  return { ids, reason };
}

/** What holds of a frozen model in our engine on any device. */
export function frozenEngineTests(optionsFor: (files: EngineOptions['files']) => Promise<EngineOptions>): void {
  const load = async (seed: number) => createEngine(await optionsFor(filesOf(await frozen(randomModel(seed)))));

  it('passes the self-test, and writes until its stop token or its context is full', async () => {
    const engine = await load(7);
    expect(engine.facts.selfTest.filter(({ passed }) => !passed)).toEqual([]);
    const { ids, reason } = await write(engine, 'anna', null);
    expect(['stop-token', 'context-full']).toContain(reason);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.every((id) => id < engine.facts.model.vocab)).toBe(true);
    engine.destroy();
  });

  it('reads a prompt that fills its context but for one place, and goes no further', async () => {
    const engine = await load(7);
    const { reason } = await write(engine, 'a'.repeat(30), 1, 4);
    expect(['stop-token', 'context-full']).toContain(reason);
    await expect(write(engine, 'a'.repeat(32), 1, 4)).rejects.toMatchObject({ code: 'prompt-too-long', details: { tokens: 32, limit: 31 } });
    expect((await write(engine, 'a'.repeat(31), 1, 4)).ids.length).toBe(1);
    engine.destroy();
  });

  it('has one fingerprint, however much it is asked, and another one step on', async () => {
    const engine = await load(7);
    const before = await engine.fingerprint(sha256);
    for (let seed = 0; seed < 20; seed++) expect((await write(engine, 'otto', seed, 8)).ids.length).toBeGreaterThan(0);
    expect(await engine.fingerprint(sha256)).toEqual(before);
    engine.destroy();
    const next = await load(8);
    expect((await next.fingerprint(sha256)).sha256).not.toBe(before.sha256);
    next.destroy();
  });

  it('can be had in every precision, each with a fingerprint of its own, and comes back to the first', async () => {
    const engine = await load(7);
    const prints = new Map<string, string>();
    for (const precision of precisions) {
      await engine.setPrecision({ precision });
      prints.set(precision, (await engine.fingerprint(sha256)).sha256);
      expect((await write(engine, 'anna', 5, 6)).ids.length).toBeGreaterThan(0);
    }
    // f32 is the file widened, and the plain reference widens everything: f16 and f32 are the same words there.
    const alike = engine.facts.variant === 'reference' ? 1 : 0;
    expect(new Set(prints.values()).size).toBe(precisions.length - alike);
    await engine.setPrecision({ precision: 'f16' });
    expect((await engine.fingerprint(sha256)).sha256).toBe(prints.get('f16'));
    engine.destroy();
  });

  it('writes several sequences in one pass as it writes them singly', async () => {
    const engine = await load(7);
    const requests = [1, 2, 3].map((seed) => ({ prompt: 'ot', sampling: { temperature: 0.9, topK: 0, topP: 1, seed }, maxTokens: 8 }));
    const together: number[][] = [[], [], []];
    for await (const event of engine.batch({ slots: 3, sequences: requests.map((request) => ({ request })) }).events) {
      if (event.type === 'sequence-event' && event.event.type === 'token') together[event.sequence].push(event.event.id);
    }
    for (const [place, request] of requests.entries()) {
      const alone: number[] = [];
      for await (const event of engine.generate(request)) if (event.type === 'token') alone.push(event.id);
      expect(together[place]).toEqual(alone);
    }
    engine.destroy();
  });
}
