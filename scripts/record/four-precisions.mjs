import { readFile } from 'node:fs/promises';

const model = 'pocket-5m';
/** Each text is written so often, and its speed is the middle one: other work on this machine spoils some. Odd. */
const repetitions = 9;

/** The figure's own run with each way of sharing scales, and all evaluation stories scored. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { planOf, requestOf, sharings, startSettings } = await studio.load('components/widgets/four-precisions/settings.ts');
  const { compared, nothing, qualitiesOf } = await studio.load('components/widgets/four-precisions/columns.ts');
  const { storedWeightsOf } = await studio.load('components/widgets/playground/stored-weights.ts');
  const { fewStories, splitStories } = await studio.load('lib/engine-client/evaluation-stories.ts');
  const { precisions } = await studio.load('lib/engine/pure.ts');
  const texts = splitStories(await readFile(new URL('../../public/evaluation/stories.txt', import.meta.url), 'utf8'));
  const engine = await studio.engineOf(model);
  const { prompt, seed } = startSettings;

  const runs = [];
  let sample;
  let storyTokens = 0;
  for (const { value: sharing } of sharings) {
    let comparison = nothing;
    const stored = new Map();
    const middleSpeeds = new Map();
    for (const precision of precisions) {
      const { weightBytes, bitsPerWeight, remark } = storedWeightsOf(await engine.setPrecision(planOf(precision, sharing)));
      stored.set(precision, { weightBytes, bitsPerWeight: round(bitsPerWeight, 4), remark });
      const speeds = [];
      for (let time = 0; time < repetitions; time++) {
        for (const event of await studio.eventsOf(engine, requestOf(startSettings))) comparison = compared(comparison, { type: 'event', precision, event });
        speeds.push(comparison.columns.find((column) => column.precision === precision).tokensPerSecond);
      }
      middleSpeeds.set(precision, speeds.sort((one, other) => one - other)[(repetitions - 1) / 2]);
    }
    const [widest, ...others] = precisions.map((precision) => planOf(precision, sharing));
    await engine.setPrecision(widest);
    const result = await engine.score({ texts, others });
    storyTokens = result.tokens;
    // Two stories by themselves: what a test can score again in a second.
    sample ??= { stories: 2, qualities: qualitiesOf(await engine.score({ texts: fewStories(texts, 2), others })) };
    const qualities = qualitiesOf(result);
    runs.push({
      sharing,
      columns: comparison.columns.map(({ precision, tokens }, index) => ({
        precision,
        ...stored.get(precision),
        tokensPerSecond: round(middleSpeeds.get(precision), 1),
        perplexity: round(qualities[index].perplexity, 4),
        kl: Number(qualities[index].kl.toPrecision(5)),
        top1Agreement: round(qualities[index].top1Agreement, 6),
        tokens: tokens.map(({ id, text }) => [id, text]),
      })),
    });
    console.log(`  sharing: ${sharing}: ${runs.at(-1).columns.map(({ precision, perplexity, kl }) => `${precision} ${perplexity} (KL ${kl})`).join(', ')}`);
  }
  await studio.save('four-precisions', `${JSON.stringify({ ...studio.head, prompt, seed, stories: texts.length, storyTokens, sample, runs })}\n`);
}

const round = (value, digits) => Number(value.toFixed(digits));
