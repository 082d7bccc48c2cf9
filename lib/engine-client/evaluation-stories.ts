import { EngineError } from '@/lib/engine/errors';

/** Stands on a line of its own behind each story. */
const endLine = /^<\|endoftext\|>[ \t]*\r?$/m;

/** The stories of the evaluation text; line breaks at their ends do not count. */
export function splitStories(text: string): readonly string[] {
  return text
    .split(endLine)
    .map((story) => story.replaceAll('\r\n', '\n').replace(/^\n+|\n+$/g, ''))
    .filter((story) => story.trim() !== '');
}

/** A few of the stories, evenly from first to last: not those that suit us. */
export const fewStories = (stories: readonly string[], count: number): readonly string[] => Array.from({ length: count }, (_, index) => stories[Math.floor((index * stories.length) / count)]);

/** The text that `npm run quality` scores. @throws EngineError `network`, `file-missing` */
export async function loadEvaluationStories(signal?: AbortSignal): Promise<readonly string[]> {
  const url = `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/evaluation/stories.txt`;
  const remedy = 'Try again, or look at the recorded scores.';
  const response = await fetch(url, { signal }).catch((thrown: unknown) => {
    signal?.throwIfAborted();
    throw new EngineError('network', `The stories to be scored could not be fetched: ${String(thrown)}.`, remedy, { url });
  });
  if (!response.ok) throw new EngineError(response.status === 404 ? 'file-missing' : 'network', `The stories to be scored are not there (HTTP ${response.status}).`, remedy, { url, status: response.status });
  return splitStories(await response.text());
}
