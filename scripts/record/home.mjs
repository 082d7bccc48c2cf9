import { recordStory } from './stories.mjs';

/** The story of the front page. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { recordedSeed, storyRequest } = await studio.load('components/widgets/home-writer/stories.ts');
  const run = await recordStory(studio, await studio.engineOf(), storyRequest(0, recordedSeed));
  await studio.save('home', studio.writeRecording({ ...studio.head, runs: [run] }));
}
