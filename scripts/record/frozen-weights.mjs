import { createHash } from 'node:crypto';

/** Fingerprint, twenty prompts, fingerprint; and the fingerprint of the weights one checkpoint on. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { promptsOf, requestOf, startTold } = await studio.load('components/widgets/frozen-weights/trial.ts');
  const { wayOf } = await studio.load('components/widgets/training-replay/stations.ts');
  const { parseCurve } = await studio.load('content/training/curve.ts');
  const { default: curve } = await studio.load('content/training/pocket-1m-scratch.json');
  const [now, later] = wayOf(parseCurve(curve)).stations.slice(-2);
  const hash = async (bytes) => createHash('sha256').update(bytes).digest('hex');

  const engine = await studio.engineOf(now.model);
  const before = await engine.fingerprint(hash);
  const answers = [];
  for (const [place, prompt] of promptsOf(startTold).entries()) {
    const events = await studio.eventsOf(engine, requestOf(prompt, place));
    answers.push({ prompt, text: events.map((event) => (event.type === 'token' ? event.text : '')).join('') });
  }
  const after = await engine.fingerprint(hash);
  const next = await (await studio.engineOf(later.model)).fingerprint(hash);
  await studio.save('frozen-weights', `${JSON.stringify({ ...studio.head, told: startTold, step: now.step, nextStep: later.step, before, answers, after, next })}\n`);
}
