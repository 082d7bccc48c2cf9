import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PutOff } from './put-off';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const putOff = new PutOff();
  const done: string[] = [];
  const add = (name: string) => putOff.add(() => (done.push(name), Promise.resolve()));
  return { putOff, done, add };
}

it('waits until there is time, and is done once', () => {
  const { putOff, done, add } = watched();
  add('one');
  add('two');
  expect(done).toEqual([]);
  putOff.begin();
  expect(done).toEqual(['one', 'two']);
  putOff.begin();
  vi.advanceTimersByTime(10_000);
  expect(done).toEqual(['one', 'two']);
});

it('waits two seconds where there is no token, each time anew', () => {
  const { done, add } = watched();
  add('one');
  vi.advanceTimersByTime(1_999);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['one']);
  add('two');
  vi.advanceTimersByTime(2_000);
  expect(done).toEqual(['one', 'two']);
});

it('waits two seconds from the last that was put off: a file that comes after small ones is not kept the moment it is there', () => {
  const { done, add } = watched();
  add('small');
  vi.advanceTimersByTime(1_900);
  add('weights');
  vi.advanceTimersByTime(1_999);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['small', 'weights']);
});

it('fails without a word, and keeps nobody else from being done', async () => {
  const { putOff, done, add } = watched();
  putOff.add(() => Promise.reject(new Error('the disk is full')));
  add('two');
  putOff.begin();
  await Promise.resolve();
  expect(done).toEqual(['two']);
});
