/** The figure's own measurement of the start model's layer, with each batch. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { batches, requestOf, startSettings } = await studio.load('components/widgets/why-not-faster/settings.ts');
  const { precisions } = await studio.load('lib/engine/pure.ts');
  const engine = await studio.engineOf();
  const measured = roundFields(await engine.measureDevice());
  const runs = [];
  for (const batch of batches) {
    const layers = [];
    for (const precision of precisions) {
      const layer = await middleOf(async () => (await engine.measureLayer(requestOf({ ...startSettings, batch }, precision))).layer);
      layers.push({ precision, layer: roundFields(layer) });
      console.log(`  batch ${batch}, ${precision}: ${layer.ms.toFixed(2)} ms`);
    }
    runs.push({ batch, layers });
  }
  await studio.save('why-not-faster', `${JSON.stringify({ ...studio.head, backend: engine.facts.backend, model: startSettings.model, measured, runs })}\n`);
}

/** Other work on this machine spoils a measurement now and then: of three, the one in the middle. */
async function middleOf(measure) {
  const found = [];
  while (found.length < 3) found.push(await measure());
  return found.sort((one, other) => one.ms - other.ms)[1];
}

/** Six digits of each number: more is noise. */
const roundFields = (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(6)) : value]));
