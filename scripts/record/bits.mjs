import { readFile, writeFile } from 'node:fs/promises';

const model = 'pocket-5m';
/** Keys of the third layer: a whole matrix that is small enough to travel, so that blocks of any size can be made of it on the page. */
const tensor = 'model.layers.2.self_attn.k_proj.weight';

/** It has a weight far larger than all others. */
const tensorWithOutlier = 'model.layers.0.self_attn.k_proj.weight';
/** What the lesson multiplies a weight by. */
const factor = 32;

/** One whole matrix, bit for bit; and what lesson 5 quotes of it, as its figure reckons it. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { parseSafetensors } = await studio.load('lib/engine/formats/safetensors.ts');
  const file = await readFile(new URL(`../../public/models/${model}/model.safetensors`, import.meta.url));
  const tensors = parseSafetensors(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  const { dtype, shape, values } = tensors.get(tensor);
  if (dtype !== 'f16') throw new Error(`${tensor} is stored as ${dtype}, and this recording is of 16-bit floats.`);
  const weights = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  const [rows, columns] = shape;
  const text = `${JSON.stringify({ ...studio.head, model, tensor, rows, columns, weights })}\n`;
  await studio.save('bits', text);

  const { parseBits } = await studio.load('components/widgets/bits/recording.ts');
  const { quotedOf } = await studio.load('components/widgets/bits/quoted.ts');
  const { widen } = await studio.load('lib/engine/pure.ts');
  const quoted = { model, tensor, ...quotedOf(parseBits(text, 'bits').matrix, factor), outlier: outlierOf(widen(tensors.get(tensorWithOutlier))) };
  await writeFile(new URL('../../content/facts/quantisation.json', import.meta.url), `${JSON.stringify(quoted, null, 2)}\n`);
}

/** The largest weight, and how large weights of its matrix are: the root of their mean square. */
function outlierOf(weights) {
  const value = weights.reduce((most, weight) => (Math.abs(weight) > Math.abs(most) ? weight : most), 0);
  return { tensor: tensorWithOutlier, value, usual: Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length) };
}
