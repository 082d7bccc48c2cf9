/**
 * What one precision of the model costs and is worth, on one backend.
 * @typedef {{ model: string, backend: string, precision: string, weightBytes: number, bitsPerWeight: number, perplexity: number, klToF32: number, top1Agreement: number }} Row
 */

/** Widest first: the others are compared with the first. */
export const precisions = ['f32', 'f16', 'q8', 'q4', 'q2'];

/**
 * Scores the texts at every precision. Runs in Node and, served as it is, in a page.
 * @param {import('../../lib/engine/engine').Engine} engine
 * @param {readonly string[]} texts
 * @param {(precision: string, done: number, of: number) => void} onProgress
 * @returns {Promise<{ rows: Row[], tokens: number, device: string }>}
 */
export async function measureQuality(engine, texts, onProgress) {
  const rows = [];
  let tokens = 0;
  for (const precision of precisions) {
    const facts = await engine.setPrecision({ precision });
    // f32 differs from itself in nothing; to compute that would take as long again.
    const compareTo = precision === 'f32' ? undefined : { precision: 'f32' };
    const result = await engine.score({ texts, compareTo }, ({ doneTexts }) => onProgress(precision, doneTexts, texts.length));
    const { kl, top1Agreement } = result.comparison ?? { kl: 0, top1Agreement: 1 };
    tokens = result.tokens;
    rows.push({
      model: facts.model.name,
      backend: facts.backend,
      precision,
      weightBytes: facts.weightBytes,
      bitsPerWeight: facts.bitsPerWeight,
      perplexity: result.perplexity,
      klToF32: kl,
      top1Agreement,
    });
  }
  return { rows, tokens, device: engine.facts.device };
}
