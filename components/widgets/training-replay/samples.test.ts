import { describe, expect, it } from 'vitest';
import type { TrainingReplayRecording } from './recording';
import { keyOf, type Sample, sampleOf } from './samples';

const recording: TrainingReplayRecording = { date: '2026-11-23', device: 'a processor', prompt: 'Once', seed: 12, samples: [{ step: 0, pieces: [' xq', 'z'], endReason: 'max-tokens' }] };
const settings = { step: 0, prompt: 'Once', seed: 12 };
const own: Sample = { pieces: [' there'], endReason: 'stop-token', engine: 'cpu', device: 'here' };

describe('the sample that is shown', () => {
  it('is the recorded one at first, and the one written here once there is one', () => {
    expect(sampleOf(settings, {}, recording)).toMatchObject({ engine: 'recorded', pieces: [' xq', 'z'] });
    expect(sampleOf(settings, { [keyOf(settings)]: own }, recording)).toBe(own);
  });

  it.each([{ ...settings, step: 30 }, { ...settings, prompt: 'Twice' }, { ...settings, seed: 13 }])('there is none of %j, which nothing has written', (other) => {
    expect(sampleOf(other, { [keyOf(settings)]: own }, recording)).toBeNull();
  });
});
