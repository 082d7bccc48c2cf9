import { keep, kept, lessonKey, useKept } from './kept';

/** How far a reader has come in a lesson: read past its first section, or to its recap. */
export type Standing = 'begun' | 'finished';

const isStanding = (text: string | null): text is Standing => text === 'begun' || text === 'finished';

/** Says how far the reader has come. Who has finished a lesson and begins it again has still finished it. */
export function reportStanding(lesson: string, standing: Standing): void {
  const before = kept(lessonKey(lesson));
  if (before !== standing && before !== 'finished') keep(lessonKey(lesson), standing);
}

/** The reader's standing in a lesson; null: not begun, or the page is not alive yet. */
export function useStanding(lesson: string): Standing | null {
  const found = useKept(lessonKey(lesson));
  return isStanding(found) ? found : null;
}
