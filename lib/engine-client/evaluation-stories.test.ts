import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from '@/lib/engine';

const read = (path: string) => readFileSync(new URL(`../../public/${path}`, import.meta.url), 'utf8');
const endLine = '<|endoftext|>\n';
const text = read('evaluation/stories.txt');
const stories = text.split(endLine).slice(0, -1).map((story) => story.replace(/\n$/, ''));
const wordsOf = (story: string) => story.split(/\s+/);
const json = (name: string): unknown => JSON.parse(read(`models/pocket-5m/${name}`));
const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));

describe('the evaluation text', () => {
  it('is sixty stories, each closed by a line of its own', () => {
    expect(stories).toHaveLength(60);
    expect(text.endsWith(`\n${endLine}`)).toBe(true);
    expect(stories.filter((story) => story.trim() !== story || story.includes('\n\n') || story.includes('<|'))).toEqual([]);
  });

  it('keeps to plain characters that the model knows', () => {
    expect(stories.map((story) => story.replace(/[A-Za-z .,!?"'\n]/g, '')).join('')).toBe('');
  });

  it('keeps to 60 to 150 words and well inside the context', () => {
    expect(stories.filter((story) => wordsOf(story).length < 60 || wordsOf(story).length > 150)).toEqual([]);
    expect(stories.filter((story) => tokenizer.encode(story).length > 500)).toEqual([]);
  });

  it('has pairs of quotation marks in every paragraph', () => {
    const paragraphs = stories.flatMap((story) => story.split('\n'));
    expect(paragraphs.filter((paragraph) => paragraph.split('"').length % 2 === 0)).toEqual([]);
  });

  it('tells nothing twice: no two stories share eight words in a row, and few begin alike', () => {
    const seen = new Map<string, number>();
    const shared: string[] = [];
    stories.forEach((story, index) => {
      const words = wordsOf(story.toLowerCase().replace(/[^a-z\s]/g, ''));
      for (let first = 0; first + 8 <= words.length; first++) {
        const run = words.slice(first, first + 8).join(' ');
        if ((seen.get(run) ?? index) !== index) shared.push(run);
        seen.set(run, index);
      }
    });
    expect(shared).toEqual([]);
    expect(stories.filter((story) => story.startsWith('Once upon a time')).length).toBeLessThanOrEqual(15);
    expect(new Set(stories.map((story) => wordsOf(story).slice(0, 4).join(' '))).size).toBeGreaterThan(50);
  });

  it('is as its README counts it', () => {
    const tokens = stories.reduce((sum, story) => sum + tokenizer.encode(story).length, 0);
    const words = stories.reduce((sum, story) => sum + wordsOf(story).length, 0);
    const characters = stories.reduce((sum, story) => sum + story.length, 0);
    const readme = read('evaluation/README.md').replace(/,/g, '');
    for (const [count, what] of [[stories.length, 'stories'], [words, 'words'], [characters, 'characters'], [tokens, 'tokens']] as const) expect(readme).toContain(`| ${what} | ${count} |`);
  });
});
