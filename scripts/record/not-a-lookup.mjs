/** One prompt, two seeds. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { requestOf, secondSeed, startValues } = await studio.load('components/widgets/not-a-lookup/controls.ts');
  const { prompt, seed } = startValues;
  const engine = await studio.engineOf();
  const runs = [];
  for (const each of [seed, secondSeed(seed)]) runs.push(await studio.eventsOf(engine, requestOf(prompt, each)));
  await studio.save('not-a-lookup', studio.writeRecording({ ...studio.head, runs }));
}
