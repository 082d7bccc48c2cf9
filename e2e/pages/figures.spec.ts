import { bareFigures, plainPlaces } from '../fixtures/bare-figures';
import { expect, test } from '../fixtures/test';

// The check itself is made of every page in every-page.spec.ts.
test('the check finds a number that is planted, and each plain place is one by its own words', async ({ page }) => {
  await page.setContent(`
    <div data-widget="planted">
      <p id="bare">It took 3.7 seconds.</p>
      <p>It took <b data-measure="time" data-value="3.7" data-unit="s" data-provenance="measured">3.7</b> s.</p>
      <p>It took 3.7 s <button class="chip">measured</button></p>
      <table><tr><td id="cell">12</td></tr><tr><th>12</th><td>q4</td></tr></table>
      <label>8 sequences</label>
      <svg><g class="axis"><text>0.5</text></g><text id="mark">17</text></svg>
      <code>412</code>
    </div>
    <div class="readout"><span id="readout">99</span></div>
    <p>A sentence outside says 5.</p>`);
  expect((await bareFigures(page)).map(({ text }) => text)).toEqual(['It took 3.7 seconds.', '12', '17', '99']);
  for (const { selector, why } of plainPlaces) expect(why.length, selector).toBeGreaterThan(10);
});
