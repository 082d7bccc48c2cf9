import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { curriculum, lessonFile } from '../../content/curriculum';
import { bareNumbers, plainKinds, proseOf } from './bare-numbers.mjs';
import { plainNumbers } from './plain-numbers.mjs';

const published = curriculum.filter((lesson) => lesson.published);
const textOf = (lesson: (typeof curriculum)[number]) => readFileSync(fileURLToPath(new URL(`../../content/lessons/${lessonFile(lesson)}.mdx`, import.meta.url)), 'utf8');

describe('the sentences of the lessons', () => {
  it.each(published)('$slug has no number without provenance, but those listed as none', (lesson) => {
    const { bare, unused } = bareNumbers(textOf(lesson), plainNumbers[lesson.slug]);
    expect(bare.map(({ number, line, words }) => `line ${line}: ${number} in “${words}”`)).toEqual([]);
    expect(unused, 'listed in plain-numbers.mjs and not in the lesson').toEqual([]);
  });

  it('are the only ones with a list', () => {
    expect(Object.keys(plainNumbers).filter((slug) => !published.some((lesson) => lesson.slug === slug))).toEqual([]);
  });

  it('give a reason for each', () => {
    for (const [slug, entries] of Object.entries(plainNumbers)) {
      expect(new Set(entries.map(({ text }) => text)).size, slug).toBe(entries.length);
      for (const { text, why } of entries) {
        expect(text, slug).toMatch(/\d/);
        expect(why.length, text).toBeGreaterThan(8);
      }
    }
  });
});

describe('the check of numbers', () => {
  const numbersIn = (mdx: string) => bareNumbers(mdx).bare.map(({ number }) => number);

  it('finds one that is planted, wherever a reader reads it', () => {
    expect(numbersIn('It took 3.7 seconds.')).toEqual(['3.7']);
    expect(numbersIn('It costs $15, or 40% more; 8x as fast.')).toEqual(['$15', '40%', '8x']);
    expect(numbersIn('## All 4096 of them')).toEqual(['4096']);
    expect(numbersIn('| model | 1,024 |')).toEqual(['1,024']);
    expect(numbersIn('<Figure number={2} title="It is 8 times faster" takeaway="Or 9.">\n  <Thing />\n</Figure>')).toEqual(['8', '9']);
    expect(numbersIn("<Check questions={[{ question: 'Of 12?', answers: [{ text: '13', feedback: 'No: 14.' }] }]} />")).toEqual(['12', '13', '14']);
    expect(numbersIn('<PredictFact id="x-1" question={<>After 7 days?</>} />')).toEqual(['7']);
    expect(numbersIn(textOf(published[0]).replace('<Recap>', 'A model of 123456 parameters.\n\n<Recap>'))).toContain('123456');
  });

  it('says where it is', () => {
    const [{ line, words }] = bareNumbers('One.\n\nIt took 3.7 seconds.').bare;
    expect(line).toBe(3);
    expect(words).toBe('One. It took 3.7 seconds.');
  });

  it('lets pass facts, code, addresses, list numbers and names', () => {
    expect(numbersIn('There are <Fact id="tokens-4096" /> of them, `␣a` 259'.replace(' 259', ''))).toEqual([]);
    expect(numbersIn('`412`\n\n```\n1 + 1\n```\n[as in](https://example.org/2301.00001)\n\n1. One\n2. Two')).toEqual([]);
    expect(numbersIn('On 5 August 2026 Llama 3.1 405B, in q4, on an H100: see Figure 2 and lesson 3, at temperature 0.')).toEqual([]);
  });

  it('has no kind that lets a number of any size pass', () => {
    for (const { kind, pattern } of plainKinds) expect('It took 3.7 seconds, 12,345 tokens and 8 bytes.'.match(pattern), kind).toBeNull();
  });

  it('takes a lesson’s own only as they stand', () => {
    expect(bareNumbers('In 4 days, in 5 weeks.', [{ text: '4 days', why: 'an example' }])).toMatchObject({ bare: [{ number: '5' }], unused: [] });
    expect(bareNumbers('In four days.', [{ text: '4 days', why: 'an example' }]).unused).toEqual(['4 days']);
  });

  it('reads questions and takeaways, and no attributes of settings', () => {
    expect(proseOf('<Figure number={12} title="A title">').trim()).toContain('A title');
    expect(proseOf('<Figure number={12} title="A title">')).not.toContain('12');
  });
});
