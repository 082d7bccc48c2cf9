import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lessonSource, partsOf } from '@/app/_site/lesson-parts';
import { curriculum, lessonOf } from '@/content/curriculum';
import { facts } from '@/content/facts';
import { teaching } from '@/content/teaching';
import { classMinutes } from '@/content/teaching/lesson-teaching';

const registry = readFileSync(new URL('../../components/widgets/registry.tsx', import.meta.url), 'utf8');

describe('teaching', () => {
  it('has every published lesson, in the order of the course, and no other', () => {
    expect(teaching.map(({ lesson }) => lesson)).toEqual(curriculum.filter(({ published }) => published).map(({ slug }) => slug));
  });
});

describe.each(teaching)('the class on $lesson', (plan) => {
  const lesson = lessonOf(plan.lesson)!;
  const texts = [plan.before, ...plan.plan.map(({ words }) => words), ...plan.misconceptions.flatMap(({ belief, reply }) => [belief, reply]), ...plan.questions.flatMap(({ question, answer }) => [question, answer])];

  it('fits a school hour, takes longer than reading, and asks before it runs', () => {
    expect(classMinutes(plan)).toBeGreaterThan(lesson.minutes);
    expect(classMinutes(plan)).toBeLessThanOrEqual(45);
    const moves = plan.plan.map(({ move }) => move);
    expect(moves).toEqual(expect.arrayContaining(['ask', 'guess', 'run', 'check']));
    expect(moves.indexOf('guess')).toBeLessThan(moves.indexOf('run'));
  });

  it('opens only figures that the lesson has, and each of them at least once', async () => {
    const { figures } = await partsOf(await lessonSource(lesson));
    const opened = plan.plan.flatMap(({ open }) => (open ? [open.widget] : []));
    const inLesson = figures.map(({ widget }) => widget);
    for (const widget of opened) {
      expect(inLesson).toContain(widget);
      expect(registry).toMatch(new RegExp(`\\b${widget}['"]?:`));
    }
    for (const widget of inLesson) expect(opened).toContain(widget);
  });

  it('quotes only facts that exist', () => {
    for (const text of texts) for (const [, id] of text.matchAll(/\{([^}]*)\}/g)) expect(Object.keys(facts)).toContain(id);
  });

  it('has misconceptions with replies and questions with answers, well set', () => {
    expect(plan.misconceptions.length).toBeGreaterThanOrEqual(2);
    expect(plan.questions.length).toBeGreaterThanOrEqual(3);
    for (const text of texts) {
      expect(text).toMatch(/[.?]$/);
      expect(text).not.toMatch(/\p{L}'\p{L}|\s"\p{L}/u);
    }
  });
});
