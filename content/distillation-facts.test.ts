import { expect, it } from 'vitest';
import { distillationFacts } from './distillation-facts';
import { trainingFacts } from './training-facts';

it('names each finding of a student once, and no share above the whole', () => {
  const names = distillationFacts.map(({ student, finding }) => `${student} ${finding}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { student, value, unit } of distillationFacts) {
    expect(value, student).toBeGreaterThan(0);
    if (unit === 'percent') expect(value, student).toBeLessThanOrEqual(100);
  }
});

it('counts the training of Llama 3.2 as the training facts do', () => {
  const hours = ['Llama-3.2-1B', 'Llama-3.2-3B'].reduce((sum, name) => sum + trainingFacts.find(({ model }) => model === name)!.deviceHours!, 0);
  expect(distillationFacts.find(({ source }) => source === 'llama-3.2-model-card')?.note).toBe(`against ${hours.toLocaleString('en-GB')} for training both`);
});
