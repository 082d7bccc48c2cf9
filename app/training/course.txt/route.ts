import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { curriculum, lessonFile } from '@/content/curriculum';
import { facts, type FactId } from '@/content/facts';
import { plainLesson } from './plain-lesson';

export const dynamic = 'force-static';

/** The text of every published lesson, one after another, written once when the site is built: a text to train on. */
export function GET(): Response {
  const published = curriculum.filter((lesson) => lesson.published);
  const texts = published.map((lesson) => plainLesson(readFileSync(join(process.cwd(), 'content/lessons', `${lessonFile(lesson)}.mdx`), 'utf8'), (id) => facts[id as FactId].shown));
  return new Response(`${texts.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
