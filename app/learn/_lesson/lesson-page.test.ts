import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lessonSource } from '@/app/_site/lesson-parts';
import { curriculum, lessonFile } from '@/content/curriculum';

const registry = readFileSync(new URL('../../../components/widgets/registry.tsx', import.meta.url), 'utf8');
const importsOf = (file: string) => new Map([...file.matchAll(/^import (\w+) from '(?:@\/components\/widgets|\.)\/([\w-]+)';/gm)].map(([, tag, name]) => [tag, name]));

describe.each(curriculum.filter(({ published }) => published))('the page of lesson $number, $slug', (lesson) => {
  const page = readFileSync(new URL(`../${lesson.slug}/page.tsx`, import.meta.url), 'utf8');
  const handed = importsOf(page);

  it('shows this lesson’s text', () => {
    expect(page).toContain(`from '@/content/lessons/${lessonFile(lesson)}.mdx'`);
    expect(page).toContain(`const slug = '${lesson.slug}';`);
  });

  it('hands it the widgets it uses, under the names they have everywhere, and no others', async () => {
    const all = importsOf(registry);
    const text = await lessonSource(lesson);
    const used = [...all.keys()].filter((tag) => new RegExp(`<${tag}\\b`).test(text));
    expect(used.length).toBeGreaterThan(0);
    expect([...handed.keys()].toSorted()).toEqual(used.toSorted());
    for (const [tag, name] of handed) expect(name).toBe(all.get(tag));
  });
});
