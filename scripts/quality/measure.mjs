/**
 * What one precision of the model costs and is worth, on one backend.
 * @typedef {{ model: string, backend: string, precision: string, weightBytes: number, bitsPerWeight: number, perplexity: number, klToF32: number, top1Agreement: number }} Row
 */

/** Widest first: the others are compared with the first. */
const precisions = ['f32', 'f16', 'q8', 'q4', 'q2'];

/**
 * Scores the texts at every precision. Runs in Node and, served as it is, in a page.
 * @param {import('../../lib/engine/engine').Engine} engine
 * @param {readonly string[]} texts
 * @param {(done: number, of: number) => void} onProgress
 * @returns {Promise<{ rows: Row[], tokens: number, device: string }>}
 */
export async function measureQuality(engine, texts, onProgress) {
  const plans = precisions.map((precision) => ({ precision }));
  const [f32, ...others] = plans;
  await engine.setPrecision(f32);
  const { tokens, perplexity, others: compared } = await engine.score({ texts, others }, ({ doneTexts }) => onProgress(doneTexts, texts.length));
  // From itself f32 differs in nothing.
  const scores = [{ perplexity, kl: 0, top1Agreement: 1 }, ...compared];

  const rows = [];
  for (const [index, plan] of plans.entries()) {
    const { model, backend, precision, weightBytes, bitsPerWeight } = await engine.setPrecision(plan);
    const { perplexity: ownPerplexity, kl, top1Agreement } = scores[index];
    rows.push({ model: model.name, backend, precision, weightBytes, bitsPerWeight, perplexity: ownPerplexity, klToF32: kl, top1Agreement });
  }
  return { rows, tokens, device: engine.facts.device };
}
