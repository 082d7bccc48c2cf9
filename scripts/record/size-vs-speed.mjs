/** Every size in q4, and what the device can do. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { context } = await studio.load('components/widgets/size-vs-speed/sizes.ts');
  const { modelShapes } = await studio.load('content/model-shapes.ts');
  const engine = await studio.engineOf();
  const precision = 'q4';
  const measured = await engine.measureDevice();
  const sizes = [];
  for (const shape of modelShapes) {
    sizes.push({ shape: shape.name, precision, found: await engine.measureLayer({ shape, plan: { precision }, batch: 1, tokens: 1, context }) });
    console.log(shape.name, sizes.at(-1).found.layer.ms);
  }
  await studio.save('size-vs-speed', `${JSON.stringify({ ...studio.head, measured, sizes }, (_, value) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value))}\n`);
}
