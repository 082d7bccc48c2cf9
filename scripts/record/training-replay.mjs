/** The same prompt and seed, gone on with by each checkpoint of the training run. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { requestOf, startSettings } = await studio.load('components/widgets/training-replay/settings.ts');
  const { wayOf } = await studio.load('components/widgets/training-replay/stations.ts');
  const { parseCurve } = await studio.load('content/training/curve.ts');
  const { default: curve } = await studio.load('content/training/pocket-1m-scratch.json');
  const { prompt, seed } = startSettings;
  const samples = [];
  for (const { step, model } of wayOf(parseCurve(curve)).stations) {
    const events = await studio.eventsOf(await studio.engineOf(model), requestOf(startSettings));
    samples.push({
      step,
      pieces: events.filter(({ type }) => type === 'token').map(({ text }) => text),
      endReason: events.find(({ type }) => type === 'generation-end').reason,
    });
  }
  await studio.save('training-replay', `${JSON.stringify({ ...studio.head, prompt, seed, samples })}\n`);
}
