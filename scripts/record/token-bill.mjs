/** How many tokens the course's own tokenizer makes of the example prompts. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { examples } = await studio.load('components/widgets/token-bill/examples.ts');
  const engine = await studio.engineOf();
  const counts = examples.map(({ text }) => ({ text, tokens: engine.tokenize(text).length }));
  await studio.save('token-bill', `${JSON.stringify({ ...studio.head, counts })}\n`);
}
