/** The layers whose price is reckoned, timed on the CPU backend. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { requestOf, shapeNames } = await studio.load('components/widgets/device-dollars/settings.ts');
  const engine = await studio.engineOf();
  const layers = [];
  for (const shape of shapeNames) {
    const { layer, head, copies } = await engine.measureLayer(requestOf(shape));
    layers.push({ shape, found: { layer: rounded(layer), head: rounded(head), copies } });
  }
  await studio.save('device-dollars', `${JSON.stringify({ ...studio.head, layers })}\n`);
}

/** Thousandths of a millisecond say nothing. */
const rounded = (work) => ({ ...work, ms: Number(work.ms.toFixed(3)) });
