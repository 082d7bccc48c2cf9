/** A story that has not ended by itself within so many tokens is recorded up to its last whole sentence. */
const longestStory = 120;

/**
 * Twice: to see where its last sentence ends, then to there. The second run is the recording, whole and unedited.
 * @param {import('./studio.mjs').Studio} studio
 */
export async function recordStory(studio, engine, request) {
  const rehearsal = await studio.eventsOf(engine, { ...request, maxTokens: longestStory });
  if (rehearsal.at(-1).reason === 'stop-token') return rehearsal;
  let text = '';
  let tokens = 0;
  for (const event of rehearsal) {
    if (event.type !== 'token') continue;
    text += event.text;
    if (/[.!?]"?\s*$/.test(text)) tokens = event.index + 1;
  }
  return studio.eventsOf(engine, { ...request, maxTokens: tokens });
}

/**
 * Many seeds for one prompt, or the home page's, to choose by reading.
 * @param {import('./studio.mjs').Studio} studio
 */
export async function audition(studio, given) {
  const engine = await studio.engineOf();
  const { storyRequest } = await studio.load('components/widgets/home-writer/stories.ts');
  for (let seed = 1; seed <= 20; seed++) {
    const request = storyRequest(0, seed);
    const prompt = given || request.prompt;
    const events = await studio.eventsOf(engine, { ...request, prompt, maxTokens: longestStory });
    const text = events.map((event) => (event.type === 'token' ? event.text : '')).join('');
    console.log(`[${seed}] ${prompt}|${text} (${events.at(-1).reason})\n`);
  }
}
