import { describe, expect, it } from 'vitest';
import { memoryFit, type MemoryQuestion } from './memory-fit';
import { bytes, gibibytes } from './quantities';
import { isRefusal } from './refusal';
import { device, llama3With70Billion } from './test-models';

const question: MemoryQuestion = {
  model: llama3With70Billion,
  hardware: device('H200', 141, 'GB'),
  devices: 1,
  bitsPerWeight: 8,
  kvBitsPerNumber: 8,
  usableShare: 0.9,
  reserved: bytes(0),
  sequences: 1,
  tokens: 8192,
  alternatives: [{ precision: 'q4', bitsPerWeight: 4.5 }, { precision: 'q2', bitsPerWeight: 2.6 }, { precision: 'f32', bitsPerWeight: 32 }],
};

function fitted(changes: Partial<MemoryQuestion>) {
  const answer = memoryFit({ ...question, ...changes });
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer;
}

function refused(changes: Partial<MemoryQuestion>) {
  const answer = memoryFit({ ...question, ...changes });
  if (!isRefusal(answer)) throw new Error('It fits.');
  return answer;
}

describe('where the memory goes', () => {
  it('leaves what weights do not take to the cache', () => {
    const { weightBytes, kvRoom, kvCapacity, kvBytesPerToken } = fitted({});
    expect(weightBytes.value).toBe(70_553_706_496);
    expect(kvRoom.value).toBeCloseTo(141e9 * 0.9 - 70_553_706_496, 0);
    expect(kvBytesPerToken.value).toBe(163_840);
    expect(kvCapacity.value).toBe(343_904);
  });

  it('takes the engine’s own share of each device off', () => {
    expect(fitted({}).kvRoom.value - fitted({ reserved: gibibytes(2) }).kvRoom.value).toBeCloseTo(2 * 2 ** 30, 0);
    expect(fitted({ devices: 2 }).kvRoom.value - fitted({ devices: 2, reserved: gibibytes(2) }).kvRoom.value).toBeCloseTo(4 * 2 ** 30, 0);
  });

  it('keeps KV heads twice on more devices than there are heads; a latent row once, since each device has sequences of its own', () => {
    const perToken = ({ kvRoom, kvCapacity }: ReturnType<typeof fitted>): number => kvRoom.value / kvCapacity.value;
    expect(perToken(fitted({ devices: 8 }))).toBeCloseTo(163_840, -2);
    expect(perToken(fitted({ devices: 16 }))).toBeCloseTo(2 * 163_840, -2);
    expect(perToken(fitted({ devices: 4, model: { ...llama3With70Billion, latentWidth: 576 } }))).toBeCloseTo(80 * 576, -2);
  });
});

describe('what does not fit', () => {
  it('says by how much, in both units, and which precisions and how many devices would do', () => {
    const { code, message, remedy } = refused({ bitsPerWeight: 16 });
    expect(code).toBe('does-not-fit');
    // 141.1 GB of weights and 8,192 · 163,840 bytes of cache; nine tenths of 141 GB.
    expect(message).toBe(
      'Llama-3-70B at 16 bits a weight, with a cache for 8,192 tokens, needs 142.4 GB (132.7 GiB); one H200 has 126.9 GB (118.2 GiB) to give: 15.5 GB (14.5 GiB) too little.',
    );
    expect(remedy).toBe('q4 (41.0 GB (38.2 GiB)), q2 (24.3 GB (22.6 GiB)) would fit; 2 of these devices would hold it as it is. Or choose a smaller model, or a device with more memory.');
  });

  it('counts the cache that was asked for', () => {
    expect(refused({ tokens: 400_000 })).toMatchObject({ code: 'does-not-fit', message: expect.stringContaining('400,000 tokens') });
  });

  it('counts each sequence of a batch, so that a window caps each one', () => {
    expect(refused({ sequences: 50 })).toMatchObject({ code: 'does-not-fit', message: expect.stringContaining('8,192 tokens for each of 50 sequences, needs 137.7 GB') });
    const windowed = { ...llama3With70Billion, slidingWindow: { tokens: 128, layers: 80 } };
    expect(isRefusal(memoryFit({ ...question, sequences: 50, model: windowed }))).toBe(false);
    // 128 tokens of 163,840 bytes for each of 2,700 sequences are 56.6 GB, and 56.3 are left.
    expect(isRefusal(memoryFit({ ...question, sequences: 2700, model: windowed }))).toBe(true);
  });

  it('does not promise what would not help', () => {
    expect(refused({ hardware: device('T4', 16, 'GiB') }).remedy).toMatch(/^no other precision asked about fits; 8 of these/);
    expect(refused({ reserved: gibibytes(200) }).remedy).toMatch(/more of these devices would not help/);
  });
});

it.each([
  { devices: 0 }, { devices: 1.5 }, { devices: -1 }, { usableShare: 0 }, { usableShare: 1.1 }, { usableShare: Number.NaN }, { reserved: bytes(-1) }, { tokens: -5 }, { sequences: 0 }, { sequences: Number.NaN }, { tokens: 0.5 },
  { bitsPerWeight: 0 }, { kvBitsPerNumber: Number.NaN }, { hardware: device('none', 0, 'GB') }, { hardware: device('none', Number.NaN, 'GB') },
  { alternatives: [{ precision: 'q0', bitsPerWeight: 0 }] }, { model: { ...llama3With70Billion, parameters: 1e17 } },
])('refuses %o', (changes) => {
  expect(refused(changes)).toMatchObject({ code: 'invalid-number', remedy: expect.stringMatching(/^Give /) });
});
