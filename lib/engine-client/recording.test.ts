import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EngineError } from '@/lib/engine/errors';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { decodeHalfFloats, encodeHalfFloats } from './half-floats';
import { parseRecording, parseTokenizerRecording, type Recording, writeRecording } from './recording';
import { end, pieceOf, prefill, start, token } from './testing/events';

const logits = Float32Array.from({ length: 2_048 }, (_, index) => Math.sin(index) * 15);
const recording: Recording = { version: 1, date: '2026-11-23', device: 'a test', runs: [[start(), ...prefill, token(0, 5, { logits, candidates: [{ id: 5, text: ' a', logprob: -1 }] }), end()]] };

describe('half floats', () => {
  it('come back within half a unit in the eleventh bit', () => {
    const back = decodeHalfFloats(encodeHalfFloats(logits));
    expect(back).toHaveLength(logits.length);
    back.forEach((value, index) => expect(Math.abs(value - logits[index])).toBeLessThanOrEqual(Math.abs(logits[index]) * 2 ** -11 + 2 ** -25));
  });

  it('keep what a half can hold exactly, at every edge', () => {
    const exact = Float32Array.of(0, -0, 1, -2, 65_504, 2 ** -14, 2 ** -24, -(2 ** -15), 1 + 2 ** -10, Infinity, -Infinity);
    expect(decodeHalfFloats(encodeHalfFloats(exact))).toEqual(exact);
    const others = decodeHalfFloats(encodeHalfFloats(Float32Array.of(65_519, 65_520, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -26, NaN)));
    expect([...others]).toEqual([65_504, Infinity, 1, 1 + 2 ** -9, 0, NaN]);
  });

  it('agree with the platform on every half there is', () => {
    const all = new Float32Array(65_536);
    const bytes = new Uint8Array(65_536 * 2);
    new Uint16Array(bytes.buffer).forEach((_, bits, halves) => (halves[bits] = bits));
    const values = decodeHalfFloats(Buffer.from(bytes.buffer).toString('base64'));
    all.set(values);
    const again = decodeHalfFloats(encodeHalfFloats(all));
    expect(Buffer.compare(new Uint8Array(again.buffer), new Uint8Array(values.buffer))).toBe(0);
  });
});

describe('a recording', () => {
  it('comes back as it was written, logits to half precision', () => {
    const back = parseRecording(writeRecording(recording), 'test');
    expect({ ...back, runs: [] }).toEqual({ ...recording, runs: [] });
    const before = recording.runs[0][3] as { logits: Float32Array };
    const after = back.runs[0][3] as { logits: Float32Array };
    expect({ ...after, logits: null }).toEqual({ ...before, logits: null });
    expect(after.logits).toBeInstanceOf(Float32Array);
    expect(Math.max(...after.logits.map((value, index) => Math.abs(value - logits[index])))).toBeLessThan(0.01);
  });

  it('holds rounds of a draft and what was looked at inside', () => {
    const inside: GenerationEvent[] = [
      { type: 'probe', at: 15, index: 0, firstPosition: 0, tokens: 1, attention: [{ layer: 1, head: 2, weights: Float32Array.of(1, 0.5, 0.25) }], lens: [[{ id: 5, text: ' a', logprob: -1 }]] },
      { type: 'draft', at: 18, index: 1, proposed: [pieceOf(5), pieceOf(6)], accepted: 1, draftMs: 1, verifyMs: 2 },
      { type: 'probe', at: 19, index: 2, firstPosition: 2, tokens: 1 },
    ];
    const runs = [[start(), ...prefill, ...inside, token(1, 5), end()]];
    expect(parseRecording(writeRecording({ ...recording, runs }), 'test').runs).toEqual(runs);
    const spoilt = (change: object, at: number) => JSON.stringify({ ...recording, runs: [inside.map((event, index) => (index === at ? { ...event, ...change } : { type: 'prefill-end', at: 1 }))] });
    for (const [change, at] of [
      [{ index: 'first' }, 0],
      [{ attention: 'much' }, 0],
      [{ attention: [{ layer: 1, head: 2, weights: '!' }] }, 0],
      [{ attention: [{ layer: 1, head: 2, weights: [1] }] }, 0],
      [{ lens: [['a']] }, 2],
      [{ proposed: null }, 1],
      [{ accepted: null }, 1],
    ] as const) expect(() => parseRecording(spoilt(change, at), 'test'), JSON.stringify(change)).toThrow(EngineError);
  });

  const good = JSON.parse(writeRecording(recording)) as { runs: Record<string, unknown>[][] };
  const withEvent = (change: Record<string, unknown>, at = 3) =>
    JSON.stringify({ ...good, runs: [good.runs[0].map((event, index) => (index === at ? { ...event, ...change } : event))] });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"version":1'],
    ['no object', '[]'],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...good, version: 2 })],
    ['no date', JSON.stringify({ ...good, date: undefined })],
    ['no runs', JSON.stringify({ ...good, runs: 'many' })],
    ['a run that is no list', JSON.stringify({ ...good, runs: [{}] })],
    ['an event that is null', JSON.stringify({ ...good, runs: [[null]] })],
    ['an unknown event', withEvent({ type: 'explosion' })],
    ['a time that is no number', withEvent({ at: 'soon' })],
    ['a token without id', withEvent({ id: undefined })],
    ['a token without piece', withEvent({ piece: undefined })],
    ['candidates without probability', withEvent({ candidates: [{ id: 1, text: 'a' }] })],
    ['logits that are no text', withEvent({ logits: { 0: 1 } })],
    ['logits that are no base64', withEvent({ logits: '%%%' })],
    ['logits cut in half a number', withEvent({ logits: 'AAAA' })],
    ['a start without prompt', withEvent({ prompt: 7 }, 0)],
  ])('is refused with a helpful error: %s', (_, text) => {
    let thrown: unknown;
    try {
      parseRecording(text, 'test');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(EngineError);
    expect(thrown).toMatchObject({ code: 'file-malformed', remedy: expect.stringContaining('live') as string });
  });

  it('of the tokenizer is read too, and refused when damaged', () => {
    const text = readFileSync('public/recordings/tokenizer.json', 'utf8');
    const { texts } = parseTokenizerRecording(text, 'tokenizer');
    expect(texts.length).toBeGreaterThan(3);
    for (const entry of texts) {
      const bytes = entry.pieces.flatMap((piece) => piece.bytes);
      expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(entry.text);
    }
    expect(() => parseTokenizerRecording(text.replace('"pieces"', '"peaches"'), 'tokenizer')).toThrow(EngineError);
  });
});
