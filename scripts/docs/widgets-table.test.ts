import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { curriculum, lessonFile } from '../../content/curriculum';
import { differences, widgetsTable } from './widgets-table.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { widgets, measures } = widgetsTable(read('docs/widgets.md'));

/** The widget's own code, without its tests. */
function sourcesOf(widget: string): string {
  const folder = `components/widgets/${widget}`;
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file));
  return files.map((file) => read(join(folder, file))).join('\n');
}

const lessonTexts = curriculum.filter(({ published }) => published).map((lesson) => ({ number: lesson.number, text: read(`content/lessons/${lessonFile(lesson)}.mdx`) }));
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

describe('docs/widgets.md', () => {
  it('has every folder of widgets once, and no other', () => {
    const folders = readdirSync(join(root, 'components/widgets'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(root, 'components/widgets', entry.name, 'index.tsx')));
    expect(widgets.map(({ name }) => name).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  });

  it.each(widgets)('$name: its tasks are those that it reports, and those of its lesson', ({ name, tasks, from }) => {
    expect([...new Set(matches(sourcesOf(name), /reportTask\('([^']+)'\)/g))].toSorted()).toEqual(tasks.toSorted());
    const asked = lessonTexts.find(({ number }) => from === `lesson ${number}`);
    for (const task of tasks) expect(asked?.text, `${task} is asked for in ${from}`).toContain(`<Task name="${task}">`);
  });

  it.each(widgets)('$name: each control that it promises is in its code', ({ name, controls }) => {
    const code = sourcesOf(name);
    for (const control of controls) expect(code, control).toMatch(new RegExp(`(action[=:] ?\\{?["'\`]${control}["'\`]|data-action=["']${control}["'])`));
  });

  it('names every recording, and each is there', () => {
    const there = readdirSync(join(root, 'public/recordings')).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));
    expect([...new Set(widgets.flatMap(({ recordings }) => recordings))].toSorted()).toEqual(there.toSorted());
  });

  it('has measures of its widgets only, each once for a unit', () => {
    const names = widgets.map(({ name }) => name);
    for (const { widget, name } of measures) expect(names, name).toContain(widget);
    const rows = measures.map(({ widget, name, unit }) => `${widget} ${name} ${unit}`);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('has every task of the lessons', () => {
    const asked = lessonTexts.flatMap(({ text }) => matches(text, /<Task name="([^"]+)"/g));
    expect(asked.toSorted()).toEqual(widgets.flatMap(({ tasks }) => tasks).toSorted());
  });
});

describe('the comparison with what is seen', () => {
  const row = { widget: 'x', name: 'speed', unit: 'ms', cases: ['q4'], anyCase: false, shown: 'at rest' } as const;
  const seen = { widget: 'x', name: 'speed', unit: 'ms', case: 'q4' };

  it('finds nothing where both agree', () => {
    expect(differences([row], [seen], ['at rest'])).toEqual([]);
    expect(differences([{ ...row, cases: [], anyCase: true }], [{ ...seen, case: 'anything' }], ['at rest'])).toEqual([]);
    expect(differences([{ ...row, shown: 'sometimes' }], [], ['at rest', 'after a run'])).toEqual([]);
    expect(differences([{ ...row, shown: 'after a run' }], [], ['at rest'])).toEqual([]);
  });

  it('finds what is not in the table, what is in it alone, another unit and another case', () => {
    expect(differences([], [seen], [])).toHaveLength(1);
    expect(differences([row], [], ['at rest'])).toHaveLength(1);
    expect(differences([row], [{ ...seen, unit: 's' }], [])).toHaveLength(1);
    expect(differences([row], [{ ...seen, case: 'q8' }], [])).toHaveLength(1);
    expect(differences([row], [{ ...seen, case: null as never }], [])).toHaveLength(1);
  });
});

describe('the table as text', () => {
  it('refuses a row that is cut short, and a time that is none', () => {
    const table = (measure: string) => `## Widgets\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n\n## Measures\n\n| a | b | c | d | e |\n|---|---|---|---|---|\n${measure}\n`;
    expect(widgetsTable(table('| `x` | `speed` | `ms` | `q4`, `q8` | at rest |')).measures).toEqual([{ widget: 'x', name: 'speed', unit: 'ms', cases: ['q4', 'q8'], anyCase: false, shown: 'at rest' }]);
    expect(widgetsTable(table('| `x` | `speed` | `ms` | each precision | when a draft runs |')).measures[0]).toMatchObject({ anyCase: true, shown: 'sometimes' });
    expect(() => widgetsTable(table('| `x` | `speed` | `ms` | at rest |'))).toThrow(/cells/);
    expect(() => widgetsTable(table('| `x` | `speed` | `ms` | | later |'))).toThrow(/neither/);
    expect(() => widgetsTable('# Nothing')).toThrow(/no heading/);
  });
});
