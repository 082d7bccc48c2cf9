import { expect, it } from 'vitest';
import { asksToSaveData } from './save-data';

it.each([
  [true, { connection: { saveData: true } }],
  [false, { connection: { saveData: false } }],
  [false, { connection: {} }],
  [false, { connection: null }],
  [false, {}],
  [false, { connection: { saveData: 'on' } }],
])('is %s for %j', (asked, browser) => {
  expect(asksToSaveData(browser)).toBe(asked);
});
