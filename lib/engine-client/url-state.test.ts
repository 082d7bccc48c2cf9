import { describe, expect, it } from 'vitest';
import { type LinkState, longestPrompt, readLink, writeLink } from './url-state';

const full: LinkState = { prompt: 'Once upon a time 🍓\n“مرحبا”', settings: { temperature: 0.8, topK: 40, wide: true, mode: 'a=b&c' }, tokens: [0, 35, 36, 2_047, 128_255] };

describe('a link', () => {
  it('carries a state and gives it back', () => {
    expect(readLink(writeLink('', 'next-token', full), 'next-token')).toEqual({ state: full, problem: null });
    expect(readLink(writeLink('', 'a', {}), 'a')).toEqual({ state: {}, problem: null });
    expect(readLink(writeLink('', 'a', { prompt: '' }), 'a')?.state).toEqual({ prompt: '' });
  });

  it('is made of characters that survive any message', () => {
    expect(writeLink('', 'next-token', full)).toMatch(/^#w\.next-token=[\w-]+$/);
  });

  it('keeps the entries of others, and plain anchors', () => {
    const hash = writeLink(writeLink('#check-yourself', 'tokenizer', { prompt: 'a' }), 'next-token', full);
    expect(hash).toMatch(/^#check-yourself&w\.tokenizer=/);
    const changed = writeLink(hash, 'tokenizer', { prompt: 'b' });
    expect(readLink(changed, 'tokenizer')?.state?.prompt).toBe('b');
    expect(readLink(changed, 'next-token')?.state).toEqual(full);
    expect(writeLink(changed, 'tokenizer', null)).not.toContain('w.tokenizer');
    expect(writeLink(writeLink('', 'a', {}), 'a', null)).toBe('');
  });

  it('carries a prompt of 2,000 characters, and leaves out a longer one', () => {
    const longest = '🍓'.repeat(longestPrompt);
    expect(readLink(writeLink('', 'a', { prompt: longest }), 'a')?.state?.prompt).toBe(longest);
    const control = '\u0001'.repeat(longestPrompt);
    expect(readLink(writeLink('', 'a', { prompt: control }), 'a')?.state?.prompt).toBe(control);
    expect(readLink(writeLink('', 'a', { prompt: `${longest}x`, tokens: [1] }), 'a')?.state).toEqual({ tokens: [1] });
  });

  it('says nothing about a widget it does not name', () => {
    expect(readLink('', 'a')).toBeNull();
    expect(readLink('#w.ab=x', 'a')).toBeNull();
    expect(readLink('#intro', 'a')).toBeNull();
  });

  const encoded = (value: unknown) => `#w.a=${btoa(JSON.stringify(value)).replace(/=+$/, '')}`;
  it.each([
    ['cut off', writeLink('', 'a', full).slice(0, -9)],
    ['not base64', '#w.a=%20%%%'],
    ['empty', '#w.a='],
    ['not JSON', `#w.a=${btoa('hello')}`],
    ['null', encoded(null)],
    ['of another version', encoded({ v: 2 })],
    ['with a prompt that is no text', encoded({ v: 1, p: 5 })],
    ['with too long a prompt', encoded({ v: 1, p: 'x'.repeat(longestPrompt + 1) })],
    ['with settings that are a list', encoded({ v: 1, s: [1] })],
    ['with settings that hide objects', encoded({ v: 1, s: { a: {} } })],
    ['with tokens that are no numbers', encoded({ v: 1, t: '1.-2' })],
    ['with tokens too large', encoded({ v: 1, t: 'zzzzzz' })],
    ['huge', `#w.a=${'A'.repeat(50_000)}`],
    ['not UTF-8', `#w.a=${btoa('{"v":1,"p":"\xff\xfe"}')}`],
  ])('that is junk says so: %s', (_, hash) => {
    const read = readLink(hash, 'a');
    expect(read?.state).toBeNull();
    expect(read?.problem).toContain('damaged');
  });
});
