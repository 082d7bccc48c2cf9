/** The examples' tokens. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { examples } = await studio.load('components/widgets/tokenizer/examples.ts');
  const engine = await studio.engineOf();
  const texts = examples.map(({ text }) => ({ text, pieces: engine.tokenize(text) }));
  await studio.save('tokenizer', `${JSON.stringify({ ...studio.head, texts })}\n`);
}
