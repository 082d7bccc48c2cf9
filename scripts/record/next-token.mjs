/** Every step with its ten best candidates and all its logits. */
const steps = 28;

/** @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { requestOf, startValues } = await studio.load('components/widgets/next-token/controls.ts');
  const run = await studio.eventsOf(await studio.engineOf(), { ...requestOf(startValues), maxTokens: steps });
  await studio.save('next-token', studio.writeRecording({ ...studio.head, runs: [run] }));
}
