import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { curriculum, type Lesson, lessonFile, lessonOf, nextLesson, previousLesson } from './curriculum';
import { facts } from './facts';
import { glossary, type GlossaryEntry } from './glossary';
import { sources } from './sources';

const folder = fileURLToPath(new URL('./lessons/', import.meta.url));
const published = curriculum.filter((lesson) => lesson.published);
const textOf = (lesson: Lesson) => readFileSync(`${folder}${lessonFile(lesson)}.mdx`, 'utf8');
const idsOf = (tag: string, text: string) => [...text.matchAll(new RegExp(`<${tag}\\s+id="([^"]*)"`, 'g'))].map(([, id]) => id);
/** The facts a text quotes: in its sentences, and as results of predictions. */
const factsIn = (text: string) => [
  ...idsOf('Fact', text),
  ...idsOf('PredictFact', text),
  ...[...text.matchAll(/<PredictDraw\s[\s\S]*?ids=\{\[([^\]]*)\]\}/g)].flatMap(([, list]) => [...list.matchAll(/'([^']+)'/g)].map(([, id]) => id)),
];
/** What a reader reads: no tags, no expressions' braces, no code. */
const proseOf = (text: string) => text.replaceAll(/`[^`]*`/g, '').replaceAll(/<[A-Za-z/][^>]*>/g, ' ');

describe('the course', () => {
  it('numbers its lessons from 1, in order', () => {
    expect(curriculum.map((lesson) => lesson.number)).toEqual(curriculum.map((_, index) => index + 1));
  });

  it('gives each lesson an address of its own', () => {
    expect(new Set(curriculum.map((lesson) => lesson.slug)).size).toBe(curriculum.length);
    for (const lesson of curriculum) expect(lessonOf(lesson.slug)).toBe(lesson);
    expect(lessonOf('no-such-lesson')).toBeUndefined();
  });

  it('asks only for lessons that come earlier', () => {
    for (const lesson of curriculum) {
      for (const slug of lesson.prerequisites) expect(lessonOf(slug)?.number, `${lesson.slug} needs ${slug}`).toBeLessThan(lesson.number);
    }
  });

  it('knows what comes before and after', () => {
    const [first, second] = curriculum;
    expect(nextLesson(first)).toBe(second);
    expect(previousLesson(second)).toBe(first);
    expect(previousLesson(first)).toBeUndefined();
    expect(nextLesson(curriculum[curriculum.length - 1])).toBeUndefined();
  });

  it('takes 8 to 15 minutes a lesson, and says what for', () => {
    for (const lesson of curriculum) {
      expect(lesson.minutes).toBeGreaterThanOrEqual(8);
      expect(lesson.minutes).toBeLessThanOrEqual(15);
      expect(lesson.goals.length).toBeGreaterThan(0);
    }
  });

  it('has a text for each published lesson, and no text without one', () => {
    for (const lesson of published) expect(existsSync(`${folder}${lessonFile(lesson)}.mdx`), lesson.slug).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(published.map((lesson) => `${lessonFile(lesson)}.mdx`).sort());
  });
});

describe.each(published)('lesson $number, $slug', (lesson) => {
  const text = textOf(lesson);

  it('imports nothing', () => {
    expect(text).not.toMatch(/^(import|export)\s/m);
  });

  it('uses only terms and facts that exist', () => {
    for (const id of idsOf('Term', text)) expect(Object.keys(glossary)).toContain(id);
    for (const id of factsIn(text)) expect(Object.keys(facts)).toContain(id);
  });

  it('explains a term once', () => {
    const ids = idsOf('Term', text);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has its parts in order', () => {
    const places = ['<Intro>', '<Predict', '<Figure', '<Check', '<Recap>'].map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('numbers its figures from 1', () => {
    const numbers = [...text.matchAll(/<Figure[\s\S]*?number=\{(\d+)\}/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('has one right answer to each question', () => {
    const [, check] = text.match(/<Check[\s\S]*?questions=\{(\[[\s\S]*?\n {2}\])\}/) ?? [];
    const questions = (check ?? '').split('question:').slice(1);
    expect(questions.length).toBeGreaterThanOrEqual(2);
    for (const question of questions) {
      expect(question.match(/right: true/g), question).toHaveLength(1);
      expect(question.match(/feedback: /g)?.length, question).toBe(question.match(/text: /g)?.length);
    }
  });

  it('is set with typographic apostrophes and quotation marks', () => {
    expect(proseOf(text)).not.toMatch(/\p{L}'\p{L}|\s"\p{L}/u);
  });
});

describe('the glossary', () => {
  const entries = Object.entries<GlossaryEntry>(glossary);

  it('refers only to entries that exist, and to no entry from itself', () => {
    for (const [id, entry] of entries) {
      for (const other of entry.seeAlso ?? []) expect(Object.keys(glossary), id).toContain(other);
      expect(entry.seeAlso ?? [], id).not.toContain(id);
    }
  });

  it('names each term once and ends each definition', () => {
    expect(new Set(entries.map(([, entry]) => entry.term)).size).toBe(entries.length);
    for (const [id, entry] of entries) expect(entry.definition, id).toMatch(/\.$/);
  });

  it('is in alphabetical order of its ids', () => {
    const ids = entries.map(([id]) => id);
    expect(ids).toEqual([...ids].sort());
  });
});

describe('facts', () => {
  it('are each quoted by a lesson', () => {
    const quoted = new Set(published.flatMap((lesson) => factsIn(textOf(lesson))));
    expect(Object.keys(facts).filter((id) => !quoted.has(id))).toEqual([]);
  });
});

describe('sources', () => {
  it('have a title, a secure address and a date of the calendar', () => {
    for (const [id, source] of Object.entries(sources)) {
      expect(source.title, id).not.toBe('');
      expect(new URL(source.url).protocol, id).toBe('https:');
      expect(source.date, id).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
      expect(Number.isNaN(Date.parse(source.date)), id).toBe(false);
    }
  });
});
