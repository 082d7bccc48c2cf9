import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCurve } from '@/content/training/curve';
import scratch from '@/content/training/pocket-1m-scratch.json';
import { createEngine } from '@/lib/engine';
import { optionsInNode } from '@/lib/engine/generation/test-options';
import { parseTrainingReplay } from './recording';
import { requestOf, startSettings } from './settings';
import { wayOf } from './stations';

const text = readFileSync('public/recordings/training-replay.json', 'utf8');

describe('the recording of the replay', () => {
  const recording = parseTrainingReplay(text, 'training-replay');
  const { stations } = wayOf(parseCurve(scratch));

  it('has a sample of each checkpoint, of what Run asks for at the start', () => {
    expect(recording.samples.map(({ step }) => step)).toEqual(stations.map(({ step }) => step));
    expect([recording.prompt, recording.seed]).toEqual([startSettings.prompt, startSettings.seed]);
  });

  it.each(stations)('at step $step is what that checkpoint writes (else: npm run recordings -- training-replay)', async ({ step, model }) => {
    const engine = await createEngine(await optionsInNode(model));
    const pieces: string[] = [];
    for await (const event of engine.generate(requestOf(recording))) if (event.type === 'token') pieces.push(event.text);
    engine.destroy();
    expect(pieces).toEqual(recording.samples.find((sample) => sample.step === step)!.pieces);
  });

  it.each(['{', '{"version":1}', '{"version":1,"date":"x","device":"y","prompt":"a","seed":1,"samples":[]}', '{"version":1,"date":"x","device":"y","prompt":"a","seed":1,"samples":[{"step":0,"pieces":[1],"endReason":"x"}]}'])('is refused where it is %s', (damaged) => {
    expect(() => parseTrainingReplay(damaged, 'x')).toThrow('The recording x cannot be read');
  });
});
